/**
 * Hybrid logical time (Kulkarni et al. 2014): 13 digits of milliseconds since 1970 UTC, then four hexadecimal
 * digits that tell events of one millisecond apart. Sorts as text. Never goes back, even when the clock does.
 */
export type HybridTime = string;

/** The time of a next event, given the last one seen here and the clock (ms since 1970 UTC). */
export function nextHybridTime(last: HybridTime | null, now: number): HybridTime {
  const wall = Math.max(0, Math.floor(now));
  if (!last) return format(wall, 0);
  const milliseconds = millisecondsOf(last);
  const counter = Number.parseInt(last.slice(14), 16);
  if (wall > milliseconds) return format(wall, 0);
  return counter === 0xffff ? format(milliseconds + 1, 0) : format(milliseconds, counter + 1);
}

function format(milliseconds: number, counter: number): HybridTime {
  return `${String(milliseconds).padStart(13, '0')}-${counter.toString(16).padStart(4, '0')}`;
}

/** The wall-clock part of a hybrid time, in milliseconds since 1970 UTC. */
export function millisecondsOf(time: HybridTime): number {
  return Number(time.slice(0, 13));
}

/** So far ahead of the clock here may be what another device says of the time, in milliseconds. */
export const believedAhead = 24 * 60 * 60 * 1_000;

/**
 * The last time seen here after an event of another device has come in: its time, if that is later. A time more than a
 * day ahead of the clock here is not believed, or one laptop that lives in next year would take all others there.
 *
 * @param now the clock here, in milliseconds since 1970 UTC.
 */
export function afterReceiving(last: HybridTime | null, received: HybridTime, now: number): HybridTime | null {
  if (millisecondsOf(received) > now + believedAhead) return last;
  return last === null || received > last ? received : last;
}
