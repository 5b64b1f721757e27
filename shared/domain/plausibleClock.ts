const dayMilliseconds = 24 * 60 * 60 * 1_000;
/** Clocks are set by hand and by the network: a step back of this much is no wrong clock. */
const stepBack = 60 * 1_000;

/**
 * Whether a clock may be right: not before what has been written already and, where the workshop's days are known,
 * not more than a day from them.
 *
 * @param now and `lastWrittenAt` in milliseconds since 1970 UTC.
 * @param today the date by this clock, where the workshop is; `days` the workshop's.
 */
export function isClockPlausible(now: number, lastWrittenAt: number | null, today: string, days: readonly string[]): boolean {
  if (lastWrittenAt !== null && now < lastWrittenAt - stepBack) return false;
  const sorted = [...days].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return true;
  const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);
  return at(today) >= at(first) - dayMilliseconds && at(today) <= at(last) + dayMilliseconds;
}
