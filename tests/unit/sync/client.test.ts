import { afterEach, describe, expect, test } from 'vitest';
import { databaseOf } from '@shared/contract/sync';
import { documentOf, type HeldEvent } from '../../../electron/sync/documents';
import { CouchServer, type CouchOptions } from './couchServer';
import { freshDevice, linkOf } from './device';
import { freshFolder } from './memoryFolder';
import { MemorySource } from './memorySource';

/** What a laptop does with a CouchDB-like server that behaves. */

const workshop = 'SEL25';
const database = databaseOf(workshop);
const servers: CouchServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(options: CouchOptions = {}): Promise<CouchServer> {
  const server = new CouchServer(options);
  servers.push(server);
  await server.listen();
  return server;
}

describe.each([false, true])('with places as numbers: %s', (numeric) => {
  test('two laptops and headquarters come to hold the same, and a second run moves nothing', async () => {
    const server = await serve({ numeric });
    const [a, b, hq] = [freshDevice(), freshDevice(), freshDevice()];
    a.source.writeSome(workshop, 25);
    b.source.writeSome(workshop, 7);
    b.source.writeSome('ber-26_ü', 3);
    expect(await linkOf(a, server.url).run()).toEqual({ pushed: 25, pulled: 0, refused: 0, pending: 0 });
    expect(await linkOf(b, server.url).run()).toEqual({ pushed: 10, pulled: 25, refused: 0, pending: 0 });
    expect(await linkOf(a, server.url).run()).toEqual({ pushed: 0, pulled: 7, refused: 0, pending: 0 });
    expect(await linkOf(hq, server.url).run()).toEqual({ pushed: 0, pulled: 35, refused: 0, pending: 0 });
    expect(hq.source.contents()).toEqual(b.source.contents());
    for (const each of [a, b, hq]) expect(await linkOf(each, server.url).run()).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
    expect(server.ids(database)).toHaveLength(32);
  });
});

test('what came from a remote is not sent back to it, and goes on to another one', async () => {
  const [one, other] = [await serve(), await serve()];
  const [a, b] = [freshDevice(), freshDevice()];
  a.source.writeSome(workshop, 5);
  await linkOf(a, one.url).run();
  b.source.writeSome(workshop, 2);
  expect(await linkOf(b, one.url).run()).toMatchObject({ pushed: 2, pulled: 5 });
  one.requests.length = 0;
  expect(await linkOf(b, one.url).run()).toMatchObject({ pushed: 0 });
  expect(one.requests.filter((each) => each.includes('_bulk_docs'))).toEqual([]);
  const second = { ...b, folder: freshFolder() };
  expect(await linkOf(second, other.url).run()).toEqual({ pushed: 7, pulled: 0, refused: 0, pending: 0 });
});

test('a laptop without the right to pass on sends its own events alone', async () => {
  const [one, hub] = [await serve(), await serve()];
  const [a, b] = [freshDevice(), freshDevice()];
  a.source.writeSome(workshop, 5);
  await linkOf(a, one.url).run();
  b.source.writeSome(workshop, 2);
  await linkOf(b, one.url).run();
  expect(await linkOf({ ...b, folder: freshFolder() }, hub.url, { remote: { relay: false } }).run()).toEqual({ pushed: 2, pulled: 0, refused: 0, pending: 0 });
});

test('its own echo is passed over without fetching it again', async () => {
  const server = await serve();
  const a = freshDevice();
  a.source.writeSome(workshop, 300);
  await linkOf(a, server.url).run();
  let bytes = 0;
  await linkOf(a, server.url).run({ onProgress: (progress) => (bytes = progress.bytes) });
  expect(bytes).toBeLessThan(300 * 250);
});

