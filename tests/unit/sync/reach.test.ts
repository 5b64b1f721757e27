import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databaseOf } from '@shared/contract/sync';
import { joinedReach } from '../../../electron/sync/client/reach';
import type { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { documentOf } from '../../../electron/sync/documents';
import { CouchServer } from './couchServer';
import { type Device, freshDevice, linkOf } from './device';
import { FaultProxy } from './faultProxy';

/** Whether everything of a laptop has reached headquarters, and since when: by what the days of personal data are counted. */

const workshop = 'SEL25';
const day = (number: number): string => `2026-03-0${number}T09:00:00.000Z`;

let server: CouchServer;
let proxy: FaultProxy;
let url: string;
let laptop: Device;
beforeEach(async () => {
  server = new CouchServer({});
  proxy = new FaultProxy(server);
  url = await proxy.listen();
  laptop = freshDevice();
});
afterEach(() => proxy.close());

/** The way to headquarters on a day, as it is after a start of the application. */
const onDay = (number: number, device = laptop): RemoteLink => linkOf(device, url, { now: () => Date.parse(day(number)) });
const reach = (device = laptop) => onDay(9, device).reach(null);

test('everything waits before the first exchange; after it, its time stays, however often nothing new is exchanged', async () => {
  laptop.source.writeSome(workshop, 3);
  expect(await reach()).toEqual({ waiting: 3, since: null });
  await onDay(1).run();
  expect(await reach()).toEqual({ waiting: 0, since: day(1) });
  await onDay(2).run();
  expect(await reach()).toEqual({ waiting: 0, since: day(1) });
});

test('a late correction opens it again until it is there, and then counts from there', async () => {
  laptop.source.writeSome(workshop, 3);
  await onDay(1).run();
  laptop.source.writeSome(workshop, 1, undefined, 'attendee.corrected');
  expect(await reach()).toEqual({ waiting: 1, since: null });
  proxy.next = () => 'drop_before';
  await expect(onDay(2).run()).rejects.toThrow();
  expect(await reach()).toEqual({ waiting: 1, since: null });
  proxy.next = () => 'none';
  await onDay(3).run();
  expect(await reach()).toEqual({ waiting: 0, since: day(3) });
});

test.each(['retention.set', 'attendee.erased'])('%s has to get there, too, but makes nothing stay longer', async (type) => {
  laptop.source.writeSome(workshop, 3);
  await onDay(1).run();
  laptop.source.writeSome(workshop, 1, undefined, type);
  expect(await reach()).toEqual({ waiting: 1, since: null });
  await onDay(3).run();
  expect(await reach()).toEqual({ waiting: 0, since: day(1) });
  laptop.source.writeSome(workshop, 1, undefined, type);
  laptop.source.writeSome(workshop, 1);
  await onDay(4).run();
  expect(await reach()).toEqual({ waiting: 0, since: day(4) });
});

test('what others sent to headquarters was there already, and changes nothing here', async () => {
  const other = freshDevice();
  laptop.source.writeSome(workshop, 3);
  await onDay(1).run();
  other.source.writeSome(workshop, 5);
  await onDay(2, other).run();
  expect(await onDay(3).run()).toMatchObject({ pulled: 5 });
  expect(await reach()).toEqual({ waiting: 0, since: day(1) });
  expect(await reach(other)).toEqual({ waiting: 0, since: day(2) });
});

test('sent and never confirmed is not there: it counts from the exchange that confirms it', async () => {
  laptop.source.writeSome(workshop, 1);
  await onDay(1).run();
  laptop.source.writeSome(workshop, 3);
  proxy.next = ({ path }) => (path.includes('_bulk_docs') ? 'drop_after' : 'none');
  await expect(onDay(2).run()).rejects.toThrow();
  expect(server.ids(databaseOf(workshop))).toHaveLength(4);
  expect(await reach()).toEqual({ waiting: 3, since: null });
  proxy.next = () => 'none';
  await onDay(3).run();
  expect(await reach()).toEqual({ waiting: 0, since: day(3) });
});

test('what a stick brought there counts once an exchange has found it there', async () => {
  const headquarters = freshDevice();
  laptop.source.writeSome(workshop, 3);
  await onDay(1).run();
  const late = laptop.source.writeSome(workshop, 2);
  await headquarters.source.receive(workshop, late.map((event) => documentOf(event, laptop.key)));
  await onDay(2, headquarters).run();
  expect(await reach()).toEqual({ waiting: 2, since: null });
  expect(await onDay(4).run()).toMatchObject({ pushed: 0 });
  expect(await reach()).toEqual({ waiting: 0, since: day(4) });
});

test('a laptop that comes to know headquarters after a stick has been there counts from then', async () => {
  const headquarters = freshDevice();
  await headquarters.source.receive(workshop, laptop.source.writeSome(workshop, 4).map((event) => documentOf(event, laptop.key)));
  await onDay(2, headquarters).run();
  expect(await onDay(4).run()).toMatchObject({ pushed: 0 });
  expect(await reach()).toEqual({ waiting: 0, since: day(4) });
});

test('what is refused waits, until it is taken or somebody has answered it', async () => {
  let isStrict = true;
  server.options.validate = ({ seq }) => (isStrict && Number(seq) > 1 ? 'not_their_device' : null);
  laptop.source.writeSome(workshop, 3);
  await onDay(1).run();
  expect(await reach()).toEqual({ waiting: 2, since: null });
  const [one, other] = onDay(2).refused.all();
  onDay(2).refused.remove([one?.key ?? '']);
  expect(await reach()).toEqual({ waiting: 1, since: null });
  isStrict = false;
  expect(await onDay(3).retryRefused([other?.key ?? ''])).toBe(1);
  expect(await reach()).toEqual({ waiting: 0, since: day(3) });
});

test('all workshops of a laptop count, the last of them', async () => {
  laptop.source.writeSome(workshop, 2);
  await onDay(1).run();
  laptop.source.writeSome('BER26', 2);
  expect(await reach()).toEqual({ waiting: 2, since: null });
  await onDay(2).run();
  expect(await reach()).toEqual({ waiting: 0, since: day(2) });
});

test('an exchange of before this was kept counts by its own time', async () => {
  const empty = await onDay(1).reach(day(1));
  expect(empty).toEqual({ waiting: 0, since: null });
  laptop.source.writeSome(workshop, 1);
  await onDay(1).run();
  const link = onDay(5);
  link.places.save({ ...link.places.load(workshop), reachedAt: null });
  expect(await onDay(5).reach(day(3))).toEqual({ waiting: 0, since: day(3) });
  await onDay(6).run();
  expect(await onDay(7).reach(day(6))).toEqual({ waiting: 0, since: day(6) });
});

describe('several remotes', () => {
  test('none is no headquarters', () => expect(joinedReach([])).toBeNull());

  test('wait for the one that lacks most, and count from the last', () => {
    expect(joinedReach([{ waiting: 0, since: day(1) }, { waiting: 4, since: null }, { waiting: 2, since: null }])).toEqual({ waiting: 4, since: null });
    expect(joinedReach([{ waiting: 0, since: day(3) }, { waiting: 0, since: day(1) }])).toEqual({ waiting: 0, since: day(3) });
  });
});
