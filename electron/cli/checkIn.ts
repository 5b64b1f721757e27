import { randomUUID } from 'node:crypto';
import readline from 'node:readline';
import type { ScanAnswer } from '@shared/contract/answers';
import { KioskError } from '@shared/contract/errors';
import * as v from 'valibot';
import { target as targetSchema, type Target } from '@shared/contract/values';
import { type Command, type CommandContext, UsageError } from './command';

/** Scans under way at once: they share disk flushes. Answers are printed in the order of the scans all the same. */
const underWay = 256;
const longestCode = 10_000;

export const checkIn: Command = {
  valued: ['--target', '--direction', '--station'],
  flags: ['--stdin'],
  operands: 0,
  usage: 'check-in --stdin [--target day:DATE|session:ID] [--direction in|out] [--station NAME]',
  async run(context, { options }) {
    if (!options.has('--stdin')) throw new UsageError('check-in reads scans from standard input: add --stdin.');
    const target = options.get('--target') ?? 'auto';
    if (target !== 'auto' && !v.is(targetSchema, target)) throw new UsageError(`"${target}" is no target. Use day:2025-09-24 or session:S04.`);
    const direction = options.get('--direction') ?? 'in';
    if (direction !== 'in' && direction !== 'out') throw new UsageError('--direction is in or out.');
    if (target !== 'auto') await knownTarget(context, target);
    const station = options.get('--station');
    const printer = new InOrder(context, underWay);
    for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      await printer.add(answerOne(context, line, { target: target as Target | 'auto', direction, ...(station ? { station } : {}) }));
    }
    await printer.done();
    const { failed } = printer;
    return failed ? 1 : 0;
  },
};

/** Prints answers in the order of their scans, each as soon as those before it are printed. */
class InOrder {
  failed = false;
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();
  private room: (() => void) | null = null;

  constructor(
    private readonly context: CommandContext,
    private readonly limit: number,
  ) {}

  /** Takes an answer to come; resolves when there is room for another one. */
  async add(answer: Promise<string>): Promise<void> {
    this.waiting += 1;
    this.last = Promise.all([answer, this.last]).then(async ([line]) => {
      if (line.startsWith('{"error"')) this.failed = true;
      await this.context.print(line);
      this.waiting -= 1;
      this.room?.();
    });
    this.last.catch(() => this.room?.());
    if (this.waiting >= this.limit) {
      await new Promise<void>((resolve) => {
        this.room = resolve;
      });
      this.room = null;
    }
  }

  done(): Promise<void> {
    return this.last;
  }
}

/** Before the first scan, not after it: a mistyped session would refuse everybody. */
async function knownTarget(context: CommandContext, target: string): Promise<void> {
  if (!target.startsWith('session:')) return;
  const { sessions } = await context.client.query('agenda', {}, Number.POSITIVE_INFINITY);
  const id = target.slice('session:'.length);
  if (!sessions.some((session) => session.id === id)) {
    throw new Error(`The agenda has no session ${id}. It has: ${sessions.map((session) => session.id).join(', ') || 'none yet'}.`);
  }
}

interface Fixed {
  target: Target | 'auto';
  direction: 'in' | 'out';
  station?: string;
}

async function answerOne(context: CommandContext, line: string, fixed: Fixed): Promise<string> {
  const scan = readScan(line);
  const nonce = scan.nonce ?? randomUUID();
  try {
    const answer = await context.client.command('scan.submit', {
      ...fixed,
      code: scan.code.slice(0, longestCode),
      nonce,
      ...(scan.at ? { at: scan.at } : {}),
    });
    return print(answer);
  } catch (error) {
    const { code, message } = error instanceof KioskError ? error : { code: 'internal', message: (error as Error).message };
    if (code !== 'store_unavailable') return JSON.stringify({ error: { code, message }, nonce });
    const at = scan.at ?? new Date().toISOString();
    return JSON.stringify({ answer: code, nonce, registrationId: null, at, message });
  }
}

function print({ answer, nonce, registrationId, at, message, next, direction, target, previous }: ScanAnswer): string {
  return JSON.stringify({ answer, nonce, registrationId, at, message, next, direction, target, previous });
}

/** A line is a bare code, or a JSON object with a `code`. Whatever else it is, it is a code that nobody has. */
function readScan(line: string): { code: string; nonce?: string; at?: string } {
  const text = line.trim();
  if (!text.startsWith('{')) return { code: line };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { code: line };
  }
  const { code, nonce, at } = value as { code?: unknown; nonce?: unknown; at?: unknown };
  if (typeof code !== 'string') return { code: line };
  const instant = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return {
    code,
    ...(typeof nonce === 'string' && nonce !== '' ? { nonce } : {}),
    ...(Number.isNaN(instant) ? {} : { at: new Date(instant).toISOString() }),
  };
}
