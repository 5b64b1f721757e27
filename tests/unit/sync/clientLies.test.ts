import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createHash, X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databaseOf } from '@shared/contract/sync';
import type { SyncProblem } from '@shared/contract/syncState';
import { pinnedFetch } from '../../../electron/sync/client/pinnedFetch';
import { networkProblem, SyncError } from '../../../electron/sync/client/syncError';
import { CouchServer } from './couchServer';
import { type Device, freshDevice, linkOf, quickLimits } from './device';
import { freshFolder } from './memoryFolder';
import { type Fault, FaultProxy } from './faultProxy';

/** Each lie and fault of a network or a server has its name, and moves no place. */

const workshop = 'SEL25';
const database = databaseOf(workshop);
let server: CouchServer;
let proxy: FaultProxy;
let url: string;
beforeEach(async () => {
  server = new CouchServer({ numeric: true });
  await server.listen();
  proxy = new FaultProxy(server);
  url = await proxy.listen();
});
afterEach(async () => {
  await proxy.close();
  await server.close();
});

/** A device that has been in step with the server; since then both have got something new. */
async function outOfStep(): Promise<Device> {
  const [a, b] = [freshDevice(), freshDevice()];
  a.source.writeSome(workshop, 4);
  await linkOf(a, url).run();
  b.source.writeSome(workshop, 3);
  await linkOf(b, url).run();
  await linkOf(a, url).run();
  b.source.writeSome(workshop, 3);
  await linkOf(b, url).run();
  a.source.writeSome(workshop, 5);
  return a;
}

type Phase = 'greeting' | 'note' | 'pull' | 'push';
const paths: Record<Phase, RegExp> = { greeting: /^\/$/, note: /_local/, pull: /_changes/, push: /_bulk_docs/ };
const everywhere: readonly Phase[] = ['greeting', 'note', 'pull', 'push'];

const lies: [Fault, SyncProblem, readonly Phase[]][] = [
  ['captive_page', 'captive_portal', everywhere],
  ['redirect', 'captive_portal', everywhere],
  ['login_required', 'captive_portal', everywhere],
  ['drop_before', 'unreachable', everywhere],
  ['drop_after', 'unreachable', everywhere],
  ['cut_body', 'truncated', everywhere],
  ['broken_json', 'truncated', everywhere],
  ['bad_gateway', 'server_error', everywhere],
  ['rate_limited', 'rate_limited', everywhere],
  ['empty_object', 'empty_answer', everywhere],
  ['empty_body', 'empty_answer', everywhere],
  ['wrong_type', 'not_json', everywhere],
  ['slow_loris', 'timed_out', everywhere],
  ['silence', 'timed_out', everywhere],
  ['endless', 'endless_answer', ['greeting', 'note', 'push']],
  ['missing_rows', 'missing_receipts', ['push']],
  ['doubled_rows', 'foreign_receipts', ['push']],
  ['foreign_rows', 'foreign_receipts', ['push']],
  ['last_seq_back', 'bad_cursor', ['pull']],
  ['null_documents', 'malformed_answer', ['pull']],
];

describe.each(lies)('%s is called %s', (fault, problem, phases) => {
  test.each(phases)('while in %s', async (phase) => {
    const device = await outOfStep();
    const link = linkOf(device, url, problem === 'timed_out' ? { limits: quickLimits } : {});
    const before = link.places.load(workshop);
    const held = device.source.contents();
    proxy.next = ({ path }) => (paths[phase].test(path) ? fault : 'none');
    const error: unknown = await link.run().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SyncError);
    expect(error).toMatchObject({ problem });
    const after = link.places.load(workshop);
    expect(after.line).toBe(before.line);
    if (phase !== 'push') {
      expect(after.cursor).toEqual(before.cursor);
      expect(device.source.contents()).toEqual(held);
    }
    expect(link.refused.size).toBe(0);
    proxy.next = () => 'none';
    expect(await linkOf(device, url).run()).toMatchObject({ refused: 0, pending: 0 });
    expect(device.source.contents()).toEqual(server.ids(database));
    expect(server.ids(database)).toHaveLength(15);
  });
});

