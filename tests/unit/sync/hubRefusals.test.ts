import { sign } from 'node:crypto';
import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databaseOf, signedText, type SyncDocument } from '@shared/contract/sync';
import { type DeviceKey, deviceOfKey } from '../../../electron/deviceKey';
import { documentOf } from '../../../electron/sync/documents';
import { signaturesOf } from '../../../electron/sync/signatures';
import { freshKey } from './freshKey';
import { eventsOf } from './ownEvents';
import { checkIn, database, documents, enrolment, type Hub, hubWithDevice, workshop } from './hubHarness';

/** Whatever is refused is refused with a reason and logged, and the hub goes on: a good request right after it works. */

let hub: Hub;
let device: DeviceKey;
let token: string;

/** Here is asked more often than a guesser may. */
const limits = { strangersPerSecond: 1_000, strangersBurst: 1_000, perSecond: 1_000, burst: 1_000 };

beforeAll(async () => {
  ({ hub, device, token } = await hubWithDevice({ limits }));
});
beforeEach(() => {
  hub.refused.length = 0;
});
afterAll(() => hub.service.close());

async function goesOn(): Promise<void> {
  const own = freshKey();
  expect((await hub.push(await hub.enrol(own), documents(own, 2))).json).toMatchObject([{ ok: true }, { ok: true }]);
}

/** Refusals of the same kind are told once: tests that look for one make it new by their hub. */
async function expectLogged(code: string): Promise<void> {
  await expect.poll(() => hub.log.some((line) => line.includes(` ${code},`))).toBe(true);
  for (const secret of [token]) expect(hub.log.join('\n')).not.toContain(secret);
}

const revoked = async (): Promise<string> => {
  const own = freshKey();
  const its = await hub.enrol(own);
  expect(hub.service.revoke(own.device)).toBe(true);
  return its;
};

describe('without a token that is good', () => {
  test.each<[string, () => Promise<Record<string, string>> | Record<string, string>]>([
    ['none', () => ({})],
    ['a wrong one', () => ({ authorization: `Bearer ${'A'.repeat(43)}` })],
    ['an empty one', () => ({ authorization: 'Bearer ' })],
    ['one of a device that was revoked', async () => ({ authorization: `Bearer ${await revoked()}` })],
    ['its hash', () => ({ authorization: 'Basic Og==' })],
    ['another scheme', () => ({ authorization: `Digest ${token}` })],
  ])('%s: nothing is told', async (_name, headers) => {
    const shown = await headers();
    for (const target of ['/', '/_all_dbs', `/${database}`, `/${database}/_changes`, '/nothing']) {
      expect(await hub.ask(target, { headers: shown })).toMatchObject({ status: 401, json: { error: 'unauthorized' } });
    }
    expect((await hub.ask(`/${database}/_bulk_docs`, { headers: shown, json: { docs: documents(device, 1) } })).status).toBe(401);
    await expectLogged('unauthorized');
    await goesOn();
  });
});

