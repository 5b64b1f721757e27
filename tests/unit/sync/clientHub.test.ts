import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { formatEnrolmentLine } from '@shared/contract/hub';
import { millisecondsOf } from '@shared/domain/hybridClock';
import { workHere } from '../../../electron/sync/client/documentWork';
import { pinnedFetch } from '../../../electron/sync/client/pinnedFetch';
import type { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { keychainBox } from '../../../electron/sync/client/secretBox';
import type { HeldEvent } from '../../../electron/sync/documents';
import { SyncService } from '../../../electron/sync/syncService';
import { LaptopHub } from './hubOfLaptop';
import { Laptop } from './laptop';

/** The real client with the real hub, over TLS, and with real journals on both sides: rights, rings, copies, clocks. */

const workshop = 'SEL25';
const day = 86_400_000;
const laptops: Laptop[] = [];
const hubs: LaptopHub[] = [];
const services: SyncService[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
  for (const hub of hubs.splice(0)) await hub.close();
  await Promise.all(laptops.splice(0).map((laptop) => laptop.close()));
});

function laptop(folder?: string, now?: () => number): Laptop {
  const made = new Laptop(folder, now);
  laptops.push(made);
  return made;
}

async function hubOf(of = laptop()): Promise<LaptopHub> {
  const hub = await LaptopHub.start({}, of);
  hubs.push(hub);
  return hub;
}

/** Sync of a laptop as windows and kiosks use it. */
function serviceOf({ folder, source, key, now }: Laptop): SyncService {
  const keychain = keychainBox({ isEncryptionAvailable: () => true, getSelectedStorageBackend: () => 'gnome_libsecret', encryptString: (text) => Buffer.from(text).reverse(), decryptString: (sealed) => Buffer.from(sealed).reverse().toString() });
  const service = new SyncService({
    dataFolder: folder, source, key, work: workHere(key), keychain, now, random: () => 0, log: () => undefined,
    transportTo: ({ fingerprint }) => pinnedFetch(fingerprint as string),
  });
  services.push(service);
  return service;
}

test('a laptop is enrolled by the line that the hub shows, once, and is known again after a start; its token is in no file', async () => {
  const hub = await hubOf();
  const one = laptop();
  await one.checkIns(workshop, 3);
  const line = formatEnrolmentLine(hub.line());
  const service = serviceOf(one);
  const remote = await service.addHub(line, 'Entrance 2', 'manual');
  expect(remote).toMatchObject({ kind: 'hub', name: 'Hall', auth: 'token', relay: false, fingerprint: hub.service.status().fingerprint });
  expect(await service.syncNow(remote.id)).toEqual({ pushed: 3, pulled: 0, refused: 0, pending: 0 });
  expect(hub.service.devices()).toMatchObject([{ device: one.device, name: 'Entrance 2', relay: false, revokedAt: null }]);
  await expect(serviceOf(laptop()).addHub(line, 'Entrance 3', 'manual')).rejects.toMatchObject({ problem: 'wrong_code' });
  await service.stop();
  await one.checkIns(workshop, 1);
  expect(await serviceOf(one).syncNow(remote.id)).toMatchObject({ pushed: 1, pending: 0 });
  const kept = fs.readFileSync(path.join(one.folder, 'sync', 'secrets.json'), 'utf8');
  const { sealed } = Object.values((JSON.parse(kept) as { secrets: Record<string, { sealed: string }> }).secrets)[0] as { sealed: string };
  const token = Buffer.from(sealed, 'base64').reverse().toString();
  expect(token).toMatch(/^[\w-]{43}$/);
  for (const folder of [one.folder, hub.laptop.folder]) {
    for (const file of fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
      expect(fs.readFileSync(path.join(file.parentPath, file.name), 'latin1').includes(token), file.name).toBe(false);
    }
  }
});

