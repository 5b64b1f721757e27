import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { parseEnrolmentLine } from '@shared/contract/hub';
import { databaseOf } from '@shared/contract/sync';
import { HubService } from '../../../electron/sync/hub/hubService';
import { fingerprintOf } from '../../../electron/sync/hub/hubCertificate';
import { hubInterfaces, reachableHosts } from '../../../electron/sync/hub/networkInterfaces';
import { freshKey } from './freshKey';
import { certificateOf, documents, enrolment, Hub, hubWithDevice } from './hubHarness';
import { freshFolder } from './memoryFolder';
import { MemorySource } from './memorySource';

function hub(folder = freshFolder(), key = freshKey()): Hub {
  return new Hub(new MemorySource(key), key, folder);
}

const lan = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false): NetworkInterfaceInfo => ({ address, family, internal }) as NetworkInterfaceInfo;

describe('a hub', () => {
  test('is off, on this machine alone, and writes nothing until it is started', () => {
    const key = freshKey();
    const dataFolder = freshFolder();
    const service = new HubService({ dataFolder, source: new MemorySource(key), key, version: '0.1.0', log: () => {} });
    expect(service.status()).toMatchObject({ running: false, enabled: false, host: '127.0.0.1', tls: false, fingerprint: null, problem: null });
    expect(() => service.newEnrolment()).toThrow('Start it first');
    expect(fs.readdirSync(dataFolder)).toEqual([]);
  });

  test('speaks TLS with a certificate of its own, which stays the same', async () => {
    const one = await hub().start({ tls: true });
    const { port, fingerprint, hosts } = one.service.status();
    const raw = await certificateOf(port);
    expect(fingerprintOf(raw)).toBe(fingerprint);
    const certificate = new X509Certificate(raw);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.parse('2045-01-01'));
    const { line } = parseEnrolmentLine(one.service.newEnrolment().line);
    expect(line).toMatchObject({ hosts, port, fingerprint });
    const device = freshKey();
    expect((await one.ask('/', { token: await one.enrol(device) })).status).toBe(200);
    await one.service.start({});
    expect(one.service.status().fingerprint).toBe(fingerprint);
    await one.service.close();
    const again = await new Hub(one.source, one.key, one.folder).start();
    expect(again.service.status()).toMatchObject({ tls: true, fingerprint });
    await again.service.close();
  });

  test('keeps its secrets to the owner of the folder, and no token or code at all', async () => {
    const one = await hub().start({ tls: true });
    const { code } = one.service.newEnrolment({ uses: 5 });
    const token = await one.enrol(freshKey());
    await one.service.close();
    const folder = path.join(one.folder, 'sync');
    for (const name of ['hub.json', 'hub-key.pem', 'hub-certificate.pem']) expect(fs.statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    const kept = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join('');
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(code);
  });

  test('is not without a certificate in a network', async () => {
    const one = await hub().start();
    await one.service.start({ host: '0.0.0.0' });
    expect(one.service.status()).toMatchObject({ tls: true, fingerprint: expect.any(String) });
    expect((await one.ask('/', {})).status).toBe(401);
    await one.service.close();
  });

  test('says what is wrong with its place, and can be started elsewhere', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    const one = await hub().start();
    await expect(one.service.start({ port })).rejects.toThrow(`port ${port}`);
    expect(one.service.status()).toMatchObject({ running: false, problem: expect.stringContaining('another port') });
    await expect(one.service.start({ host: '203.0.113.7', port: 0 })).rejects.toThrow('no address 203.0.113.7');
    await one.service.start({ host: '127.0.0.1', port: 0 });
    expect(one.service.status()).toMatchObject({ running: true, problem: null });
    server.close();
    await one.service.close();
  });

  test('goes on after a restart as it was left: on with its devices, or off', async () => {
    const { hub: one, device, token } = await hubWithDevice();
    await one.service.close();
    const again = new Hub(one.source, one.key, one.folder);
    await again.start();
    expect(again.service.devices()).toMatchObject([{ device: device.device, name: 'Entrance', relay: false, lastSeenAt: expect.any(String), revokedAt: null }]);
    expect((await again.ask('/', { token })).status).toBe(200);
    await again.service.close();
    await again.service.resume();
    expect(again.service.status().running).toBe(true);
    await again.service.stop();
    await again.service.resume();
    expect(again.service.status().running).toBe(false);
    await again.service.startOnce({ port: 0 });
    expect(again.service.status()).toMatchObject({ running: true, enabled: false });
    await again.service.close();
  });

  test('tells who is there now, and of changes', async () => {
    const one = await hub().start();
    let changes = 0;
    const stop = one.service.onChange(() => (changes += 1));
    const device = freshKey();
    await one.enrol(device, { relay: true });
    expect(changes).toBeGreaterThan(0);
    expect(one.enrolled).toEqual([{ device: device.device, name: 'Entrance', relay: true }]);
    expect(one.service.devices()).toMatchObject([{ device: device.device, relay: true }]);
    changes = 0;
    expect(one.service.revoke(device.device)).toBe(true);
    expect(one.service.revoke(device.device)).toBe(false);
    expect(changes).toBe(1);
    expect(one.service.devices()).toMatchObject([{ revokedAt: expect.any(String) }]);
    // With a new code it is let in again.
    await one.enrol(device);
    expect(one.service.devices()).toMatchObject([{ relay: false, revokedAt: null }]);
    stop();
    await one.service.close();
  });

  test('lets codes grow old', async () => {
    let now = Date.parse('2025-09-24T00:00:00Z');
    const key = freshKey();
    const one = await new Hub(new MemorySource(key), key, freshFolder(), { now: () => now }).start();
    const { line } = parseEnrolmentLine(one.service.newEnrolment({ minutes: 10, uses: 3 }).line);
    const enrol = async (): Promise<number> => (await one.ask('/_enrol', { json: enrolment(freshKey(), line?.code ?? '') })).status;
    expect(await enrol()).toBe(201);
    now += 11 * 60_000;
    expect(await enrol()).toBe(403);
    await one.service.close();
  });

  test('does not overwrite files that are damaged', async () => {
    const one = await hub().start({ tls: true });
    await one.service.close();
    const file = path.join(one.folder, 'sync', 'hub-key.pem');
    fs.writeFileSync(file, 'x');
    await expect(one.service.start()).rejects.toThrow('damaged');
    expect(fs.readFileSync(file, 'utf8')).toBe('x');
    fs.writeFileSync(path.join(one.folder, 'sync', 'hub.json'), '{"version":1');
    await expect(new Hub(one.source, one.key, one.folder).start()).rejects.toThrow('no attendance is lost');
    expect(fs.readFileSync(path.join(one.folder, 'sync', 'hub.json'), 'utf8')).toBe('{"version":1');
  });

  test('when it is stopped answers whoever waits, and lets what is under way end', async () => {
    const { hub: one, device, token } = await hubWithDevice();
    const quiet = databaseOf('LIMA26');
    await one.ask(`/${quiet}`, { method: 'PUT', token });
    const waiting = one.ask(`/${quiet}/_changes?feed=longpoll&since=now`, { token });
    const pushing = one.push(token, documents(device, 400));
    await expect.poll(() => one.source.received.length).toBe(1);
    const start = Date.now();
    await one.service.stop();
    expect(Date.now() - start).toBeLessThan(3_000);
    expect((await waiting).json).toMatchObject({ results: [] });
    expect((await pushing).json).toHaveLength(400);
    await expect(one.ask('/', { token })).rejects.toThrow();
  });
});