test.each(['shuffled_rows', 'last_seq_far', 'clock_off', 'delay'] as const)('%s harms nothing', async (fault) => {
  const device = await outOfStep();
  proxy.next = () => fault;
  expect(await linkOf(device, url).run()).toMatchObject({ pushed: 5, pulled: 3, pending: 0 });
  proxy.next = () => 'none';
  device.source.writeSome(workshop, 1);
  expect(await linkOf(device, url).run()).toMatchObject({ pushed: 1, pending: 0 });
  expect(device.source.contents()).toEqual(server.ids(database));
});

test('a rate limit says for how long', async () => {
  const device = await outOfStep();
  proxy.next = () => 'rate_limited';
  await expect(linkOf(device, url).run()).rejects.toMatchObject({ retryAfterMs: 7_000 });
});

test.each<[string, number, string, string, SyncProblem]>([
  ['a web server', 200, 'application/json', '{"hello":"world"}', 'not_a_hub'],
  ['a list', 200, 'application/json', '[1]', 'not_a_hub'],
  ['a page that is not there', 404, 'text/html', '<h1>Not found</h1>', 'not_a_hub'],
  ['HTML that says it is JSON', 200, 'application/json', '<html>login</html>', 'captive_portal'],
  ['a text', 200, 'application/json', 'hello', 'not_json'],
  ['bytes that are no UTF-8', 200, 'application/json', '{"couchdb":"\xff"}', 'not_json'],
  ['401', 401, 'application/json', '{"error":"unauthorized"}', 'unauthorized'],
  ['403', 403, 'application/json', '{"error":"forbidden"}', 'forbidden'],
  ['304', 304, 'application/json', '', 'captive_portal'],
  ['503', 503, 'application/json', '{"error":"service_unavailable"}', 'server_error'],
])('%s in place of a welcome', async (_what, status, type, body, problem) => {
  const strange = http.createServer((_request, response) => void response.writeHead(status, { 'content-type': type }).end(body, 'latin1'));
  await new Promise<void>((resolve) => strange.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = strange.address() as AddressInfo;
    await expect(linkOf(freshDevice(), `http://127.0.0.1:${port}`).run()).rejects.toMatchObject({ problem });
  } finally {
    strange.closeAllConnections();
    strange.close();
  }
});

test('a proxy that asks for a login', async () => {
  const fetch = (): Promise<Response> => Promise.resolve(new Response('', { status: 407 }));
  await expect(linkOf(freshDevice(), url, { fetch }).run()).rejects.toMatchObject({ problem: 'proxy_login' });
});

test('nobody there, and a name that nobody knows', async () => {
  await expect(linkOf(freshDevice(), 'http://127.0.0.1:9').run()).rejects.toMatchObject({ problem: 'unreachable' });
  await expect(linkOf(freshDevice(), 'http://nobody.invalid').run()).rejects.toMatchObject({ problem: 'unreachable' });
});

test('the second address of a hub is tried where the first does not answer', async () => {
  const device = freshDevice();
  device.source.writeSome(workshop, 2);
  expect(await linkOf(device, '', { remote: { urls: ['http://127.0.0.1:9', url] } }).run()).toMatchObject({ pushed: 2 });
});

test("a receipt that tells of the server's own trouble is no refusal", async () => {
  const device = await outOfStep();
  const link = linkOf(device, url, {
    fetch: async (where, init) => {
      const real = await fetch(where, init);
      if (!where.includes('_bulk_docs')) return real;
      const rows = (await real.json()) as { id: string }[];
      return new Response(JSON.stringify(rows.map(({ id }) => ({ id, error: 'internal_server_error', reason: 'nodedown' }))), { status: 201, headers: { 'content-type': 'application/json' } });
    },
  });
  const { line } = link.places.load(workshop);
  await expect(link.run()).rejects.toMatchObject({ problem: 'server_error' });
  expect(link.places.load(workshop).line).toBe(line);
  expect(link.refused.size).toBe(0);
});

