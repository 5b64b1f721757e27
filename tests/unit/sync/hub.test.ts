import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubWelcome } from '@shared/contract/hub';
import { changesPage, databaseOf, receipt, type SyncDocument } from '@shared/contract/sync';
import * as v from 'valibot';
import type { DeviceKey } from '../../../electron/deviceKey';
import { JournalWriteError } from '../../../electron/journal/errors';
import { prove } from '../../../electron/sync/documents';
import { freshKey } from './freshKey';
import { checkIn, database, documents, type Hub, hubWithDevice, workshop } from './hubHarness';

/** What each endpoint of a hub answers, over real HTTP. */

let hub: Hub;
let device: DeviceKey;
let token: string;
const hashOf = (document: SyncDocument): string => document._id.slice(-32);

beforeAll(async () => {
  ({ hub, device, token } = await hubWithDevice());
});
afterAll(() => hub.service.close());

describe('the server', () => {
  test('welcomes like CouchDB, with its clock, its id and its key', async () => {
    const before = Date.now();
    const { status, json } = await hub.ask('/', { token });
    expect(status).toBe(200);
    const welcome = v.parse(hubWelcome, json);
    expect(welcome).toMatchObject({ device: hub.key.device, publicKey: hub.key.publicKey, vendor: { name: 'Champions Kiosk', version: '0.1.0' } });
    expect(Date.parse(welcome.time)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(welcome.time)).toBeLessThanOrEqual(Date.now());
  });

  test('takes the token as the password of the device too', async () => {
    const basic = (name: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${name}:${token}`).toString('base64')}` });
    expect((await hub.ask('/', { headers: basic(device.device) })).status).toBe(200);
    expect((await hub.ask('/', { headers: basic(hub.key.device) })).status).toBe(401);
  });

  test('lists the databases of its workshops', async () => {
    expect((await hub.ask('/_all_dbs', { token })).json).toContain(database);
  });
});

describe('a database', () => {
  test('says how much is in it', async () => {
    const { json } = await hub.ask(`/${database}`, { token });
    expect(json).toMatchObject({ db_name: database, doc_count: await hub.source.count(workshop), update_seq: hub.source.lastLine });
  });

  test('is made for a workshop that is not known yet, once', async () => {
    const name = databaseOf('LIMA.26');
    expect((await hub.ask(`/${name}`, { token })).status).toBe(404);
    expect((await hub.push(token, documents(device, 1, 'LIMA.26'), { to: name })).status).toBe(404);
    expect(await hub.ask(`/${name}`, { method: 'PUT', token })).toMatchObject({ status: 201, json: { ok: true } });
    expect(await hub.ask(`/${name}`, { method: 'PUT', token })).toMatchObject({ status: 412, json: { error: 'file_exists' } });
    expect((await hub.ask(`/${name}`, { token })).json).toMatchObject({ doc_count: 0 });
    expect((await hub.push(token, documents(device, 1, 'LIMA.26'), { to: name })).json).toMatchObject([{ ok: true }]);
    expect((await hub.ask(`/${name}`, { token })).json).toMatchObject({ doc_count: 1 });
    expect(await hub.ask('/somebodys', { method: 'PUT', token })).toMatchObject({ status: 400, json: { error: 'illegal_database_name' } });
  });
});

describe('_bulk_docs', () => {
  test('gives a receipt for each document, in their order, once all are written', async () => {
    const docs = documents(device, 1_200);
    const { status, json } = await hub.push(token, docs);
    expect(status).toBe(201);
    const receipts = v.parse(v.array(receipt), json);
    expect(receipts).toEqual(docs.map((each) => ({ id: each._id, ok: true, rev: `1-${hashOf(each)}` })));
    expect(await hub.source.hashesOf(workshop, docs.map(({ id }) => id))).toEqual(docs.map(hashOf));
    // Not in one go: scans have their turn in between.
    expect(hub.source.received.slice(-3)).toEqual([500, 500, 200]);
    const again = await hub.push(token, docs.slice(0, 3));
    expect(again.json).toEqual(docs.slice(0, 3).map(({ _id }) => ({ id: _id, error: 'conflict', reason: 'Document update conflict.' })));
  });

  test('is read gzipped, and answered so', async () => {
    const own = freshKey();
    const its = await hub.enrol(own);
    const { status, headers, json } = await hub.push(its, documents(own, 100), { gzip: true, headers: { 'accept-encoding': 'gzip, deflate' } });
    expect([status, headers['content-encoding']]).toEqual([201, 'gzip']);
    expect(json).toHaveLength(100);
  });

  test('with new_edits: false answers as CouchDB does, and proves all the same', async () => {
    const own = freshKey();
    const its = await hub.enrol(own);
    const [first, second] = documents(own, 2) as [SyncDocument, SyncDocument];
    const edited = { ...second, data: { ...second.data, registrationId: 'SEL25-99999' } };
    const asReplicated = { ...first, _rev: `1-${hashOf(first)}`, _revisions: { start: 1, ids: [hashOf(first)] } };
    expect((await hub.push(its, [asReplicated, edited], { newEdits: false })).json).toEqual([{ id: second._id, error: 'forbidden', reason: 'edited' }]);
    expect((await hub.push(its, [asReplicated], { newEdits: false })).json).toEqual([]);
    expect(await hub.source.hashesOf(workshop, [first.id, second.id])).toEqual([hashOf(first), null]);
  });

  test('acknowledges nothing that the disk did not take', async () => {
    const own = freshKey();
    const its = await hub.enrol(own);
    hub.source.failure = new JournalWriteError('disk_full', 'The disk is full. Free some space and scan again.');
    const { status, json } = await hub.push(its, documents(own, 2));
    hub.source.failure = null;
    expect(status).toBe(507);
    expect(json).toMatchObject({ error: 'insufficient_storage', reason: expect.stringContaining('sent again') });
  });
});