describe('the addresses of a machine', () => {
  const interfaces = {
    lo: [lan('127.0.0.1', 'IPv4', true), lan('::1', 'IPv6', true)],
    eth0: [lan('203.0.113.4'), lan('2001:db8::4', 'IPv6'), lan('fe80::1', 'IPv6')],
    odd: [lan('169.254.3.4')],
    wlan0: [lan('192.168.1.20'), lan('fd00::20', 'IPv6')],
    none: undefined,
  };

  test('stand in the order in which somebody would choose', () => {
    expect(hubInterfaces(interfaces).map(({ address }) => address)).toEqual(['192.168.1.20', '203.0.113.4', 'fd00::20', '2001:db8::4', '169.254.3.4', '127.0.0.1', '::1']);
    expect(hubInterfaces(interfaces)[0]).toEqual({ name: 'wlan0', address: '192.168.1.20', family: 'IPv4', loopback: false });
    expect(hubInterfaces({})).toEqual([]);
  });

  test('are those under which it is reached', () => {
    expect(reachableHosts('192.168.1.20', interfaces)).toEqual(['192.168.1.20']);
    expect(reachableHosts('0.0.0.0', interfaces)).toEqual(['192.168.1.20', '203.0.113.4', '169.254.3.4']);
    expect(reachableHosts('::', interfaces)).toEqual(['192.168.1.20', '203.0.113.4', 'fd00::20', '2001:db8::4']);
    expect(reachableHosts('0.0.0.0', { lo: interfaces.lo })).toEqual(['127.0.0.1']);
  });
});