test('a disk that takes nothing is named, and the place stays', async () => {
  const device = await outOfStep();
  const link = linkOf(device, url);
  const { cursor } = link.places.load(workshop);
  device.source.failure = new Error('The disk is full.');
  await expect(link.run()).rejects.toMatchObject({ problem: 'local_fault', detail: 'The disk is full.' });
  expect(link.places.load(workshop).cursor).toEqual(cursor);
  device.source.failure = null;
  expect(await link.run()).toMatchObject({ pulled: 3, pushed: 5 });
});

test('what Chromium says of a network has the same names', () => {
  const named = (message: string): SyncProblem => networkProblem(new Error(message));
  expect(named('net::ERR_INTERNET_DISCONNECTED')).toBe('no_network');
  expect(named('net::ERR_NAME_NOT_RESOLVED')).toBe('unreachable');
  expect(named('net::ERR_CONNECTION_REFUSED')).toBe('unreachable');
  expect(named('net::ERR_CONNECTION_TIMED_OUT')).toBe('timed_out');
  expect(named('net::ERR_CERT_AUTHORITY_INVALID')).toBe('wrong_certificate');
  expect(named('net::ERR_CERT_DATE_INVALID')).toBe('wrong_certificate');
  expect(named('net::ERR_SSL_PROTOCOL_ERROR')).toBe('not_a_hub');
  expect(named('net::ERR_TUNNEL_CONNECTION_FAILED')).toBe('proxy_login');
  expect(named('Attempted to redirect, but redirect policy was \'error\'')).toBe('captive_portal');
});

describe('certificates', () => {
  function selfSigned(days: string): { key: Buffer; cert: Buffer; fingerprint: string } {
    const folder = freshFolder();
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert, '-subj', '/CN=hub', '-days', days], { stdio: 'ignore' });
    const pem = fs.readFileSync(cert);
    return { key: fs.readFileSync(key), cert: pem, fingerprint: createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url') };
  }

  /** TLS in front of the server. */
  async function overTls({ key, cert }: { key: Buffer; cert: Buffer }): Promise<{ url: string; seen: string[]; close(): void }> {
    const seen: string[] = [];
    const front = https.createServer({ key, cert }, (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const onward = http.request(`${server.url}${request.url}`, { method: request.method ?? 'GET', headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const close = (): void => {
      front.closeAllConnections();
      front.close();
    };
    return { url: `https://127.0.0.1:${(front.address() as AddressInfo).port}`, seen, close };
  }

  test('the pinned one is believed, whatever name and dates it has; another one is not, and is sent nothing', async () => {
    const [own, other] = [selfSigned('1'), selfSigned('3650')];
    const front = await overTls(own);
    const right = pinnedFetch(own.fingerprint);
    const wrong = pinnedFetch(other.fingerprint);
    try {
      const device = freshDevice();
      device.source.writeSome(workshop, 30);
      await expect(linkOf(device, front.url, { fetch: wrong.fetch }).run()).rejects.toMatchObject({ problem: 'wrong_certificate' });
      expect(front.seen).toEqual([]);
      expect(await linkOf(device, front.url, { fetch: right.fetch }).run()).toEqual({ pushed: 30, pulled: 0, refused: 0, pending: 0 });
      expect(await linkOf(freshDevice(), front.url, { fetch: right.fetch }).run()).toMatchObject({ pulled: 30 });
    } finally {
      right.close();
      wrong.close();
      front.close();
    }
  });

  test('without a pin only those that the system trusts are believed', async () => {
    const front = await overTls(selfSigned('1'));
    try {
      await expect(linkOf(freshDevice(), front.url).run()).rejects.toMatchObject({ problem: 'wrong_certificate' });
      expect(front.seen).toEqual([]);
    } finally {
      front.close();
    }
  });

  test('a hub that answers without TLS is none', async () => {
    const right = pinnedFetch('A'.repeat(43));
    await expect(linkOf(freshDevice(), server.url.replace('http:', 'https:'), { fetch: right.fetch, limits: quickLimits }).run()).rejects.toMatchObject({ problem: 'not_a_hub' });
    right.close();
  });
});