describe('rights', () => {
  test('a device that may not pass on sends its own events alone', async () => {
    const [first, second] = [await hubOf(), await hubOf()];
    const [one, other] = [laptop(), laptop()];
    await other.checkIns(workshop, 4);
    await one.checkIns(workshop, 2);
    await (await first.link(other)).run();
    await (await first.link(one)).run();
    expect(await (await second.link(one, { relay: false })).run()).toEqual({ pushed: 2, pulled: 0, refused: 0, pending: 0 });
    expect(second.refused).toEqual([]);
    expect(await second.ids(workshop)).toHaveLength(2);
  });

  test('one that does it all the same is refused that, by name and on both sides; the rest goes through, and once it may, everything', async () => {
    const [first, second] = [await hubOf(), await hubOf()];
    const [one, other] = [laptop(), laptop()];
    await other.checkIns(workshop, 4);
    await one.checkIns(workshop, 2);
    await (await first.link(other)).run();
    await (await first.link(one)).run();
    const link = await second.link(one, { relay: false });
    link.remote = { ...link.remote, relay: true };
    expect(await link.run()).toEqual({ pushed: 2, pulled: 0, refused: 4, pending: 0 });
    expect(link.refused.all()).toMatchObject(Array.from({ length: 4 }, () => ({ direction: 'push', code: 'not_their_device', id: expect.stringContaining(`/${other.device}/`) })));
    expect(second.refused).toMatchObject([{ device: one.device, code: 'not_their_device' }]);
    expect(await second.ids(workshop)).toHaveLength(2);
    second.forget(one);
    const allowed = await second.link(one, { relay: true });
    expect(await allowed.retryRefused(null)).toBe(4);
    expect(await allowed.run()).toMatchObject({ pushed: 0, refused: 0, pending: 0 });
    expect(await second.ids(workshop)).toEqual(await one.ids(workshop));
  });

  test('with the token of a neighbour nobody writes in their own name, nor in another', async () => {
    const hub = await hubOf();
    const [neighbour, thief] = [laptop(), laptop()];
    await neighbour.checkIns(workshop, 1);
    await (await hub.link(neighbour, { relay: false })).run();
    await thief.checkIns(workshop, 3);
    hub.lend(neighbour, thief);
    const link = await hub.link(thief);
    expect(await link.run()).toMatchObject({ pushed: 0, refused: 3 });
    expect(link.refused.all().every(({ code }) => code === 'not_their_device')).toBe(true);
    expect(await hub.ids(workshop)).toHaveLength(1);
  });

  test('a device that was shut out gets and leaves nothing, keeps what it has, and goes on once it is let in again', async () => {
    const hub = await hubOf();
    const [one, other] = [laptop(), laptop()];
    await one.checkIns(workshop, 2);
    await (await hub.link(one)).run();
    expect(hub.service.revoke(one.device)).toBe(true);
    await one.checkIns(workshop, 5);
    await other.checkIns(workshop, 3);
    await (await hub.link(other)).run();
    const link = await hub.link(one);
    await expect(link.run()).rejects.toMatchObject({ problem: 'unauthorized' });
    expect(await link.pending()).toBe(5);
    expect(await one.ids(workshop)).toHaveLength(7);
    expect(await hub.ids(workshop)).toHaveLength(5);
    hub.forget(one);
    expect(await (await hub.link(one)).run()).toEqual({ pushed: 5, pulled: 3, refused: 0, pending: 0 });
  });

  test('a hub with another certificate at the same address is sent nothing', async () => {
    const [hub, wrong] = [await hubOf(), await hubOf()];
    const one = laptop();
    await one.checkIns(workshop, 2);
    const link = await hub.link(one);
    link.remote = { ...link.remote, urls: [`https://127.0.0.1:${wrong.service.status().port}`] };
    await expect(link.run()).rejects.toMatchObject({ problem: 'wrong_certificate' });
    expect(wrong.refused.filter(({ request }) => request !== 'a connection')).toEqual([]);
    expect(await wrong.ids(workshop)).toEqual([]);
  });
});

