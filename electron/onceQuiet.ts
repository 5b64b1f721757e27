/**
 * A task that is wanted again and again and runs once nothing more has come for a while, or at the latest after some
 * time. It runs one call at a time.
 */
export class OnceQuiet {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private since = 0;
  private running = false;
  private isWanted = false;

  /** @param quiet and `latest` in milliseconds. @param task reports its own faults. */
  constructor(
    private readonly quiet: number,
    private readonly latest: number,
    private readonly task: () => Promise<void>,
  ) {}

  want(): void {
    if (this.running) {
      this.isWanted = true;
      return;
    }
    if (this.timer) clearTimeout(this.timer);
    else this.since = Date.now();
    const wait = Math.max(0, Math.min(this.quiet, this.since + this.latest - Date.now()));
    this.timer = setTimeout(() => void this.run(), wait);
    this.timer.unref();
  }

  private async run(): Promise<void> {
    this.timer = null;
    this.running = true;
    await this.task().finally(() => {
      this.running = false;
    });
    if (!this.isWanted) return;
    this.isWanted = false;
    this.want();
  }
}
