import { sign, verify } from 'node:crypto';
import http from 'node:http';
import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enrolmentText, formatEnrolmentLine } from '@shared/contract/hub';
import { databaseOf } from '@shared/contract/sync';
import { publicKeyObject } from '../../../electron/deviceKey';
import { type Keychain, keychainBox, passphraseBox, type SecretBox, WrongPassphraseError } from '../../../electron/sync/client/secretBox';
import { AddressError, readAddress, Remotes } from '../../../electron/sync/client/remotes';
import { PassphraseNeededError } from '../../../electron/sync/client/secrets';
import { workHere } from '../../../electron/sync/client/documentWork';
import { SyncService } from '../../../electron/sync/syncService';
import type { NewRemote, SyncSurroundings } from '../../../electron/sync/syncSurroundings';
import { CouchServer } from './couchServer';
import { type Device, freshDevice, quickLimits } from './device';
import { type Fault, FaultProxy } from './faultProxy';

/** The service that windows will talk to: what is set up, what runs by itself, what is shown. */

const users = { desk: 'secret-password' };
const keychain: Keychain = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text) => Buffer.from(text).reverse(),
  decryptString: (sealed) => Buffer.from(sealed).reverse().toString(),
};
const services: SyncService[] = [];
let server: CouchServer;
let proxy: FaultProxy;
let url: string;
let device: Device;
beforeEach(async () => {
  server = new CouchServer({ users });
  proxy = new FaultProxy(server);
  url = await proxy.listen();
  device = freshDevice();
});
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
  await proxy.close();
});

function open(box: SecretBox | null = keychainBox(keychain), more: Partial<SyncSurroundings> = {}): SyncService {
  const { folder: dataFolder, source, key } = device;
  const service = new SyncService({
    dataFolder, source, key, work: workHere(key), keychain: box, now: Date.now, random: () => 0, log: () => undefined, limits: quickLimits,
    transportTo: () => ({ fetch: globalThis.fetch, close: () => undefined }), ...more,
  });
  services.push(service);
  return service;
}

const hq = (mode: NewRemote['mode'] = 'manual'): NewRemote => ({ address: url.replace('http://', 'http://desk:secret-password@'), name: 'Headquarters', auth: 'basic', user: '', secret: '', mode, all: false });

test('all events wait while there is nobody to send them to; then those that came since', async () => {
  const service = open();
  device.source.writeSome('SEL25', 4);
  expect(await service.unsynced()).toBe(4);
  const { id } = await service.addRemote(hq());
  expect(await service.unsynced()).toBe(4);
  expect(await service.syncNow(id)).toEqual({ pushed: 4, pulled: 0, refused: 0, pending: 0 });
  device.source.writeSome('SEL25', 2);
  expect(await service.unsynced()).toBe(2);
});

test.each([['http://192.168.1.4:5984', true], ['http://127.0.0.1:5984', false], ['https://hq.wego.example', false]])('%s can be read by anybody on the way: %s', async (address, plain) => {
  const service = open();
  await service.addRemote({ ...hq(), address });
  expect((await service.state()).remotes).toMatchObject([{ plain }]);
});

