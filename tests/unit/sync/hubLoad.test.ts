import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncDocument } from '@shared/contract/sync';
import { documentOf } from '../../../electron/sync/documents';
import type { Taken } from '../../../electron/sync/eventSource';
import { freshKey } from './freshKey';
import { checkIn, database, documents, Hub, workshop } from './hubHarness';
import { freshFolder } from './memoryFolder';
import { MemorySource } from './memorySource';
import { eventsOf } from './ownEvents';

/** A venue's whole day, at once: what is kept of an event that went through is nothing. */

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

/** A journal that writes and forgets, and that has the same page of events again and again. */
class EndlessSource extends MemorySource {
  taken = 0;
  length = 0;

  override get lastLine(): number {
    return this.length;
  }

  override async receive(_workshop: string, docs: readonly SyncDocument[]): Promise<Taken[]> {
    this.taken += docs.length;
    return docs.map(() => 'written');
  }

  override async changes(of: string, after: number, limit: number, bytes?: number): ReturnType<MemorySource['changes']> {
    const { changes } = await super.changes(of, 0, Math.min(limit, this.length - after), bytes);
    const through = after + changes.length;
    return { changes: changes.map((each, index) => ({ ...each, line: after + index + 1 })), through, pending: this.length - through };
  }
}

let hub: Hub;
let source: EndlessSource;
const device = freshKey();
let token: string;

beforeAll(async () => {
  const key = freshKey();
  source = new EndlessSource(key, { hasTexts: true });
  source.append(workshop, [checkIn()]);
  hub = await new Hub(source, key, freshFolder(), { limits: { perSecond: 10_000, burst: 10_000 } }).start();
  token = await hub.enrol(device);
});
afterAll(() => hub.service.close());

test('documents go through and leave nothing behind, and the main process has its turns', async () => {
  const body = Buffer.from(JSON.stringify({ docs: documents(device, 2_000) }));
  const push = async (): Promise<void> => expect((await hub.ask(`/${database}/_bulk_docs`, { token, body, gzip: true })).status).toBe(201);
  await push();
  const before = heap();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  for (let i = 0; i < 10; i++) await push();
  const seconds = (performance.now() - start) / 1_000;
  delay.disable();
  console.log(`proved and taken: ${Math.round(20_000 / seconds)} documents a second; event loop p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms, max ${(delay.max / 1e6).toFixed(0)} ms`);
  expect(source.taken).toBe(22_000);
  // 20,000 events; a hundred bytes each would show.
  expect(heap() - before).toBeLessThan(1_500_000);
});

test('changes are written out as they are read, and no faster than they are', async () => {
  const author = freshKey();
  for (const event of eventsOf(author, workshop, Array.from({ length: 500 }, checkIn))) {
    const { signature } = documentOf(event, author);
    source.lines.push({ line: source.lines.length + 1, event: { ...event, signature }, hash: documentOf(event, author)._id.slice(-32) });
  }
  source.length = 50_000;
  const before = heap();
  const { port } = hub.service.status();
  const response = await fetch(`http://127.0.0.1:${port}/${database}/_changes?include_docs=true`, { headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' } });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let bytes = 0;
  let most = 0;
  const tail: string[] = [];
  const decoder = new TextDecoder();
  const start = performance.now();
  for (let i = 0; ; i++) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    tail.push(decoder.decode(value, { stream: true }).slice(-80));
    if (tail.length > 3) tail.shift();
    if (i % 200 === 0) most = Math.max(most, heap() - before);
  }
  console.log(`changes: ${Math.round(50_000 / ((performance.now() - start) / 1_000))} documents a second, ${Math.round(bytes / 1e6)} MB, at most ${(most / 1e6).toFixed(1)} MB on the heap`);
  expect(tail.join('')).toContain('"last_seq":50000,"pending":0');
  expect(bytes).toBeGreaterThan(25e6);
  expect(most).toBeLessThan(12e6);
});
