import { describe, expect, it, vi } from 'vitest';
import { parseRosterFile } from '../../../renderer/store/import/parseFile';
import { parseAgenda, parseRoster, type ParseWorker } from '../../../renderer/store/import/parseInWorker';
import type { nextPart, ParseAnswer, ParseRequest } from '../../../renderer/store/import/workerMessages';
import { bytesOf, sampleAgenda, sampleRoster } from './files';

const today = '2025-09-01';

type Asked = ParseRequest | typeof nextPart;

/** A worker's side of the talk, without a thread. */
class FakeWorker implements ParseWorker {
  onmessage: ParseWorker['onmessage'] = null;
  onmessageerror: ParseWorker['onmessageerror'] = null;
  onerror: ParseWorker['onerror'] = null;
  terminate = vi.fn();
  constructor(private readonly react: (worker: FakeWorker, request: Asked) => void) {}
  postMessage(request: unknown): void {
    queueMicrotask(() => this.react(this, request as Asked));
  }
  say(answer: ParseAnswer): void {
    this.onmessage?.call(this as never, { data: structuredClone(answer) } as MessageEvent);
  }
}

/** Runs the real worker's file with a global scope of its own. */
async function realWorker(): Promise<{ worker: FakeWorker; sizes: number[] }> {
  vi.resetModules();
  const sizes: number[] = [];
  const scope: { onmessage: ((event: { data: Asked }) => void) | null; postMessage: (answer: ParseAnswer) => void } = {
    onmessage: null,
    postMessage: () => {},
  };
  vi.stubGlobal('self', scope);
  await import('../../../renderer/store/import/parse.worker');
  vi.unstubAllGlobals();
  const worker = new FakeWorker((_, request) => scope.onmessage?.({ data: request }));
  scope.postMessage = (answer) => {
    if (answer.type === 'part') sizes.push(answer.items.length);
    worker.say(answer);
  };
  return { worker, sizes };
}

describe('parseRoster in a worker', () => {
  it('answers like the same parse without one, in parts', async () => {
    const { worker, sizes } = await realWorker();
    const lines = Array.from({ length: 4500 }, (_, index) => `A${index},Mary Smith,${index < 5 ? 'wrong' : ''}`);
    const bytes = new TextEncoder().encode(`registration_id,full_name,email\n${lines.join('\n')}`);
    const roster = await parseRoster(bytes, 'r.csv', { today }, { createWorker: () => worker });
    expect(roster).toEqual(await parseRosterFile(bytes, 'r.csv', { today }));
    expect(sizes).toEqual([1000, 1000, 1000, 1000, 500, 5, 3]);
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it('reads the sample pack', async () => {
    const first = await realWorker();
    const roster = await parseRoster(bytesOf(sampleRoster), 'r.csv', { today }, { createWorker: () => first.worker });
    expect(roster.attendees).toHaveLength(320);
    const second = await realWorker();
    const agenda = await parseAgenda(bytesOf(sampleAgenda), 'a.csv', { timeZone: 'Asia/Seoul' }, { createWorker: () => second.worker });
    expect(agenda.sessions).toHaveLength(12);
  });

  it('carries refusals over with code and words', async () => {
    const { worker } = await realWorker();
    await expect(parseRoster(new Uint8Array(0), 'empty.csv', { today }, { createWorker: () => worker })).rejects.toMatchObject({
      name: 'KioskError', code: 'unreadable_file', message: expect.stringContaining('empty.csv'),
    });
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it('fails when the worker breaks, answers rubbish, cannot start or falls silent', async () => {
    const attempt = (react: (worker: FakeWorker) => void, silenceMs?: number) => {
      const worker = new FakeWorker(react);
      const options = { createWorker: () => worker, ...(silenceMs === undefined ? {} : { silenceMs }) };
      return { worker, done: parseRoster(bytesOf(sampleRoster), 'r.csv', { today }, options) };
    };
    const broken = attempt((worker) => worker.onerror?.call(worker as never, { message: 'out of memory', preventDefault() {} } as ErrorEvent));
    await expect(broken.done).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('out of memory') });
    expect(broken.worker.terminate).toHaveBeenCalledOnce();
    const rubbish = attempt((worker) => worker.onmessageerror?.call(worker as never, {} as MessageEvent));
    await expect(rubbish.done).rejects.toMatchObject({ code: 'internal' });
    const fault = attempt((worker) => worker.say({ type: 'failed', code: 'internal', message: 'x is undefined' }));
    await expect(fault.done).rejects.toMatchObject({ code: 'internal', message: expect.stringMatching(/“r\.csv”.*x is undefined/) });
    const silent = attempt(() => {}, 20);
    await expect(silent.done).rejects.toMatchObject({ code: 'unreadable_file', message: expect.stringContaining('too long') });
    expect(silent.worker.terminate).toHaveBeenCalledOnce();
    const none = parseRoster(new Uint8Array(1), 'r.csv', { today }, { createWorker: () => { throw new Error('no workers here'); } });
    await expect(none).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('no workers here') });
  });
});