test('what is set up is there after a start, its password in no file', async () => {
  const { id } = await open().addRemote(hq());
  const written = fs.readdirSync(path.join(device.folder, 'sync'), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  for (const { parentPath, name } of written) expect(fs.readFileSync(path.join(parentPath, name), 'utf8')).not.toContain('secret-password');
  expect(fs.statSync(path.join(device.folder, 'sync/secrets.json')).mode & 0o777).toBe(0o600);
  device.source.writeSome('SEL25', 1);
  expect(await open().syncNow(id)).toMatchObject({ pushed: 1 });
});

test('without a keychain a passphrase seals, and is asked for after each start', async () => {
  const service = open(null);
  await expect(service.addRemote(hq())).rejects.toThrow(PassphraseNeededError);
  await service.unlock('correct horse');
  const { id } = await service.addRemote(hq());
  const next = open(null);
  expect((await next.state()).remotes).toMatchObject([{ locked: true }]);
  await expect(next.syncNow(id)).rejects.toMatchObject({ problem: 'secret_locked' });
  await expect(next.unlock('wrong horse')).rejects.toThrow(WrongPassphraseError);
  await next.unlock('correct horse');
  expect((await next.state()).remotes).toMatchObject([{ locked: false }]);
  expect(await next.syncNow(id)).toMatchObject({ refused: 0 });
});

describe('by itself', () => {
  test('events are sent soon after they were written', async () => {
    const service = open();
    await service.addRemote(hq('automatic'));
    device.source.writeSome('SEL25', 3);
    await expect.poll(() => server.ids(databaseOf('SEL25')).length, { timeout: 10_000 }).toBe(3);
    device.source.writeSome('SEL25', 2);
    await expect.poll(() => server.ids(databaseOf('SEL25')).length, { timeout: 10_000 }).toBe(5);
  });

  test('after a failure later, after the network came back at once', async () => {
    proxy.next = () => 'drop_before';
    const service = open();
    const { id } = await service.addRemote(hq('automatic'));
    device.source.writeSome('SEL25', 1);
    await expect.poll(() => service.runs(id)[0]?.problem, { timeout: 10_000 }).toBe('unreachable');
    const [state] = (await service.state()).remotes;
    expect(Date.parse(state?.nextAt ?? '')).toBeGreaterThan(Date.now());
    proxy.next = () => 'none';
    service.networkChanged();
    await expect.poll(() => server.ids(databaseOf('SEL25')).length, { timeout: 10_000 }).toBe(1);
  });

  test('nothing on a metered connection; by hand if somebody says so', async () => {
    const service = open();
    const { id } = await service.addRemote(hq('automatic'));
    service.setMetered(true);
    device.source.writeSome('SEL25', 1);
    expect((await service.state()).remotes[0]?.nextAt).toBeNull();
    await expect(service.syncNow(id)).rejects.toMatchObject({ problem: 'metered' });
    expect(await service.syncNow(id, { onMetered: true })).toMatchObject({ pushed: 1 });
    service.setMetered(false);
    expect((await service.state()).remotes[0]?.nextAt).not.toBeNull();
    service.setMode(id, 'off');
    expect((await service.state()).remotes[0]?.nextAt).toBeNull();
    await expect(service.syncNow(id)).rejects.toMatchObject({ problem: 'cancelled' });
  });
});

test('a run can be watched and stopped, and goes on', async () => {
  const service = open();
  const { id } = await service.addRemote(hq());
  device.source.writeSome('SEL25', 50);
  let fault: Fault = 'silence';
  proxy.next = ({ path: asked }) => (asked.includes('_bulk_docs') ? fault : 'none');
  const run = service.syncNow(id);
  const joined = service.syncNow(id);
  for (const each of [run, joined]) each.catch(() => undefined);
  await expect.poll(async () => (await service.state()).remotes[0]?.progress?.phase).toBe('pushing');
  await service.cancel(id);
  for (const each of [run, joined]) await expect(each).rejects.toMatchObject({ problem: 'cancelled' });
  fault = 'none';
  const seen: string[] = [];
  service.onChange(() => seen.push('changed'));
  expect(await service.syncNow(id)).toMatchObject({ pushed: 50 });
  expect(seen.length).toBeGreaterThan(2);
  expect(service.runs(id).map(({ problem }) => problem)).toEqual([null, 'cancelled']);
  expect((await service.state()).remotes[0]).toMatchObject({ running: false, refused: 0, lastRun: { problem: null } });
});

test('refused documents are listed, offered again, and answered', async () => {
  let isStrict = true;
  server.options.validate = ({ seq }) => (isStrict && Number(seq) > 1 ? 'not_their_device' : null);
  const service = open();
  const { id } = await service.addRemote(hq());
  device.source.writeSome('SEL25', 3);
  expect(await service.syncNow(id)).toEqual({ pushed: 1, pulled: 0, refused: 2, pending: 0 });
  const [one, other] = service.refused(id);
  expect(one).toMatchObject({ direction: 'push', code: 'not_their_device', workshop: 'SEL25' });
  service.answerRefused(id, [other?.key ?? '']);
  isStrict = false;
  expect(await service.retryRefused(id)).toMatchObject({ refused: 0 });
  expect(server.ids(databaseOf('SEL25'))).toHaveLength(2);
});

test('a remote that was taken away is forgotten, what it refused is not', async () => {
  server.options.validate = () => 'edited';
  const service = open();
  const { id } = await service.addRemote(hq());
  device.source.writeSome('SEL25', 1);
  await service.syncNow(id);
  await service.removeRemote(id);
  expect((await service.state()).remotes).toEqual([]);
  expect(new Remotes(device.folder).secret(id)).toBeNull();
  await service.addRemote(hq());
  expect(service.refused(id)).toHaveLength(1);
});

describe('a hub', () => {
  const code = '0123456789ABCDEFGHJK';
  const token = 'T'.repeat(43);
  let hub: http.Server;
  let port: number;
  beforeEach(async () => {
    hub = http.createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const say = (status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
        if (request.url === '/_enrol') {
          const asked = JSON.parse(Buffer.concat(parts).toString()) as { code: string; device: string; publicKey: string; proof: string };
          const isProved = verify(null, Buffer.from(enrolmentText(asked.code)), publicKeyObject(asked.publicKey), Buffer.from(asked.proof, 'hex'));
          if (!isProved || asked.code !== code) return say(403, { error: 'forbidden', reason: 'unknown code' });
          return say(201, { token, hub: 'K3W8PZ4T', publicKey: 'ab'.repeat(32), name: 'Hall A', relay: false });
        }
        if (request.headers.authorization !== `Bearer ${token}`) return say(401, { error: 'unauthorized', reason: 'Enrol this device.' });
        const time = new Date(Date.now() + 600_000).toISOString();
        if (request.url === '/') return say(200, { couchdb: 'Welcome', version: '3.3.3', uuid: 'hub', vendor: { name: 'Champions Kiosk', version: '0.1.0' }, name: 'Hall A', time, device: 'K3W8PZ4T', publicKey: 'ab'.repeat(32) });
        return say(200, []);
      });
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
    ({ port } = hub.address() as AddressInfo);
  });
  afterEach(() => {
    hub.closeAllConnections();
    hub.close();
  });

  test('is enrolled at by its line, and known by its token from then on; its clock counts', async () => {
    const service = open();
    const line = formatEnrolmentLine({ hosts: ['127.0.0.1'], port, fingerprint: null, code });
    const remote = await service.addHub(line, 'Entrance 2', 'manual');
    expect(remote).toMatchObject({ kind: 'hub', name: 'Hall A', auth: 'token', relay: false, urls: [`http://127.0.0.1:${port}`] });
    expect(await service.syncNow(remote.id)).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
    const { driftMs } = (await service.state()).remotes[0] ?? {};
    expect(Math.abs((driftMs ?? 0) + 600_000)).toBeLessThan(1_000);
  });

  test('a wrong code, and a line that is none, are named', async () => {
    const service = open();
    const line = formatEnrolmentLine({ hosts: ['127.0.0.1'], port, fingerprint: null, code: 'Z'.repeat(20) });
    await expect(service.addHub(line, 'Entrance 2', 'manual')).rejects.toMatchObject({ problem: 'wrong_code' });
    await expect(service.addHub('https://example.org', 'Entrance 2', 'manual')).rejects.toThrow(AddressError);
    await expect(open(null).addHub(line, 'Entrance 2', 'manual')).rejects.toThrow(PassphraseNeededError);
  });
});

