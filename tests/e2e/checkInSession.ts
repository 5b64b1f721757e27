import type { ChildProcess } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { afterEach } from 'vitest';
import { finished, type Finished, killTree, startHeadless } from './application';

export interface Answer {
  answer: string;
  nonce: string;
  registrationId: string | null;
  at: string;
  message: string;
  direction: string;
  target: string;
}

const running = new Set<CheckInSession>();
afterEach(async () => {
  for (const session of running) await session.kill();
});

/** A `check-in --stdin` that runs while a test does something to its data folder. */
export class CheckInSession {
  /** Everything it answered, in order. */
  readonly answers: Answer[] = [];
  private readonly child: ChildProcess;
  private readonly end: Promise<Finished>;
  private said = '';
  private sent = 0;
  private rest = '';
  private readonly decoder = new StringDecoder('utf8');
  private waiting: (() => void)[] = [];

  constructor(args: readonly string[]) {
    this.child = startHeadless(['check-in', '--stdin', ...args]);
    this.end = finished(this.child);
    running.add(this);
    this.child.stdin?.on('error', () => undefined); // it may be killed while it is written to
    this.child.stdout?.on('data', (chunk: Buffer) => {
      const lines = `${this.rest}${this.decoder.write(chunk)}`.split('\n');
      this.rest = lines.pop() as string;
      this.answers.push(...lines.map((line) => JSON.parse(line) as Answer));
      this.wake();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.said += chunk.toString('utf8');
      this.wake();
    });
    void this.end.then(() => this.wake());
  }

  /** Sends scans at once and gives their answers. @throws if the process ends before. */
  async scan(...scans: { code: string; nonce: string }[]): Promise<Answer[]> {
    const from = this.sent;
    this.sent += scans.length;
    this.child.stdin?.write(scans.map((scan) => `${JSON.stringify(scan)}\n`).join(''));
    await this.until(() => this.answers.length >= this.sent);
    return this.answers.slice(from, this.sent);
  }

  /** Resolves once standard error says something. */
  async hears(what: RegExp): Promise<void> {
    await this.until(() => what.test(this.said));
  }

  async close(): Promise<Finished> {
    this.child.stdin?.end();
    const result = await this.end;
    running.delete(this);
    return result;
  }

  async kill(): Promise<void> {
    killTree(this.child);
    await this.end;
    running.delete(this);
  }

  private async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`The process has ended. ${this.said}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