test('a laptop that came back from an old copy learns its own later events before it writes', async () => {
  const server = await serve();
  const a = freshDevice();
  a.source.writeSome(workshop, 10);
  await linkOf(a, server.url).run();
  const before = a.source.contents();
  a.source.cutTo(4); // the folder of sync is newer than the journal
  expect(await linkOf(a, server.url).run()).toMatchObject({ pulled: 6, refused: 0 });
  expect(a.source.contents()).toEqual(before);
  const [next] = a.source.writeSome(workshop, 1);
  expect(next?.seq).toBe(11);
  expect(await linkOf(a, server.url).run()).toMatchObject({ pushed: 1, refused: 0, pending: 0 });
});

test('another journal in the same folder is sent from its beginning', async () => {
  const server = await serve();
  const a = freshDevice();
  a.source.writeSome(workshop, 10);
  await linkOf(a, server.url).run();
  const other = { ...freshDevice(), folder: a.folder };
  other.source.writeSome(workshop, 12);
  expect(await linkOf(other, server.url).run()).toEqual({ pushed: 12, pulled: 10, refused: 0, pending: 0 });
});

test.each(['made anew', 'another server', 'back from an old copy'] as const)('a database that is %s gets everything again', async (how) => {
  const server = await serve({ numeric: how === 'another server' });
  const [a, b] = [freshDevice(), freshDevice()];
  a.source.writeSome(workshop, 20);
  await linkOf(a, server.url).run();
  const old = structuredClone(server.databases.get(database));
  b.source.writeSome(workshop, 5);
  await linkOf(b, server.url).run();
  a.source.writeSome(workshop, 10);
  await linkOf(a, server.url).run();
  if (how === 'another server') server.uuid = 'another';
  if (how === 'back from an old copy') server.databases.set(database, old as NonNullable<typeof old>);
  else server.create(database);
  const result = await linkOf(a, server.url).run();
  expect(result).toMatchObject({ refused: 0, pending: 0 });
  expect(server.ids(database)).toEqual(a.source.contents());
  expect(server.ids(database)).toHaveLength(35);
});

test('designs and deleted documents are passed over', async () => {
  const server = await serve();
  server.put(database, { _id: '_design/champions', language: 'javascript' });
  server.put(database, { _id: 'SEL25/gone', n: 1 }, true);
  const a = freshDevice();
  a.source.writeSome(workshop, 1);
  expect(await linkOf(a, server.url).run()).toEqual({ pushed: 1, pulled: 0, refused: 0, pending: 0 });
});

test('batches are halved for a server that takes little, and a document that is too large alone is listed', async () => {
  const server = await serve({ largestBody: 3_000 });
  const a = freshDevice();
  a.source.writeSome(workshop, 60);
  a.source.writeSome(workshop, 1, () => ({ noise: Array.from({ length: 4_000 }, () => Math.random().toString(36)) }));
  a.source.writeSome(workshop, 3);
  const link = linkOf(a, server.url);
  expect(await link.run()).toEqual({ pushed: 63, pulled: 0, refused: 1, pending: 0 });
  expect(link.refused.all()).toMatchObject([{ direction: 'push', code: 'too_large', workshop }]);
  server.options.largestBody = 10_000_000;
  expect(await link.retryRefused(null)).toBe(1);
  expect(server.ids(database)).toEqual(a.source.contents());
});

test('what a server refuses is listed with its reason, survives a start, and leaves the list once it was taken', async () => {
  let isStrict = true;
  const server = await serve({ validate: ({ seq }) => (isStrict && Number(seq) % 4 === 0 ? 'not_their_device: SEL25 is not yours' : null) });
  const a = freshDevice();
  a.source.writeSome(workshop, 10);
  expect(await linkOf(a, server.url).run()).toEqual({ pushed: 8, pulled: 0, refused: 2, pending: 0 });
  const link = linkOf(a, server.url);
  expect(link.refused.all()).toMatchObject([
    { direction: 'push', code: 'not_their_device', reason: 'forbidden: not_their_device: SEL25 is not yours' },
    { direction: 'push', code: 'not_their_device' },
  ]);
  expect(await link.retryRefused(null)).toBe(0);
  isStrict = false;
  expect(await link.retryRefused([link.refused.all()[0]?.key ?? ''])).toBe(1);
  expect(await link.retryRefused(null)).toBe(1);
  expect(linkOf(a, server.url).refused.size).toBe(0);
  expect(server.ids(database)).toEqual(a.source.contents());
});

