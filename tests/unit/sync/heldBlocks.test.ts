import fs from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { Fetch } from '../../../electron/sync/client/answer';
import { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { LaptopHub } from './hubOfLaptop';
import { Laptop } from './laptop';
import { blocksIn, linesIn } from './memoryBlocks';

/** A laptop that has lost its place learns by thousands what it and the hub both have, and believes no block that differs. */

const workshop = 'SEL25';
const laptops: Laptop[] = [];
const hubs: LaptopHub[] = [];
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
  await Promise.all(laptops.splice(0).map((laptop) => laptop.close()));
});

function laptop(folder?: string): Laptop {
  const made = new Laptop(folder);
  laptops.push(made);
  return made;
}

async function hubOf(): Promise<LaptopHub> {
  const hub = await LaptopHub.start({}, laptop());
  hubs.push(hub);
  return hub;
}

/** A run, and what it asked for of documents. */
async function runOf(hub: LaptopHub, one: Laptop): Promise<{ result: object; asked: string[] }> {
  const asked: string[] = [];
  const { remote, around } = (await hub.link(one)) as unknown as { remote: RemoteLink['remote']; around: ConstructorParameters<typeof RemoteLink>[1] };
  const watched: Fetch = (url, init) => {
    asked.push(`${init.method} ${/_(?:held|changes|bulk_docs)[^&]*/.exec(url)?.[0] ?? ''}`);
    return around.fetch(url, init);
  };
  const result = await new RemoteLink(remote, { ...around, fetch: watched }).run();
  return { result, asked: asked.filter((each) => /changes|bulk_docs|held/.test(each)) };
}

function forget(hub: LaptopHub, one: Laptop): void {
  fs.rmSync(one.remoteFolder(hub.laptop.device), { recursive: true });
}

async function inStep(hub: LaptopHub, all: readonly Laptop[]): Promise<void> {
  const there = await hub.ids(workshop);
  for (const each of all) expect(await each.ids(workshop)).toEqual(there);
}

test('what both have is neither sent, nor fetched, nor passed over one by one', async () => {
  const hub = await hubOf();
  const one = laptop();
  await one.checkIns(workshop, 2_500);
  expect((await runOf(hub, one)).result).toMatchObject({ pushed: 2_500 });
  forget(hub, one);
  const { result, asked } = await runOf(hub, one);
  expect(result).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
  expect(asked).toEqual(['GET _held', expect.stringContaining('GET _changes?since=2500')]);
  expect((await runOf(hub, one)).asked).toEqual([expect.stringContaining('GET _changes?since=2500')]);
});

test('what only one of them has goes over, and nothing twice', async () => {
  const hub = await hubOf();
  const [one, other] = [laptop(), laptop()];
  await one.checkIns(workshop, 1_500);
  await runOf(hub, one);
  await other.checkIns(workshop, 700);
  await runOf(hub, other);
  await one.checkIns(workshop, 10);
  forget(hub, one);
  forget(hub, other);
  expect((await runOf(hub, one)).result).toEqual({ pushed: 10, pulled: 700, refused: 0, pending: 0 });
  expect((await runOf(hub, other)).result).toEqual({ pushed: 0, pulled: 10, refused: 0, pending: 0 });
  await inStep(hub, [one, other]);
  expect((await runOf(hub, one)).result).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
});

test('a copy that ran on has other events under the same numbers, which are told apart', async () => {
  const hub = await hubOf();
  const one = laptop();
  await one.checkIns(workshop, 1_100);
  const copy = await one.copy();
  await one.checkIns(workshop, 20);
  await runOf(hub, one);
  const twin = laptop(copy);
  await twin.checkIns(workshop, 20);
  expect((await runOf(hub, twin)).result).toMatchObject({ pushed: 0, pulled: 0, refused: 40 });
});

test('blocks are made of exactly the events that are there, whatever is missing and in whatever order they came', async () => {
  const hub = await hubOf();
  const [one, other] = [laptop(), laptop()];
  await one.checkIns(workshop, 2_200);
  await other.checkIns(workshop, 3);
  await runOf(hub, one);
  const held = (await hub.laptop.source.changes(workshop, 0, 3_000)).changes;
  for (const missing of [[], [1], [2_200], [1, 2, 3], [1_024, 1_025], [500, 1_500], Array.from({ length: 1_024 }, (_, index) => index + 1)]) {
    const some = held.filter(({ event }) => !missing.includes(event.seq)).toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
    const third = laptop();
    await third.source.receive(workshop, some.map(({ event, hash }) => ({ _id: `${event.id}:${hash}`, ...event }) as never));
    const here = (await third.source.changes(workshop, 0, 3_000)).changes;
    const blocks = await third.source.blocks(workshop);
    expect(blocks).toEqual(blocksIn(here, workshop));
    expect(await third.source.blocks(workshop)).toEqual(blocks);
    const theirs = await hub.laptop.source.blocks(workshop);
    const found = await third.source.linesOfBlocks(workshop, theirs);
    expect(found.map((each) => each !== null)).toEqual(linesIn(here, workshop, theirs).map((each) => each !== null));
    const lines = found.flatMap((each) => each ?? []).flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
    const equal = theirs.filter((_, index) => found[index] !== null);
    expect(lines.toSorted((a, b) => a - b)).toEqual(here.filter(({ event }) => equal.some(({ first, last }) => event.seq >= first && event.seq <= last)).map(({ line }) => line));
  }
});
