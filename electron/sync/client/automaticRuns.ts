import type { SyncProblem } from '@shared/contract/syncState';
import { waitAfter } from './backOff';

/** Events that follow each other soon go together, in milliseconds. */
const gatherMs = 1_000;
/** What others wrote is asked for so often, in milliseconds. */
const pollMs = 60_000;
/** A network that is back has addresses and names only a moment later, in milliseconds. */
const settleMs = 500;

/**
 * When a remote's next run by itself is due: soon after events were written, when the network is back, every minute
 * otherwise; after failures later and later.
 */
export class AutomaticRuns {
  /** Milliseconds since 1970 UTC; null while none is due. */
  dueAt: number | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isActive = false;
  private isRunning = false;
  private hasGrown = false;
  private failures = 0;

  constructor(private readonly around: { run(): void; now(): number; random(): number }) {}

  setActive(active: boolean): void {
    if (active === this.isActive) return;
    this.isActive = active;
    if (active) this.in(gatherMs);
    else this.stop();
  }

  started(): void {
    this.isRunning = true;
    this.hasGrown = false;
    this.stop();
  }

  /** @param problem null after a success. */
  ended(problem: SyncProblem | null, retryAfterMs: number | null): void {
    this.isRunning = false;
    this.failures = problem === null ? 0 : this.failures + 1;
    const { random } = this.around;
    if (problem !== null) this.in(waitAfter(this.failures, problem, random(), retryAfterMs));
    else this.in(this.hasGrown ? gatherMs : Math.round(pollMs * (0.75 + random() / 2)));
  }

  /** Events were written. A remote that fails is not asked sooner for that. */
  grown(): void {
    this.hasGrown = true;
    if (this.failures === 0 && (this.dueAt === null || this.dueAt - this.around.now() > gatherMs)) this.in(gatherMs);
  }

  networkChanged(): void {
    this.in(settleMs + Math.round(this.around.random() * settleMs));
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.dueAt = null;
  }

  private in(ms: number): void {
    this.stop();
    if (!this.isActive || this.isRunning) return;
    this.dueAt = this.around.now() + ms;
    this.timer = setTimeout(() => {
      this.stop();
      this.around.run();
    }, ms);
    this.timer.unref();
  }
}