test('what was forged at the server is listed and kept out of the journal, and the rest comes in', async () => {
  const server = await serve();
  const [a, b] = [freshDevice(), freshDevice()];
  const [first, second, third] = a.source.writeSome(workshop, 4, (registrationId) => ({ registrationId: `R${registrationId}` }), 'attendee.registered', true) as [HeldEvent, HeldEvent, HeldEvent];
  const good = [first, second, third].map((event) => documentOf(event, a.key));
  server.put(database, { ...good[0], data: { registrationId: 'R9' } } as never);
  server.put(database, { ...good[1], person: { fullName: 'Somebody else', salt: '' } } as never);
  server.put(database, { ...good[2], signature: { ...good[2]?.signature, value: 'ab'.repeat(64) } } as never);
  server.put(database, { _id: 'a note of ours', text: 'hello' });
  const sent = freshDevice();
  sent.source.writeSome(workshop, 3);
  await linkOf(sent, server.url).run();
  const link = linkOf(b, server.url);
  expect(await link.run()).toEqual({ pushed: 0, pulled: 3, refused: 4, pending: 0 });
  expect(link.refused.all().map(({ direction, code }) => `${direction} ${code}`)).toEqual(['pull edited', 'pull edited_person', 'pull bad_signature', 'pull malformed']);
  expect(b.source.contents()).toEqual(sent.source.contents());
  expect(await link.run()).toMatchObject({ pulled: 0, refused: 4 });
  link.refused.forgetPeople((_workshop, id) => id === 'R2');
  expect(link.refused.all().map(({ document }) => document !== undefined)).toEqual([true, false, true, false]);
});

test('two laptops with a copy of one folder: neither overwrites the other, both say so', async () => {
  const server = await serve();
  const a = freshDevice();
  a.source.writeSome(workshop, 3);
  const twin = { ...a, source: new MemorySource(a.key), folder: freshFolder() };
  await linkOf(a, server.url).run();
  twin.source.writeSome(workshop, 3, () => ({ other: true }));
  const link = linkOf(twin, server.url);
  const result = await link.run();
  expect(result.refused).toBe(3);
  expect(link.refused.all().every(({ code }) => code === 'other_event_with_this_id')).toBe(true);
  expect(twin.source.contents()).toHaveLength(3);
});

test('the data of an erased person are blanked at a CouchDB, in documents of all laptops', async () => {
  const server = await serve({ validate: (document, old) => (old && document.person !== null ? 'edited' : null) });
  const [a, b] = [freshDevice(), freshDevice()];
  a.source.writeSome(workshop, 3, (n) => ({ registrationId: `R${n}` }), 'attendee.registered', true);
  b.source.writeSome(workshop, 2, (n) => ({ registrationId: `R${n}` }), 'attendee.corrected', true);
  await linkOf(a, server.url).run();
  await linkOf(b, server.url).run();
  await linkOf(a, server.url).run();
  a.source.writeSome(workshop, 1, () => ({ registrationId: 'R2', reason: 'requested' }), 'attendee.erased');
  a.source.blank('R2');
  expect(await linkOf(a, server.url).run()).toEqual({ pushed: 1, pulled: 0, refused: 0, pending: 0 });
  const people = server.ids(database).map((id) => server.document(database, id)).filter((each) => each?.personHash !== undefined);
  expect(people).toHaveLength(5);
  for (const { data, person } of people as { data: { registrationId: string }; person: unknown }[]) expect(person === null).toBe(data.registrationId === 'R2');
  expect(await linkOf(b, server.url).run()).toMatchObject({ pulled: 1, refused: 0 });
  const late = freshDevice();
  expect(await linkOf(late, server.url).run()).toEqual({ pushed: 0, pulled: 6, refused: 0, pending: 0 });
});