describe('a document', () => {
  async function refuses(document: unknown, reason: string, its = token): Promise<void> {
    const { status, json } = await hub.push(its, [document]);
    expect([status, json]).toEqual([201, [{ id: expect.any(String), error: 'forbidden', reason }]]);
    expect((await hub.push(its, [document], { newEdits: false })).json).toEqual(json);
    await expectLogged(reason);
    await goesOn();
  }
  const own = (): SyncDocument => documents(device, 1)[0] as SyncDocument;
  const withPerson = (key: DeviceKey): SyncDocument =>
    documentOf(eventsOf(key, workshop, [{ type: 'attendee.corrected', at: '2025-09-24T00:00:00.000Z', data: { registrationId: 'A', source: 'desk', by: { role: 'desk' } }, person: { fullName: 'Kim' } }])[0] as never, key);

  test('of another device', () => refuses(documents(freshKey(), 1)[0], 'not_their_device'));

  test('of another device that is enrolled', async () => {
    const neighbour = freshKey();
    await hub.enrol(neighbour);
    await refuses(documents(neighbour, 1)[0], 'not_their_device');
  });

  test('that a device without the right to vouches for', async () => {
    const [event] = eventsOf(freshKey(), workshop, [checkIn()]);
    await refuses(documentOf(event as never, device), 'not_their_device');
  });

  test('in the name of the hub', async () => {
    const relay = freshKey();
    const its = await hub.enrol(relay, { relay: true });
    const [event] = eventsOf(hub.key, workshop, [checkIn()]);
    await refuses(documentOf(event as never, relay), 'not_their_device', its);
  });

  test('that was edited', () => refuses({ ...own(), data: { ...own().data, registrationId: 'SEL25-99999' } }, 'edited'));
  test('of which the person was changed', () => refuses({ ...withPerson(device), person: { fullName: 'Lee' } }, 'edited_person'));
  test('with the signature of another one, signed together with it', async () => {
    const both = documents(device, 2);
    const [first, second] = signaturesOf(both.map(({ _id }) => _id), device);
    expect((await hub.push(token, [{ ...both[0], signature: first }])).json).toMatchObject([{ id: both[0]?._id }]);
    await refuses({ ...both[0], signature: second }, 'bad_signature');
  });
  test('with the signature of something else', () => refuses({ ...own(), signature: { ...own().signature, value: sign(null, Buffer.from(signedText('x')), device.privateKey).toString('hex') } }, 'bad_signature'));
  test('signed by another key in its name', () => refuses({ ...own(), signature: { ...own().signature, key: freshKey().publicKey } }, 'bad_signature'));
  test('of another workshop', () => refuses(documents(device, 1, 'LIMA26')[0], 'other_workshop'));
  test.each([null, 7, 'x', {}, { _id: 'x' }, { _id: '_design/evil', validate_doc_update: 'function () {}' }])('that is none: %j', (each) => refuses(each, 'malformed'));
  test('with half a character', () => refuses({ ...own(), data: { code: '\ud800' } }, 'malformed'));

  test('sent again is there already; another one under its id is refused', async () => {
    const key = freshKey();
    const its = await hub.enrol(key);
    const [first] = documents(key, 1) as [SyncDocument];
    expect((await hub.push(its, [first])).json).toMatchObject([{ ok: true }]);
    expect((await hub.push(its, [first])).json).toMatchObject([{ error: 'conflict' }]);
    await refuses(documents(key, 1)[0], 'other_event_with_this_id', its);
  });
});

test('a device that may pass on brings events of others, also vouched for', async () => {
  const relay = freshKey();
  const its = await hub.enrol(relay, { relay: true });
  const vouched = documentOf(eventsOf(freshKey(), workshop, [checkIn()])[0] as never, relay);
  expect((await hub.push(its, [documents(freshKey(), 1)[0], vouched])).json).toMatchObject([{ ok: true }, { ok: true }]);
});

test('the key of a device is pinned: no other one is taken in its name, whoever brings it', async () => {
  // 40 bits cannot be matched here; so a record is made whose pinned key is another one.
  const author = freshKey();
  await hub.enrol(author);
  const records = (hub.service as unknown as { records: { pinnedKey(id: string): string | null } }).records;
  const { pinnedKey } = records;
  records.pinnedKey = (id) => (id === author.device ? freshKey().publicKey : pinnedKey.call(records, id));
  const its = await hub.enrol(freshKey(), { relay: true });
  expect((await hub.push(its, documents(author, 1))).json).toMatchObject([{ error: 'forbidden', reason: 'not_their_device' }]);
  records.pinnedKey = pinnedKey;
});

