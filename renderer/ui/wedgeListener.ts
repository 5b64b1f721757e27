import { strokeOf, type WedgeOutcome, wedgeGap, WedgeReader } from '@shared/domain/scanning/wedge';

/** Reads the keys of a scanner that types, and ends by itself a code that has no Enter behind it. */
export class WedgeListener {
  private readonly reader = new WedgeReader();
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly hand: (outcomes: readonly WedgeOutcome[]) => void) {}

  /** Whether it is in the middle of a code. */
  get busy(): boolean {
    return this.reader.busy;
  }

  /** Takes one key, and hands on what came of it. `taken`: it is a scanner's, and meant for nothing else on the page. */
  press(event: KeyboardEvent): { taken: boolean; outcomes: readonly WedgeOutcome[] } {
    const heard = this.reader.press(strokeOf(event));
    this.hand(heard.outcomes);
    clearTimeout(this.pause);
    // A little more than the gap: the timer's clock and the events' may differ by a frame.
    if (this.reader.busy) this.pause = setTimeout(() => this.hand(this.reader.settle(performance.now())), wedgeGap + 20);
    return heard;
  }

  /** Forgets what it has heard so far. */
  reset(): void {
    this.reader.reset();
  }

  stop(): void {
    clearTimeout(this.pause);
  }
}