describe('addresses', () => {
  test.each([
    ['https://desk:p%40ss@hq.wego.example/', { url: 'https://hq.wego.example', user: 'desk', password: 'p@ss', isPlain: false }],
    [' https://hq.wego.example:6984/couch/ ', { url: 'https://hq.wego.example:6984/couch', user: '', password: '', isPlain: false }],
    ['http://192.168.1.4:5984', { url: 'http://192.168.1.4:5984', user: '', password: '', isPlain: true }],
    ['http://[::1]:5984', { url: 'http://[::1]:5984', user: '', password: '', isPlain: false }],
  ])('%s', (text, read) => expect(readAddress(text)).toEqual(read));

  test.each(['hq', 'ftp://hq', 'https://hq/?a=b', 'https://hq/#a', 'https://a:100%@hq'])('%s is none', (text) => expect(() => readAddress(text)).toThrow(AddressError));
});

describe('secrets', () => {
  test('a passphrase seals, and another one does not open', async () => {
    const sealed = await passphraseBox('Straße').seal('secret ☃');
    expect(sealed).not.toContain('secret');
    expect(await passphraseBox('Straße'.normalize('NFD')).open(sealed)).toBe('secret ☃');
    await expect(passphraseBox('strasse').open(sealed)).rejects.toThrow(WrongPassphraseError);
    const parts = JSON.parse(sealed) as { text: string };
    await expect(passphraseBox('Straße').open(JSON.stringify({ ...parts, text: Buffer.from('forged').toString('base64') }))).rejects.toThrow(WrongPassphraseError);
  });

  test('a keychain that is none is not used', () => {
    expect(keychainBox({ ...keychain, isEncryptionAvailable: () => false })).toBeNull();
    expect(keychainBox({ ...keychain, getSelectedStorageBackend: () => 'basic_text' })).toBeNull();
    expect(keychainBox(keychain)?.kind).toBe('keychain');
  });

  test('a proof of enrolment is over a text that nothing else signs', () => {
    const value = sign(null, Buffer.from(enrolmentText('A')), device.key.privateKey);
    expect(verify(null, Buffer.from('A'), publicKeyObject(device.key.publicKey), value)).toBe(false);
  });
});
