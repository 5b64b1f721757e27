import type { AttendeeView } from '@shared/contract/queries';
import type { Target } from '@shared/contract/values';
import { visitsAt } from './attendanceTables';

/** The instants (UTC, in order) at which people came for a target for the first time. */
export function firstArrivals(people: Iterable<AttendeeView>, target: Target): string[] {
  const instants: string[] = [];
  for (const one of people) {
    const at = visitsAt(one, target)[0]?.at;
    if (at !== undefined) instants.push(at);
  }
  return instants.sort();
}

const minute = 60_000;

/**
 * How many had come by when: a point for each step of time, the first with nobody, the last with all. The steps are
 * round minutes, as few as fit into `most`. Empty where nobody came.
 */
export function arrivalCurve(arrivals: readonly string[], most = 48): { at: number; count: number }[] {
  const [first] = arrivals;
  const last = arrivals.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = Date.parse(last) - Date.parse(first);
  const step = ([1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1_440].find((minutes) => span / (minutes * minute) <= most - 2) ?? 1_440) * minute;
  const start = Math.floor(Date.parse(first) / step) * step;
  const points: { at: number; count: number }[] = [];
  let count = 0;
  for (let at = start; ; at += step) {
    while (count < arrivals.length && Date.parse(arrivals[count] as string) <= at) count += 1;
    points.push({ at, count });
    if (count === arrivals.length) break;
  }
  if ((points[0] as { count: number }).count > 0) points.unshift({ at: start - step, count: 0 });
  return points;
}

/** Values for an axis from 0 to at least `highest`: whole, round, at most six. */
export function roundTicks(highest: number): number[] {
  const top = Math.max(1, highest);
  let step = 1;
  for (let factor = 1; top / step > 5; factor *= 10) {
    step = [1, 2, 5].map((each) => each * factor).find((each) => top / each <= 5) ?? 10 * factor;
  }
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => index * step);
}
