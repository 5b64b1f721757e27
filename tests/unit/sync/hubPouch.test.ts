import PouchDB from 'pouchdb-core';
import httpAdapter from 'pouchdb-adapter-http';
import memoryAdapter from 'pouchdb-adapter-memory';
import replication from 'pouchdb-replication';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncDocument } from '@shared/contract/sync';
import type { DeviceKey } from '../../../electron/deviceKey';
import { prove } from '../../../electron/sync/documents';
import { freshKey } from './freshKey';
import { checkIn, database, documents, type Hub, hubWithDevice, workshop } from './hubHarness';

/** PouchDB's own replication, which knows CouchDB alone, from and to a hub. */

PouchDB.plugin(httpAdapter).plugin(memoryAdapter).plugin(replication);

let hub: Hub;
let device: DeviceKey;
let token: string;
let made = 0;

beforeAll(async () => {
  ({ hub, device, token } = await hubWithDevice());
});
afterAll(() => hub.service.close());

const local = () => new PouchDB(`local${(made += 1)}`, { adapter: 'memory' });
const remote = () => new PouchDB(hub.url.replace('//', `//${device.device}:${token}@`) + `/${database}`);

test('to a hub brings every document, and nothing the second time', async () => {
  const docs = documents(device, 350);
  const mine = local();
  await mine.bulkDocs(docs);
  expect(await mine.replicate.to(remote())).toMatchObject({ ok: true, docs_read: 350, docs_written: 350, doc_write_failures: 0 });
  expect(await hub.source.hashesOf(workshop, docs.map(({ id }) => id))).toEqual(docs.map(({ _id }) => _id.slice(-32)));
  const lines = hub.source.lastLine;
  expect(await mine.replicate.to(remote())).toMatchObject({ ok: true, docs_read: 0, docs_written: 0 });
  // Without its checkpoint too: what is there is not sent again.
  const other = local();
  await other.bulkDocs(docs);
  expect(await other.replicate.to(remote())).toMatchObject({ ok: true, docs_read: 0, docs_written: 0 });
  expect(hub.source.lastLine).toBe(lines);
});

test('to a hub is told what was refused', async () => {
  const mine = local();
  const [first] = documents(freshKey(), 1) as [SyncDocument];
  await mine.bulkDocs([first]);
  const denied: unknown[] = [];
  const result = await mine.replicate.to(remote()).on('denied', (each: unknown) => denied.push(each));
  expect(result).toMatchObject({ ok: true, doc_write_failures: 1 });
  expect(JSON.stringify(denied)).toContain('not_their_device');
});

test('from a hub brings every document as it was signed, and nothing the second time', async () => {
  hub.source.append(workshop, Array.from({ length: 120 }, checkIn));
  const mine = local();
  const count = await hub.source.count(workshop);
  expect(await mine.replicate.from(remote())).toMatchObject({ ok: true, docs_written: count });
  const { rows } = await mine.allDocs({ include_docs: true });
  expect(rows.map(({ id }: { id: string }) => id).sort()).toEqual(hub.source.lines.map(({ event, hash }) => `${event.id}:${hash}`).sort());
  for (const { doc } of rows) expect(prove(doc, workshop)).toMatchObject({ problem: null });
  expect(await mine.replicate.from(remote())).toMatchObject({ ok: true, docs_read: 0, docs_written: 0 });
});

test('live from a hub sees events as they come', async () => {
  const mine = local();
  const running = mine.replicate.from(remote(), { live: true, since: hub.source.lastLine, heartbeat: 1_000 });
  const arrived = new Promise<number>((resolve) => running.on('change', ({ docs }: { docs: unknown[] }) => resolve(docs.length)));
  await new Promise((resolve) => setTimeout(resolve, 300));
  hub.source.append(workshop, [checkIn()]);
  expect(await arrived).toBe(1);
  const over = new Promise((resolve) => running.on('complete', resolve));
  running.cancel();
  await over;
});
