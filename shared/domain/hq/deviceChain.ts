import type { JournalEvent } from '@shared/contract/events';

/** First and last number of a run without a gap. */
export type Range = [first: number, last: number];

/** How far the events of one device in one workshop are here, and when it last gave a sign. */
export interface DeviceChain {
  device: string;
  /** In order, none touching the next. */
  ranges: Range[];
  /** The hybrid time of its latest event. */
  lastHlc: string;
  stations: Set<string>;
  /** Headquarters wrote something with it: what it writes is no sign of the venue. */
  isHq: boolean;
}

export function emptyChain(device: string): DeviceChain {
  return { device, ranges: [], lastHlc: '', stations: new Set(), isHq: false };
}

/** Takes an event of the device in, changing the given chain. */
export function noteEvent(chain: DeviceChain, event: JournalEvent): void {
  addNumber(chain.ranges, event.seq);
  if (event.hlc > chain.lastHlc) chain.lastHlc = event.hlc;
  if (!('by' in event.data)) return;
  if (event.data.by?.station) chain.stations.add(event.data.by.station);
  if (event.data.by?.role === 'hq') chain.isHq = true;
}

/** Adds a number to ranges, joining those that it touches. */
export function addNumber(ranges: Range[], seq: number): void {
  let at = ranges.length;
  // Events of a device mostly arrive in their order.
  while (at > 0 && (ranges[at - 1] as Range)[0] > seq) at--;
  const before = ranges[at - 1];
  const after = ranges[at];
  if (before && seq <= before[1]) return;
  const joinsBefore = before !== undefined && before[1] + 1 === seq;
  const joinsAfter = after !== undefined && after[0] === seq + 1;
  if (joinsBefore && joinsAfter) {
    before[1] = after[1];
    ranges.splice(at, 1);
  } else if (joinsBefore) before[1] = seq;
  else if (joinsAfter) after[0] = seq;
  else ranges.splice(at, 0, [seq, seq]);
}

/**
 * The numbers that are missing: a device counts its events from 1 without leaving any out, so each event says that all
 * before it exist. Whether there are any after the last one, only the device can say.
 */
export function gapsOf(ranges: readonly Range[]): Range[] {
  let next = 1;
  const gaps: Range[] = [];
  for (const [first, last] of ranges) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  return gaps;
}

/** How many numbers some ranges have. */
export function lengthOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}
