import { sign } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { signedText, type SyncDocument } from '@shared/contract/sync';
import { type DeviceKey, deviceOfKey } from '../../../electron/deviceKey';
import { documentOf } from '../../../electron/sync/documents';
import { eventsOf } from './hubSource';
import { checkIn, database, documents, enrolment, type Hub, hubWithDevice, newKey, workshop } from './hubHarness';

/** Whatever is refused is refused with a reason and logged, and the hub goes on: a good request right after it works. */

let hub: Hub;
let device: DeviceKey;
let token: string;

/** Small enough to be reached, as they are meant to be. */
const limits = {
  sentBytes: 256 * 1024, inflatedBytes: 1024 * 1024, documents: 500, headersTimeout: 300, requestTimeout: 700, checkEvery: 50,
  strangersPerSecond: 1_000, strangersBurst: 1_000, perSecond: 1_000, burst: 1_000,
};

beforeAll(async () => {
  ({ hub, device, token } = await hubWithDevice({ limits }));
});
beforeEach(() => {
  hub.refused.length = 0;
});
afterAll(() => hub.service.close());

async function goesOn(): Promise<void> {
  const own = newKey();
  expect((await hub.push(await hub.enrol(own), documents(own, 2))).json).toMatchObject([{ ok: true }, { ok: true }]);
}

/** Refusals of the same kind are told once: tests that look for one make it new by their hub. */
async function expectLogged(code: string): Promise<void> {
  await expect.poll(() => hub.log.some((line) => line.includes(` ${code},`))).toBe(true);
  for (const secret of [token]) expect(hub.log.join('\n')).not.toContain(secret);
}

const revoked = async (): Promise<string> => {
  const own = newKey();
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

  test('of another device', () => refuses(documents(newKey(), 1)[0], 'not_their_device'));

  test('of another device that is enrolled', async () => {
    const neighbour = newKey();
    await hub.enrol(neighbour);
    await refuses(documents(neighbour, 1)[0], 'not_their_device');
  });

  test('that a device without the right to vouches for', async () => {
    const [event] = eventsOf(newKey(), workshop, [checkIn()]);
    await refuses(documentOf(event as never, device), 'not_their_device');
  });

  test('in the name of the hub', async () => {
    const relay = newKey();
    const its = await hub.enrol(relay, { relay: true });
    const [event] = eventsOf(hub.key, workshop, [checkIn()]);
    await refuses(documentOf(event as never, relay), 'not_their_device', its);
  });

  test('that was edited', () => refuses({ ...own(), data: { ...own().data, registrationId: 'SEL25-99999' } }, 'edited'));
  test('of which the person was changed', () => refuses({ ...withPerson(device), person: { fullName: 'Lee' } }, 'edited_person'));
  test('with the signature of something else', () => refuses({ ...own(), signature: { ...own().signature, value: sign(null, Buffer.from(signedText('x')), device.privateKey).toString('hex') } }, 'bad_signature'));
  test('signed by another key in its name', () => refuses({ ...own(), signature: { ...own().signature, key: newKey().publicKey } }, 'bad_signature'));
  test('of another workshop', () => refuses(documents(device, 1, 'LIMA26')[0], 'other_workshop'));
  test.each([null, 7, 'x', {}, { _id: 'x' }, { _id: '_design/evil', validate_doc_update: 'function () {}' }])('that is none: %j', (each) => refuses(each, 'malformed'));
  test('with half a character', () => refuses({ ...own(), data: { code: '\ud800' } }, 'malformed'));

  test('sent again is there already; another one under its id is refused', async () => {
    const key = newKey();
    const its = await hub.enrol(key);
    const [first] = documents(key, 1) as [SyncDocument];
    expect((await hub.push(its, [first])).json).toMatchObject([{ ok: true }]);
    expect((await hub.push(its, [first])).json).toMatchObject([{ error: 'conflict' }]);
    await refuses(documents(key, 1)[0], 'other_event_with_this_id', its);
  });
});