describe('_changes', () => {
  test('goes through all events, page by page, to where they end', async () => {
    const seen: string[] = [];
    let since = 0;
    for (let pending = 1; pending > 0; ) {
      const page = v.parse(changesPage, (await hub.ask(`/${database}/_changes?since=${since}&limit=700&include_docs=true`, { token })).json);
      for (const { id, doc } of page.results) {
        expect(prove(doc, workshop)).toMatchObject({ problem: null });
        seen.push(id);
      }
      since = page.last_seq as number;
      pending = page.pending ?? 0;
    }
    expect(seen).toEqual(hub.source.lines.filter(({ event }) => event.workshop === workshop).map(({ event, hash }) => `${event.id}:${hash}`));
    expect((await hub.ask(`/${database}/_changes?since=${since}`, { token })).json).toEqual({ results: [], last_seq: hub.source.lastLine, pending: 0 });
  });

  test('of more than a page is one answer, gzipped too', async () => {
    const count = await hub.source.count(workshop);
    for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
      const { json } = await hub.ask(`/${database}/_changes?style=all_docs&feed=normal&heartbeat=10000&seq_interval=100`, { token, headers: headers as Record<string, string> });
      expect(json.results).toHaveLength(count);
      expect(json.results[0]).toEqual({ seq: 1, id: expect.stringContaining(`${workshop}/`), changes: [{ rev: expect.stringMatching(/^1-[0-9a-f]{32}$/) }] });
    }
  });

  test('without revisions for whoever asks for less, and otherwise the same', async () => {
    const whole = (await hub.ask(`/${database}/_changes?include_docs=true`, { token })).json as { results: { changes?: unknown; doc: { _rev?: string } }[] };
    const brief = (await hub.ask(`/${database}/_changes?include_docs=true&brief=true`, { token })).json as object;
    for (const row of whole.results) {
      delete row.changes;
      delete row.doc._rev;
    }
    expect(brief).toEqual(whole);
  });

  test('says to whoever knows more lines than there are where they end', async () => {
    expect((await hub.ask(`/${database}/_changes?since=99999999`, { token })).json).toEqual({ results: [], last_seq: hub.source.lastLine, pending: 0 });
    expect((await hub.ask(`/${database}/_changes?since=99999999&feed=longpoll`, { token })).json).toMatchObject({ results: [] });
  });

  test('waits for the next event, with signs of life', async () => {
    const since = hub.source.lastLine;
    const asked = hub.ask(`/${database}/_changes?since=${since}&feed=longpoll&heartbeat=1000&include_docs=true`, { token, headers: { 'accept-encoding': 'gzip' } });
    hub.source.append('another', [checkIn()]);
    setTimeout(() => hub.source.append(workshop, [checkIn()]), 1_300);
    const { json, text } = await asked;
    expect(json.results).toHaveLength(1);
    expect(json.last_seq).toBe(since + 2);
    expect(text).toMatch(/\[\n\n+\{/);
  });

  test('does not wait longer than it was asked to', async () => {
    const { json } = await hub.ask(`/${database}/_changes?since=now&feed=longpoll&timeout=50`, { token });
    expect(json).toEqual({ results: [], last_seq: hub.source.lastLine, pending: 0 });
  });

  test.each(['since=abc', 'limit=-1', 'feed=continuous', 'filter=_selector', 'doc_ids=%5B%5D', 'descending=true'])('with %s is refused', async (query) => {
    expect((await hub.ask(`/${database}/_changes?${query}`, { token })).status).toBe(400);
  });
});

describe('what replication asks', () => {
  test('_revs_diff: what is not here', async () => {
    const own = freshKey();
    const its = await hub.enrol(own);
    const [here, missing] = documents(own, 2) as [SyncDocument, SyncDocument];
    await hub.push(its, [here]);
    const asked = { [here._id]: [`1-${hashOf(here)}`, '1-abc', '2-abc'], [missing._id]: [`1-${hashOf(missing)}`], '_design/x': ['1-a'] };
    expect((await hub.ask(`/${database}/_revs_diff`, { token, json: asked })).json).toEqual({
      [here._id]: { missing: ['2-abc'] },
      [missing._id]: { missing: [`1-${hashOf(missing)}`] },
      '_design/x': { missing: ['1-a'] },
    });
    expect((await hub.ask(`/${database}/_revs_diff`, { token, json: { a: 'b' } })).status).toBe(400);
  });

  test('documents by their ids, one and many', async () => {
    const { event, hash } = hub.source.lines[0]!;
    const id = `${event.id}:${hash}`;
    const revision = `1-${hash}`;
    const target = `/${database}/${encodeURIComponent(id)}`;
    const { json } = await hub.ask(`${target}?revs=true`, { token });
    expect(json).toMatchObject({ _id: id, _rev: revision, _revisions: { start: 1, ids: [hash] } });
    const { _revisions, ...document } = json;
    expect(prove(document, workshop)).toMatchObject({ problem: null });
    expect((await hub.ask(`${target}?open_revs=${encodeURIComponent(JSON.stringify([revision, '2-x']))}`, { token })).json).toEqual([{ ok: document }, { missing: '2-x' }]);
    expect((await hub.ask(`${target}?open_revs=all`, { token })).json).toEqual([{ ok: document }]);
    expect((await hub.ask(`${target}?rev=1-abc`, { token })).status).toBe(404);
    const other = `${event.id}:${'0'.repeat(32)}`;
    expect(await hub.ask(`/${database}/${encodeURIComponent(other)}`, { token })).toMatchObject({ status: 404, json: { error: 'not_found', reason: 'missing' } });
    const many = await hub.ask(`/${database}/_bulk_get?revs=true&latest=true`, { token, json: { docs: [{ id, rev: revision }, { id: other, rev: '1-0' }] } });
    expect(many.json).toEqual({ results: [{ id, docs: [{ ok: json }] }, { id: other, docs: [{ error: { id: other, rev: '1-0', error: 'not_found', reason: 'missing' } }] }] });
  });

  test('checkpoints, each device its own', async () => {
    const target = `/${database}/_local/${encodeURIComponent('a/b==')}`;
    expect((await hub.ask(target, { token })).status).toBe(404);
    expect(await hub.ask(target, { method: 'PUT', token, json: { _id: '_local/a/b==', last_seq: 7 } })).toMatchObject({ status: 201, json: { ok: true, id: '_local/a/b==', rev: '0-1' } });
    expect((await hub.ask(target, { method: 'PUT', token, json: { last_seq: 8, _rev: '0-1' } })).json).toMatchObject({ rev: '0-2' });
    expect((await hub.ask(target, { token })).json).toEqual({ _id: '_local/a/b==', _rev: '0-2', last_seq: 8 });
    const neighbour = await hub.enrol(freshKey());
    expect((await hub.ask(target, { token: neighbour })).status).toBe(404);
    expect((await hub.ask(target, { method: 'PUT', token, json: { big: 'x'.repeat(100_000) } })).status).toBe(413);
    expect((await hub.ask(target, { token })).json).toMatchObject({ last_seq: 8 });
    for (let i = 0; i < 70; i++) await hub.ask(`/${database}/_local/${i}`, { method: 'PUT', token, json: {} });
    const kept = JSON.parse(fs.readFileSync(path.join(hub.folder, 'sync/checkpoints', `${device.device}.json`), 'utf8')) as { checkpoints: unknown[] };
    expect(kept.checkpoints).toHaveLength(64);
  });
});

test('nothing is deleted', async () => {
  const { event, hash } = hub.source.lines[0]!;
  for (const target of [`/${database}`, `/${database}/${encodeURIComponent(`${event.id}:${hash}`)}?rev=1-${hash}`, `/${database}/_local/a`]) {
    expect(await hub.ask(target, { method: 'DELETE', token })).toMatchObject({ status: 403, json: { error: 'forbidden' } });
  }
  const [gone] = documents(device, 1) as [SyncDocument];
  expect((await hub.push(token, [{ ...gone, _deleted: true }])).json).toEqual([{ id: gone._id, error: 'forbidden', reason: 'malformed' }]);
});

test('what is not there is not found; what is asked wrongly is said', async () => {
  expect((await hub.ask('/_utils', { token })).status).toBe(404);
  expect((await hub.ask(`/${database}/_all_docs`, { token })).status).toBe(404);
  expect((await hub.ask(`/${database}/toString`, { token })).status).toBe(404);
  expect((await hub.ask(`/${database}/_bulk_docs`, { token })).status).toBe(405);
  expect((await hub.ask(`/${database}/a/b`, { token })).status).toBe(404);
  expect((await hub.ask(`/${database}/_ensure_full_commit`, { token, json: {} })).status).toBe(201);
  expect((await hub.ask('/', { token, method: 'HEAD' })).text).toBe('');
});
