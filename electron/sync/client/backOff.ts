import type { SyncProblem } from '@shared/contract/syncState';

/** After the first failure, in milliseconds; doubled with each further one. */
const first = 2_000;
/** Never longer, so that a network that is back is used soon. */
const longest = 5 * 60_000;
/** No server may silence a laptop for longer. */
const longestAsked = 60 * 60_000;

/** What a person has to mend: asking every few seconds would only lock an account. */
const patient: ReadonlySet<SyncProblem> = new Set(['unauthorized', 'forbidden', 'wrong_certificate', 'not_a_hub', 'no_database', 'proxy_login', 'too_large', 'secret_locked']);

/**
 * How long to wait before the next try by itself, in milliseconds: doubled each time, with jitter of a half, so that
 * forty laptops do not come back in the same second; never shorter than the server asked for.
 *
 * @param failures how many runs in a row have failed, 1 and more.
 * @param random from 0 to below 1.
 */
export function waitAfter(failures: number, problem: SyncProblem, random: number, retryAfterMs: number | null = null): number {
  const doubled = patient.has(problem) ? longest : Math.min(longest, first * 2 ** Math.min(failures - 1, 30));
  const jittered = Math.round(doubled / 2 + (doubled / 2) * random);
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, longestAsked));
}