test('a device that may pass on brings events of others, also vouched for', async () => {
  const relay = newKey();
  const its = await hub.enrol(relay, { relay: true });
  const vouched = documentOf(eventsOf(newKey(), workshop, [checkIn()])[0] as never, relay);
  expect((await hub.push(its, [documents(newKey(), 1)[0], vouched])).json).toMatchObject([{ ok: true }, { ok: true }]);
});

test('the key of a device is pinned: no other one is taken in its name, whoever brings it', async () => {
  // 40 bits cannot be matched here; so a record is made whose pinned key is another one.
  const author = newKey();
  await hub.enrol(author);
  const records = (hub.service as unknown as { records: { pinnedKey(id: string): string | null } }).records;
  const { pinnedKey } = records;
  records.pinnedKey = (id) => (id === author.device ? newKey().publicKey : pinnedKey.call(records, id));
  const its = await hub.enrol(newKey(), { relay: true });
  expect((await hub.push(its, documents(author, 1))).json).toMatchObject([{ error: 'forbidden', reason: 'not_their_device' }]);
  records.pinnedKey = pinnedKey;
});

describe('enrolling', () => {
  const enrol = (json: object): ReturnType<Hub['ask']> => hub.ask('/_enrol', { json });

  test('with a code that was used, by somebody else; the same device may repeat it', async () => {
    const { code } = hub.service.newEnrolment();
    const key = newKey();
    const first = await enrol(enrolment(key, code));
    const second = await enrol(enrolment(key, code));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect((await hub.ask('/', { token: first.json.token })).status).toBe(401);
    expect((await hub.ask('/', { token: second.json.token })).status).toBe(200);
    expect(await enrol(enrolment(newKey(), code))).toMatchObject({ status: 403, json: { reason: expect.stringContaining('used already') } });
    await expectLogged('forbidden');
    hub.service.revoke(key.device);
    expect((await enrol(enrolment(key, code))).status).toBe(403);
    expect(hub.log.join('\n')).not.toContain(code);
  });

  test('with a code that nobody gave, a key that is not its own, or half a request', async () => {
    const { code } = hub.service.newEnrolment();
    const key = newKey();
    expect((await enrol(enrolment(key, '0'.repeat(20)))).status).toBe(403);
    expect((await enrol({ ...enrolment(key, code), device: newKey().device })).status).toBe(403);
    expect((await enrol({ ...enrolment(key, code), publicKey: newKey().publicKey, device: deviceOfKey(newKey().publicKey) })).status).toBe(403);
    expect((await enrol({ ...enrolment(key, code), proof: '0'.repeat(128) })).status).toBe(403);
    expect((await enrol({ ...enrolment(key, code), name: 'a\u0000b' })).status).toBe(400);
    expect((await enrol({ code })).status).toBe(400);
    expect((await enrol({ ...enrolment(key, code), more: 'x'.repeat(5_000) })).status).toBe(413);
    expect((await hub.ask('/_enrol', { token })).status).toBe(405);
    expect((await enrol(enrolment(key, code))).status).toBe(201);
    await goesOn();
  });
});

describe('an address', () => {
  test.each([
    '/..', '/../etc/passwd', '/%2e%2e/etc/passwd', `/${database}/../_bulk_docs`, `/${database}/%2e%2e%2fhub.json`, `/${database}/..%5chub.json`, '/%252e%252e/x',
    `/${database}%00`, `/${database}/%00`, '/%ff', `//${database}`, `/${database}//x`, 'http://other/', '*', `/${database}/_local/..%2f..%2fhub-key.pem`, `/${'a'.repeat(5_000)}`,
  ])('%s is refused', async (target) => {
    const { status } = await hub.ask(target, { token });
    expect([400, 414]).toContain(status);
    await expectLogged(status === 414 ? 'too_long' : 'bad_request');
    await goesOn();
  });

  test.each(['/wego-unknown', '/_users', '/wego-', '/wego-%2f', '/wego-$2', '/WEGO-SEL25', '/constructor', '/__proto__'])('%s names no database', async (target) => {
    const { status } = await hub.ask(`${target}/_changes`, { token });
    expect([404, 400]).toContain(status);
  });
});

