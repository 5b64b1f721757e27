import { afterEach, expect, test } from 'vitest';
import { type BriefReceipts, databaseOf } from '@shared/contract/sync';
import type { Fetch } from '../../../electron/sync/client/answer';
import { workHere } from '../../../electron/sync/client/documentWork';
import { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { RemoteServer } from '../../../electron/sync/client/remoteServer';
import { LaptopHub } from './hubOfLaptop';
import { Laptop } from './laptop';

/** A hub's brief receipts are believed only as far as they show that each event was there. */

const workshop = 'SEL25';
const laptops: Laptop[] = [];
let hub: LaptopHub | null = null;
afterEach(async () => {
  await hub?.close();
  await Promise.all(laptops.splice(0).map((laptop) => laptop.close()));
});

function laptop(): Laptop {
  const made = new Laptop();
  laptops.push(made);
  return made;
}

/** A way to the hub on which somebody changes what it answers to documents. */
async function linkThrough(one: Laptop, change: (told: BriefReceipts) => unknown): Promise<RemoteLink> {
  hub ??= await LaptopHub.start({}, laptop());
  const { remote, around } = (await hub.link(one)) as unknown as { remote: RemoteLink['remote']; around: ConstructorParameters<typeof RemoteLink>[1] };
  const changed: Fetch = async (url, init) => {
    const response = await around.fetch(url, init);
    if (!url.includes('_bulk_docs') || response.status !== 201) return response;
    expect(url).toMatch(/\?brief=true$/);
    return new Response(JSON.stringify(change((await response.json()) as BriefReceipts)), { status: response.status, headers: { 'content-type': 'application/json' } });
  };
  return new RemoteLink(remote, { ...around, fetch: changed });
}

const lies: [string, (told: BriefReceipts) => unknown, string][] = [
  ['one less was written', (told) => ({ ...told, written: told.written - 1 }), 'missing_receipts'],
  ['one more was written', (told) => ({ ...told, written: told.written + 1 }), 'missing_receipts'],
  ['other events were there', (told) => ({ ...told, all: 'a'.repeat(32) }), 'missing_receipts'],
  ['an event that was not sent was refused', (told) => ({ ...told, written: told.written - 1, others: [{ id: 'x', error: 'forbidden' }] }), 'foreign_receipts'],
  ['no number', ({ all, others }) => ({ all, others }), 'malformed_answer'],
  ['nothing', () => ({}), 'empty_answer'],
  ['an empty list', () => [], 'missing_receipts'],
];

test.each(lies)('%s: nothing counts as sent', async (_what, change, problem) => {
  const one = laptop();
  hub = null;
  const link = await linkThrough(one, change);
  await one.checkIns(workshop, 5);
  await expect(link.run()).rejects.toMatchObject({ problem });
  expect(link.places.load(workshop).line).toBe(0);
  expect(link.refused.size).toBe(0);
  expect(await (await linkThrough(one, (told) => told)).run()).toMatchObject({ refused: 0, pending: 0 });
  expect(await (hub as LaptopHub | null)?.ids(workshop)).toHaveLength(5);
});

test('what was there already, and what is refused, has a receipt of its own, each in its place', async () => {
  const [one, other] = [laptop(), laptop()];
  hub = await LaptopHub.start({}, laptop());
  await (await hub.link(one)).run();
  await one.checkIns(workshop, 2);
  await (await hub.link(one)).run();
  await one.checkIns(workshop, 2);
  await other.checkIns(workshop, 1);
  const { around, remote } = (await hub.link(one, { relay: false })) as unknown as { remote: RemoteLink['remote']; around: ConstructorParameters<typeof RemoteLink>[1] };
  const server = new RemoteServer({ fetch: around.fetch, urls: remote.urls, credentials: await around.credentials() });
  expect(await server.welcome()).toMatchObject({ kind: 'hub' });
  const events = [...(await one.source.changes(workshop, 0, 9)).changes, ...(await other.source.changes(workshop, 0, 9)).changes].map(({ event }) => ({ event }));
  const edited = { event: { ...events[4]!.event, workshop: 'other' } };
  const { ids, body } = await workHere(one.key).pack([edited, ...events]);
  const receipts = await server.push(databaseOf(workshop), ids, body);
  expect(receipts?.map((each) => ('ok' in each ? 'ok' : `${each.error} ${each.reason}`))).toEqual([
    'forbidden other_workshop', 'conflict Document update conflict.', 'conflict Document update conflict.', 'ok', 'ok', 'ok',
  ]);
  expect(receipts?.map(({ id }) => id)).toEqual(ids);
});
