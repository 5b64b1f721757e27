const seconds = 1_000;
const minutes = 60 * seconds;

/** How long to wait after that many wrong PINs in a row, in milliseconds; the last one holds for all that follow. */
const delays = [0, 0, 0, 0, 5 * seconds, 15 * seconds, 60 * seconds, 5 * minutes, 15 * minutes] as const;

/** What is known of the wrong tries since the last right one. */
export interface WrongTries {
  count: number;
  /** When the last one was, in milliseconds since 1970; 0 when there was none. */
  lastAt: number;
}

export const noWrongTries: WrongTries = { count: 0, lastAt: 0 };

/**
 * How long the next try has to wait, in milliseconds. Three slips of a finger cost nothing; after that guessing 10,000
 * PINs takes months. A clock that was set back in between makes nobody wait longer than the delay itself.
 */
export function waitBeforeNextTry({ count, lastAt }: WrongTries, now: number): number {
  const delay = delays[Math.min(count, delays.length - 1)] as number;
  return Math.max(0, Math.min(delay, lastAt + delay - now));
}