describe('a body', () => {
  /** Sends 10 GB, or as much of it as is taken. */
  function flood(headers: Record<string, string>): Promise<{ sent: number; status: number | null }> {
    return new Promise((resolve) => {
      const { port } = hub.service.status();
      const request = http.request({ host: '127.0.0.1', port, path: `/${database}/_bulk_docs`, method: 'POST', agent: false, headers: { 'content-type': 'application/json', ...headers } });
      const piece = Buffer.alloc(64 * 1024, 0x20);
      let sent = 0;
      let status: number | null = null;
      request.on('response', (response) => {
        status = response.statusCode ?? null;
        response.resume();
      });
      request.on('error', () => undefined);
      request.on('close', () => resolve({ sent, status }));
      const more = (): void => {
        while (!request.destroyed && sent < 10e9) {
          sent += piece.length;
          if (!request.write(piece)) return void request.once('drain', more);
        }
      };
      more();
    });
  }

  test('of 10 GB is cut off, announced or not, with a token or without', async () => {
    for (const headers of [{ authorization: `Bearer ${token}` }, {}]) {
      for (const length of [{ 'content-length': String(10e9) }, {}]) {
        const { sent, status } = await flood({ ...headers, ...length } as Record<string, string>);
        expect(sent).toBeLessThan(32 * 1024 * 1024);
        expect([null, 413, 401]).toContain(status);
      }
    }
    await expectLogged('too_large');
    await goesOn();
  }, 30_000);

  test('that inflates beyond measure is stopped while it does', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(limits.sentBytes);
    const before = process.memoryUsage().rss;
    expect(await hub.ask(`/${database}/_bulk_docs`, { token, body: bomb, headers: { 'content-encoding': 'gzip' } })).toMatchObject({ status: 413, json: { error: 'too_large' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
    const nested = gzipSync(gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20)));
    expect((await hub.ask(`/${database}/_bulk_docs`, { token, body: nested, headers: { 'content-encoding': 'gzip' } })).status).toBe(400);
    await goesOn();
  });

  test.each<[string, string | Buffer, Record<string, string>, number]>([
    ['no JSON', '{"docs":[', {}, 400],
    ['without documents', '{"documents":[]}', {}, 400],
    ['a list', '[]', {}, 400],
    ['null', 'null', {}, 400],
    ['nested too deep', `{"docs":[${'['.repeat(100_000)}]}`, {}, 400],
    ['half gzip', gzipSync('{"docs":[]}').subarray(0, 12), { 'content-encoding': 'gzip' }, 400],
    ['no gzip', '{"docs":[]}', { 'content-encoding': 'gzip' }, 400],
    ['another encoding', '{"docs":[]}', { 'content-encoding': 'br' }, 415],
    ['a form', 'docs=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['too many documents', JSON.stringify({ docs: Array.from({ length: 501 }, () => ({})) }), {}, 413],
  ])('that is %s is refused', async (_name, body, headers, status) => {
    expect((await hub.ask(`/${database}/_bulk_docs`, { token, body, headers })).status).toBe(status);
    await goesOn();
  });

  test('is held only while it is read', async () => {
    const small = (await hubWithDevice({ limits: { heldBytes: 10_000 } }));
    const docs = documents(small.device, 20);
    expect(await small.hub.push(small.token, docs)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    for (const each of [docs.slice(0, 10), docs.slice(10)]) expect((await small.hub.push(small.token, each)).status).toBe(201);
    await small.hub.service.close();
  });
});

/** Talks to the hub by bytes; what it says until it hangs up, and how long that took. */
function speak(write: (socket: net.Socket) => void): Promise<{ said: string; took: number }> {
  return new Promise((resolve) => {
    const start = Date.now();
    const socket = net.connect(hub.service.status().port, '127.0.0.1', () => write(socket));
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ said, took: Date.now() - start }));
  });
}

