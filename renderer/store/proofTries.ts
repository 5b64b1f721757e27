const triesGiven = 3;
const lockedMilliseconds = 10 * 60_000;

/**
 * Wrong proofs of who somebody is, counted by the attendee and not by the kiosk, so that going to the next one gives no
 * new tries. After three of them not even a right one counts for ten minutes. Fewer are forgotten after the same time.
 */
export class ProofTries {
  private readonly wrong = new Map<string, { count: number; until: number }>();

  constructor(private readonly now: () => number) {}

  left(registrationId: string): number {
    const known = this.wrong.get(registrationId);
    if (!known) return triesGiven;
    if (known.until > this.now()) return Math.max(0, triesGiven - known.count);
    this.wrong.delete(registrationId);
    return triesGiven;
  }

  addWrong(registrationId: string): void {
    const count = triesGiven - this.left(registrationId) + 1;
    this.wrong.set(registrationId, { count, until: this.now() + lockedMilliseconds });
  }

  clear(registrationId: string): void {
    this.wrong.delete(registrationId);
  }
}