test('a ring of hubs: whatever runs when, all come to hold the same, nothing twice, and it comes to rest', async () => {
  const step = fc.record({ who: fc.nat({ max: 3 }), writes: fc.nat({ max: 3 }), to: fc.nat({ max: 1 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const [first, second] = [await hubOf(), await hubOf()];
      const all = [laptop(), laptop(), first.laptop, second.laptop] as const;
      let written = 0;
      const linkOf = async (who: number, to: number): Promise<RemoteLink | null> => {
        const [one, hub] = [all[who] as Laptop, [first, second][to] as LaptopHub];
        return one === hub.laptop ? null : hub.link(one);
      };
      for (const { who, writes, to } of [...steps, { who: 0, writes: 1, to: 0 }]) {
        written += (await (all[who] as Laptop).checkIns(workshop, writes)).length;
        await (await linkOf(who, to))?.run();
      }
      // Once round, in the direction in which a ring feeds itself, and round again.
      const ring = [[0, 0], [2, 1], [3, 0], [1, 1], [0, 0], [2, 1], [3, 0], [1, 1], [0, 1], [1, 0]] as const;
      for (const [who, to] of ring) expect(await (await linkOf(who, to))?.run()).toMatchObject({ refused: 0, pending: 0 });
      for (const [who, to] of ring) expect(await (await linkOf(who, to))?.run()).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
      const there = await first.ids(workshop);
      expect(there).toHaveLength(written);
      for (const each of all) {
        expect(await each.ids(workshop)).toEqual(there);
        expect(each.onDisk()).toMatchObject({ problems: [] });
        expect(each.onDisk().events).toHaveLength(written);
      }
      for (const hub of [first, second]) expect(hub.refused).toEqual([]);
    }),
    { numRuns: 6 },
  );
});

test('a copy of a data folder that ran on: its event is on the list of both sides, and overwrites nothing anywhere', async () => {
  const hub = await hubOf();
  const [one, third] = [laptop(), laptop()];
  await one.checkIns(workshop, 3);
  await (await hub.link(one)).run();
  const twin = laptop(await one.copy());
  const [ours] = await one.checkIns(workshop, 1);
  const [theirs, afterIt] = await twin.checkIns(workshop, 2);
  await (await hub.link(one)).run();
  const link = await hub.link(twin);
  expect(await link.run()).toMatchObject({ pushed: 1, pulled: 0, refused: 2, pending: 0 });
  expect(link.refused.all().map(({ direction, code, id }) => [direction, code, id.slice(0, id.indexOf(':'))]).sort()).toEqual([
    ['pull', 'other_event_with_this_id', ours?.id],
    ['push', 'other_event_with_this_id', theirs?.id],
  ]);
  expect(hub.refused).toMatchObject([{ device: one.device, code: 'other_event_with_this_id', reason: expect.stringContaining(theirs?.id as string) }]);
  await third.checkIns(workshop, 1);
  await (await hub.link(third)).run();
  const nonceAt = (of: Laptop): unknown => (of.onDisk().events.find(({ id }) => id === ours?.id)?.data as { nonce?: string } | undefined)?.nonce;
  for (const each of [hub.laptop, one, third]) expect(nonceAt(each)).toBe((ours as HeldEvent & { data: { nonce: string } }).data.nonce);
  expect(nonceAt(twin)).toBe((theirs as HeldEvent & { data: { nonce: string } }).data.nonce);
  expect(await hub.ids(workshop)).toEqual(expect.arrayContaining([expect.stringContaining(afterIt?.id as string)]));
  for (const each of [hub.laptop, one, twin, third]) expect(each.onDisk().problems).toEqual([]);
});

test('a laptop that lives in next year is told so, and takes nobody with it', async () => {
  const hub = await hubOf();
  const [ahead, right] = [laptop(undefined, () => Date.now() + 365 * day), laptop()];
  await ahead.checkIns(workshop, 2);
  const service = serviceOf(ahead);
  const { id } = await service.addHub(formatEnrolmentLine(hub.line()), 'Entrance', 'manual');
  await service.syncNow(id);
  expect(Math.abs(((await service.state()).remotes[0]?.driftMs ?? 0) - 365 * day)).toBeLessThan(2_000);
  await right.checkIns(workshop, 1);
  await (await hub.link(right)).run();
  for (const each of [right, hub.laptop]) {
    const [event] = await each.checkIns(workshop, 1);
    expect(millisecondsOf(event?.hlc as string)).toBeLessThan(Date.now() + 1.1 * day);
  }
});

test.each([['data folder', true], ['journal alone, as a mirror has it,', false]])('a hub that came back from an old copy of its %s gets everything again', async (_what, whole) => {
  const venue = laptop();
  const [one, other] = [laptop(), laptop()];
  let hub = await hubOf(venue);
  await one.checkIns(workshop, 10);
  await (await hub.link(one)).run();
  await hub.service.close();
  const copy = await venue.copy();
  hub = await hubOf(venue);
  hub.adopt(hubs[0] as LaptopHub);
  await one.checkIns(workshop, 10);
  await other.checkIns(workshop, 5);
  for (const each of [one, other, one]) await (await hub.link(each)).run();
  const all = await one.ids(workshop);
  await hub.service.close();
  await venue.restore(copy, whole);
  expect(await venue.ids(workshop)).toHaveLength(10);
  hub = await hubOf(venue);
  hub.adopt(hubs[1] as LaptopHub);
  await venue.checkIns(workshop, 30); // it is longer than it was when it goes on
  for (let round = 0; round < 2; round++) {
    for (const each of [one, other]) {
      if (round === 0 && whole) hub.forget(other); // it was enrolled after the copy
      await (await hub.link(each)).run().catch((error: unknown) => expect(error).toMatchObject({ problem: 'bad_cursor' }));
    }
  }
  for (const each of [one, other]) expect(await (await hub.link(each)).run()).toMatchObject({ refused: 0, pending: 0 });
  expect(await hub.ids(workshop)).toHaveLength(all.length + 30);
  expect(await hub.ids(workshop)).toEqual(expect.arrayContaining(all));
  for (const each of [one, other]) expect(await each.ids(workshop)).toEqual(await hub.ids(workshop));
});