describe('a connection', () => {
  test('whose head comes letter by letter is ended', async () => {
    let timer: NodeJS.Timeout | undefined;
    const { said, took } = await speak((socket) => {
      socket.write('GET / HTTP/1.1\r\nHost: hub\r\n');
      timer = setInterval(() => socket.write('X: y\r\n'), 50);
    });
    clearInterval(timer);
    expect(said).toContain(' 408 ');
    expect(took).toBeLessThan(3_000);
    await expectLogged('bad_request');
    await goesOn();
  });

  test('whose body comes letter by letter is ended', async () => {
    let timer: NodeJS.Timeout | undefined;
    const { took } = await speak((socket) => {
      socket.write(`POST /${database}/_bulk_docs HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n`);
      timer = setInterval(() => socket.write(' '), 50);
    });
    clearInterval(timer);
    expect(took).toBeLessThan(3_000);
    await goesOn();
  });

  test('with a head that is too long, or no HTTP at all, is ended', async () => {
    expect((await speak((socket) => socket.write(`GET / HTTP/1.1\r\nHost: hub\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`))).said).toContain(' 431 ');
    expect((await speak((socket) => socket.write('\u0016\u0003\u0001 not HTTP\r\n\r\n'))).said).toContain(' 400 ');
    expect((await speak((socket) => socket.write('POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'))).said).toContain(' 400 ');
    await goesOn();
  });

  test('is one of so many of an address', async () => {
    const few = await hubWithDevice({ limits: { connectionsOfAddress: 2 } });
    const open = await Promise.all([1, 2].map(() => new Promise<net.Socket>((resolve) => {
      const socket = net.connect(few.hub.service.status().port, '127.0.0.1', () => resolve(socket));
    })));
    await expect(few.hub.ask('/', { token: few.token })).rejects.toThrow();
    expect(few.hub.refused).toMatchObject([{ code: 'too_many_connections' }]);
    for (const socket of open) socket.destroy();
    await expect.poll(() => few.hub.ask('/', { token: few.token }).then(({ status }) => status, () => 0)).toBe(200);
    await few.hub.service.close();
  });
});

describe('too many requests', () => {
  test('of a device are refused for a moment, and those of others are not', async () => {
    const slow = await hubWithDevice({ limits: { perSecond: 5, burst: 10 } });
    const neighbour = await slow.hub.enrol(newKey());
    const answers = await Promise.all(Array.from({ length: 15 }, () => slow.hub.ask('/', { token: slow.token })));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(4);
    expect(answers.find(({ status }) => status === 429)?.headers['retry-after']).toBe('1');
    expect(slow.hub.refused).toMatchObject([{ code: 'too_many_requests', device: slow.device.device }]);
    expect((await slow.hub.ask('/', { token: neighbour })).status).toBe(200);
    await expect.poll(async () => (await slow.hub.ask('/', { token: slow.token })).status, { interval: 300, timeout: 5_000 }).toBe(200);
    await slow.hub.service.close();
  });

  test('that guess are refused, and whoever has a token still comes in from there', async () => {
    const shy = await hubWithDevice({ limits: { strangersPerSecond: 0.1, strangersBurst: 5 } });
    const answers = [];
    for (let i = 0; i < 8; i++) answers.push((await shy.hub.ask('/', { headers: { authorization: `Bearer guess${i}` } })).status);
    expect(answers).toEqual([401, 401, 401, 401, 429, 429, 429, 429]);
    expect((await shy.hub.ask('/', { token: shy.token })).status).toBe(200);
    await shy.hub.service.close();
  });

  test('at once wait for no more: questions that are kept open count', async () => {
    const busy = await hubWithDevice({ limits: { atOnce: 2, longPoll: 1_000 } });
    const waiting = [1, 2].map(() => busy.hub.ask(`/${database}/_changes?feed=longpoll&since=now`, { token: busy.token }));
    await expect.poll(async () => (await busy.hub.ask('/', { token: busy.token })).status).toBe(429);
    await Promise.all(waiting);
    expect((await busy.hub.ask('/', { token: busy.token })).status).toBe(200);
    await busy.hub.service.close();
  });
});

test('a log is not filled by one sender', async () => {
  const loud = await hubWithDevice({ limits: { strangersBurst: 1_000 } });
  for (let i = 0; i < 50; i++) await loud.hub.ask(`/x${i}`, {});
  expect(loud.hub.log).toHaveLength(1);
  await loud.hub.service.close();
  expect(loud.hub.log).toEqual([expect.stringContaining('GET /x0'), expect.stringContaining('49 more')]);
});
