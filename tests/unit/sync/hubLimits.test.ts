import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { freshKey } from './freshKey';
import { database, documents, type Hub, hubWithDevice } from './hubHarness';

/** No sender holds a hub up: what is too much, too slow or nonsense is cut off and logged, and the hub goes on. */

let hub: Hub;
let token: string;

/** Small enough to be reached, as they are meant to be. */
const limits = {
  sentBytes: 256 * 1024, inflatedBytes: 1024 * 1024, documents: 500, headersTimeout: 300, requestTimeout: 700, checkEvery: 50,
  strangersPerSecond: 1_000, strangersBurst: 1_000, perSecond: 1_000, burst: 1_000,
};

beforeAll(async () => {
  ({ hub, token } = await hubWithDevice({ limits }));
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
    const neighbour = await slow.hub.enrol(freshKey());
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

test('databases without an event are not made without end', async () => {
  const small = await hubWithDevice({ limits: { databases: 2 } });
  const make = async (name: string): Promise<number> => (await small.hub.ask(`/wego-${name}`, { method: 'PUT', token: small.token })).status;
  expect([await make('a'), await make('b'), await make('c')]).toEqual([201, 201, 403]);
  await small.hub.push(small.token, documents(small.device, 1, 'a'), { to: 'wego-a' });
  expect([await make('c'), await make('a'), await make('d')]).toEqual([201, 412, 403]);
  await small.hub.service.close();
});

test('a log is not filled by one sender', async () => {
  const loud = await hubWithDevice({ limits: { strangersBurst: 1_000 } });
  for (let i = 0; i < 50; i++) await loud.hub.ask(`/x${i}`, {});
  expect(loud.hub.log).toHaveLength(1);
  await loud.hub.service.close();
  expect(loud.hub.log).toEqual([expect.stringContaining('GET /x0'), expect.stringContaining('49 more')]);
});