describe('enrolling', () => {
  const enrol = (json: object): ReturnType<Hub['ask']> => hub.ask('/_enrol', { json });

  test('with a code that was used, by somebody else; the same device may repeat it', async () => {
    const { code } = hub.service.newEnrolment();
    const key = freshKey();
    const first = await enrol(enrolment(key, code));
    const second = await enrol(enrolment(key, code));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect((await hub.ask('/', { token: first.json.token })).status).toBe(401);
    expect((await hub.ask('/', { token: second.json.token })).status).toBe(200);
    expect(await enrol(enrolment(freshKey(), code))).toMatchObject({ status: 403, json: { reason: expect.stringContaining('used already') } });
    await expectLogged('forbidden');
    hub.service.revoke(key.device);
    expect((await enrol(enrolment(key, code))).status).toBe(403);
    expect(hub.log.join('\n')).not.toContain(code);
  });

  test('with the key of the hub, as a copy of its data folder would', async () => {
    const { code } = hub.service.newEnrolment();
    expect(await enrol(enrolment(hub.key, code))).toMatchObject({ status: 403, json: { reason: expect.stringContaining('copy') } });
  });

  test('with a code that nobody gave, a key that is not its own, or half a request', async () => {
    const { code } = hub.service.newEnrolment();
    const key = freshKey();
    expect((await enrol(enrolment(key, '0'.repeat(20)))).status).toBe(403);
    expect((await enrol({ ...enrolment(key, code), device: freshKey().device })).status).toBe(403);
    expect((await enrol({ ...enrolment(key, code), publicKey: freshKey().publicKey, device: deviceOfKey(freshKey().publicKey) })).status).toBe(403);
    expect((await enrol({ ...enrolment(key, code), proof: '0'.repeat(128) })).status).toBe(403);
    expect((await enrol({ ...enrolment(key, code), name: 'a\u0000b' })).status).toBe(400);
    expect((await enrol({ code })).status).toBe(400);
    expect((await enrol({ ...enrolment(key, code), more: 'x'.repeat(5_000) })).status).toBe(413);
    expect((await hub.ask('/_enrol', { token })).status).toBe(405);
    expect((await enrol(enrolment(key, code))).status).toBe(201);
    await goesOn();
  });
});

test('a device that is revoked while its documents come gets nothing written', async () => {
  let now = Date.parse('2025-09-24T08:00:00Z');
  const slow = await hubWithDevice({ now: () => now });
  now += 1_000;
  const body = JSON.stringify({ docs: documents(slow.device, 10) });
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { authorization: `Bearer ${slow.token}`, 'content-type': 'application/json', 'content-length': String(body.length) };
    const request = http.request({ host: '127.0.0.1', port: slow.hub.service.status().port, path: `/${database}/_bulk_docs`, method: 'POST', agent: false, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.write(body.slice(0, 100));
    const came = setInterval(() => {
      if (Date.parse(slow.hub.service.devices()[0]?.lastSeenAt ?? '') !== now) return;
      clearInterval(came);
      slow.hub.service.revoke(slow.device.device);
      request.end(body.slice(100));
    }, 5);
  });
  expect(status).toBe(401);
  expect(slow.hub.source.received).toEqual([]);
  await slow.hub.service.close();
});

describe('what is not here', () => {
  test('yet is told to whoever asks, and nobody else', async () => {
    const asked = [`/${databaseOf('NOT-YET')}`, `/${databaseOf('NOT-YET')}/_changes`, `/${databaseOf('NOT-YET')}/_local/champions-x`, `/${database}/_local/champions-x`, `/${database}/${encodeURIComponent(`${workshop}/00000000/0000000001:${'0'.repeat(32)}`)}`];
    for (const target of asked) expect(await hub.ask(target, { token })).toMatchObject({ status: 404, json: { error: 'not_found' } });
    expect(hub.refused).toEqual([]);
    expect(hub.log.filter((line) => line.includes(' 404 '))).toEqual([]);
    await goesOn();
  });

  test('and never will be is logged: whoever asks for it is no client of ours', async () => {
    expect((await hub.ask('/_utils/../etc', { token })).status).toBe(400);
    expect((await hub.ask(`/${database}/passwd`, { token })).status).toBe(404);
    await expectLogged('not_found');
    await goesOn();
  });
});