test('a blanking that was cut short is made up for', async () => {
  const server = await serve();
  const a = freshDevice();
  a.source.writeSome(workshop, 2, (n) => ({ registrationId: `R${n}` }), 'attendee.registered', true);
  await linkOf(a, server.url).run();
  a.source.writeSome(workshop, 1, () => ({ registrationId: 'R1', reason: 'requested' }), 'attendee.erased');
  a.source.blank('R1');
  const cut = linkOf(a, server.url, { fetch: (url, init) => (url.includes('_all_docs') ? Promise.reject(new TypeError('fetch failed')) : fetch(url, init)) });
  await expect(cut.run()).rejects.toMatchObject({ problem: 'unreachable' });
  expect(await linkOf(a, server.url).run()).toMatchObject({ pushed: 0 });
  expect(server.ids(database).map((id) => server.document(database, id)?.person)).toContain(null);
});

describe('who asks', () => {
  const users = { 'hq@wego': 'pa:ss wörd' };

  test.each(['basic', 'cookie'] as const)('%s', async (auth) => {
    const server = await serve({ users });
    const a = freshDevice();
    a.source.writeSome(workshop, 3);
    const link = linkOf(a, server.url, { credentials: { auth, user: 'hq@wego', secret: 'pa:ss wörd' } });
    expect(await link.run()).toMatchObject({ pushed: 3 });
    server.forgetCookies();
    a.source.writeSome(workshop, 1);
    expect(await link.run()).toMatchObject({ pushed: 1 });
    const wrong = linkOf(freshDevice(), server.url, { credentials: { auth, user: 'hq@wego', secret: 'no' } });
    await expect(wrong.run()).rejects.toMatchObject({ problem: 'unauthorized' });
  });

  test('a session that runs out in the middle is begun anew', async () => {
    const server = await serve({ users });
    const a = freshDevice();
    a.source.writeSome(workshop, 3);
    let isOver = false;
    const forgetting = (always: boolean) => linkOf(a, server.url, {
      credentials: { auth: 'cookie', user: 'hq@wego', secret: 'pa:ss wörd' },
      fetch: (url, init) => {
        if (url.includes('_changes') && (always || !isOver)) server.forgetCookies();
        isOver ||= url.includes('_changes');
        return fetch(url, init);
      },
    });
    expect(await forgetting(false).run()).toMatchObject({ pushed: 3 });
    await expect(forgetting(true).run()).rejects.toMatchObject({ problem: 'unauthorized' });
  });

  test('a database that is missing and may not be made has its own name; other workshops go on', async () => {
    const server = await serve({ open: false });
    server.create(databaseOf('BER26'));
    const a = freshDevice();
    a.source.writeSome(workshop, 3);
    a.source.writeSome('BER26', 2);
    await expect(linkOf(a, server.url).run()).rejects.toMatchObject({ problem: 'no_database' });
    expect(server.ids(databaseOf('BER26'))).toHaveLength(2);
  });
});

test('a run that is stopped goes on at the same place', async () => {
  const server = await serve();
  const a = freshDevice();
  a.source.writeSome(workshop, 500);
  const controller = new AbortController();
  const link = linkOf(a, server.url, {
    fetch: (url, init) => {
      if (url.includes('_bulk_docs')) setTimeout(() => controller.abort(), 2);
      return fetch(url, init);
    },
  });
  await expect(link.run({ signal: controller.signal })).rejects.toMatchObject({ problem: 'cancelled' });
  expect(await linkOf(a, server.url).run()).toMatchObject({ pending: 0 });
  expect(server.ids(database)).toEqual(a.source.contents());
});

test("the server's clock is compared with ours", async () => {
  const server = await serve({ now: () => Date.now() - 365 * 86_400_000 });
  const a = freshDevice();
  const link = linkOf(a, server.url);
  await link.run();
  expect(Math.abs((link.driftMs ?? 0) - 365 * 86_400_000)).toBeLessThan(2_000);
});
