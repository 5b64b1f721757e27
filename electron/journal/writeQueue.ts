/**
 * Requests to write, one group at a time: what comes while a group is being written, or in the same turn, is written
 * together.
 */
export class WriteQueue<R> {
  private waiting: R[] = [];
  /** What must not run while bytes are being written. */
  private tasks: (() => void)[] = [];
  private running = false;

  /** @param write writes a group and tells each request what became of it. Never rejects. */
  constructor(private readonly write: (requests: R[]) => Promise<void>) {}

  /** Whether something is being written, or waits for it. */
  get isBusy(): boolean {
    return this.running;
  }

  push(request: R): void {
    this.waiting.push(request);
    this.wake();
  }

  /** Runs something between two writes. @throws what it throws. */
  between(task: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.tasks.push(() => {
        try {
          task();
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      });
      this.wake();
    });
  }

  private wake(): void {
    if (this.running) return;
    this.running = true;
    queueMicrotask(() => void this.run());
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0 || this.tasks.length > 0) {
      for (const task of this.tasks.splice(0)) task();
      if (this.waiting.length === 0) continue;
      const requests = this.waiting;
      this.waiting = [];
      await this.write(requests);
    }
    this.running = false;
  }
}
