import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { Laptop } from './laptop';

/** A server as the cases below need one: a hub, a stand-in for CouchDB, a CouchDB. */
export interface ContractServer {
  /** The way of a laptop to it, with the right to pass on events of others; as after a start of the application. */
  link(laptop: Laptop, wish?: { all?: boolean }): Promise<RemoteLink>;
  /** `<event id>:<hash>` of all it holds of a workshop, sorted. */
  ids(workshop: string): Promise<string[]>;
  /** What it gives to whoever asks for a document. */
  document(workshop: string, id: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/**
 * What every server of this protocol does, with the real client and real journals on one side: one list for all of them.
 *
 * @param prefix of the workshops that are used.
 */
export function contract(open: () => Promise<ContractServer>, prefix = 'CASE'): void {
  let server: ContractServer;
  const laptops: Laptop[] = [];
  let count = 0;
  beforeEach(async () => {
    server = await open();
  });
  afterEach(async () => {
    await server.close();
    await Promise.all(laptops.splice(0).map((laptop) => laptop.close()));
  });
  const laptop = (): Laptop => {
    const made = new Laptop();
    laptops.push(made);
    return made;
  };
  /** Each case has workshops of its own. */
  const fresh = (): string => `${prefix}${++count}`;
  const run = async (of: Laptop): ReturnType<RemoteLink['run']> => (await server.link(of)).run();

  test('two laptops come to hold the same; a second run moves nothing', async () => {
    const [a, b, workshop] = [laptop(), laptop(), fresh()];
    await a.checkIns(workshop, 40);
    await b.checkIns(workshop, 7);
    expect(await run(a)).toEqual({ pushed: 40, pulled: 0, refused: 0, pending: 0 });
    expect(await run(b)).toEqual({ pushed: 7, pulled: 40, refused: 0, pending: 0 });
    expect(await run(a)).toEqual({ pushed: 0, pulled: 7, refused: 0, pending: 0 });
    for (const each of [a, b, a]) expect(await run(each)).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
    expect(await a.ids(workshop)).toHaveLength(47);
    expect(await b.ids(workshop)).toEqual(await a.ids(workshop));
    expect(await server.ids(workshop)).toEqual(await a.ids(workshop));
    for (const each of [a, b]) expect(each.onDisk().problems).toEqual([]);
  });

  test('a workshop whose name is in no alphabet of databases, and another one beside it', async () => {
    const [a, b, own, other] = [laptop(), laptop(), `${fresh()}-서울_25.ü+Ä`, fresh()];
    await a.checkIns(own, 3);
    await a.checkIns(other, 2);
    await b.checkIns(other, 1);
    await run(a);
    expect(await run(b)).toEqual({ pushed: 1, pulled: 2, refused: 0, pending: 0 });
    expect(await b.ids(own)).toEqual([]);
    const everything = await server.link(b, { all: true });
    expect(await everything.run()).toMatchObject({ pending: 0 });
    expect(await b.ids(own)).toEqual(await a.ids(own));
  });

  test('a laptop passes on what it got of a third one elsewhere', async () => {
    const [a, b, c, workshop] = [laptop(), laptop(), laptop(), fresh()];
    await c.checkIns(workshop, 5);
    await a.checkIns(workshop, 1);
    await run(c);
    await run(a);
    const events = a.onDisk().events.filter(({ device }) => device === c.device);
    expect(events).toHaveLength(5);
    expect(events.every((event) => (event as { signature?: { signer: string } }).signature?.signer === c.device)).toBe(true);
    await b.checkIns(workshop, 1);
    expect(await run(b)).toEqual({ pushed: 1, pulled: 6, refused: 0, pending: 0 });
    expect(await b.ids(workshop)).toEqual(await server.ids(workshop));
  });

  test.each([true, false])('a laptop that came back from an old copy learns its own later events before it writes (with the old places: %s)', async (withSync) => {
    const [a, b, workshop] = [laptop(), laptop(), fresh()];
    await a.checkIns(workshop, 10);
    await run(a);
    const copy = await a.copy();
    await a.checkIns(workshop, 6);
    await run(a);
    const before = await a.ids(workshop);
    await a.restore(copy, withSync);
    expect(await a.ids(workshop)).toHaveLength(10);
    expect(await run(a)).toMatchObject({ pulled: 6, refused: 0, pending: 0 });
    expect(await a.ids(workshop)).toEqual(before);
    const [next] = await a.checkIns(workshop, 1);
    expect(next?.seq).toBe(17);
    expect(await run(a)).toMatchObject({ pushed: 1, refused: 0, pending: 0 });
    await b.checkIns(workshop, 1);
    await run(b);
    expect(await b.ids(workshop)).toEqual(await server.ids(workshop));
    expect(a.onDisk().problems).toEqual([]);
  });

  test('two laptops with a copy of one folder: nothing is overwritten, and it is said', async () => {
    const [a, workshop] = [laptop(), fresh()];
    await a.checkIns(workshop, 3);
    await run(a);
    const twin = new Laptop(await a.copy());
    laptops.push(twin);
    const [ours] = await a.checkIns(workshop, 1);
    const [theirs] = await twin.checkIns(workshop, 1);
    expect(ours?.id).toBe(theirs?.id);
    await run(a);
    const [heldByA, heldByTwin] = [await a.ids(workshop), await twin.ids(workshop)];
    await run(twin);
    await run(a);
    const listed = (await Promise.all([a, twin].map((each) => server.link(each)))).flatMap((link) => link.refused.all());
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.every(({ code, id }) => code === 'other_event_with_this_id' && id.startsWith(`${ours?.id}:`))).toBe(true);
    expect(await a.ids(workshop)).toEqual(heldByA);
    expect(await twin.ids(workshop)).toEqual(heldByTwin);
    expect(await server.ids(workshop)).toEqual(expect.arrayContaining(heldByA));
    for (const each of [a, twin]) expect(each.onDisk().problems).toEqual([]);
  });

  test('an erasure travels: the person is blanked at the server and on every laptop, and every proof holds', async () => {
    const [a, b, c, workshop] = [laptop(), laptop(), laptop(), fresh()];
    await a.register(workshop, 'R1', 'Ottilie Wildermuth');
    await b.register(workshop, 'R1', 'Ottilie Wildermuth-Rooschüz');
    await b.register(workshop, 'R2', 'Marcel Stays');
    for (const each of [a, b, a, b]) await run(each);
    await b.erase(workshop, 'R1');
    for (const each of [b, a, b]) expect(await run(each)).toMatchObject({ refused: 0, pending: 0 });
    await c.checkIns(workshop, 1);
    for (const each of [c, a, b]) expect(await run(each)).toMatchObject({ refused: 0, pending: 0 });
    for (const each of [a, b, c]) {
      await expect.poll(() => each.onDisk().text).not.toMatch(/Wildermuth/);
      expect(each.onDisk().problems).toEqual([]);
      expect(each.onDisk().text).toContain('Marcel Stays');
      expect(await each.ids(workshop)).toEqual(await server.ids(workshop));
    }
    const documents = await Promise.all((await server.ids(workshop)).map((id) => server.document(workshop, id)));
    expect(documents).toHaveLength(5);
    expect(JSON.stringify(documents)).not.toMatch(/Wildermuth/);
  });

  test('in whatever order laptops write and run, all come to hold the same and nothing twice', async () => {
    const step = fc.record({ who: fc.nat({ max: 2 }), writes: fc.nat({ max: 4 }), runs: fc.boolean(), restarts: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const workshop = fresh();
        const three = [new Laptop(), new Laptop(), new Laptop()];
        laptops.push(...three);
        // One that has no workshop yet fetches all there are, which in a CouchDB may be many.
        let written = 0;
        for (const each of three) written += (await each.checkIns(workshop, 1)).length;
        for (const { who, writes, runs, restarts } of steps) {
          const one = three[who] as Laptop;
          written += (await one.checkIns(workshop, writes)).length;
          if (runs) await run(one);
          if (!restarts) continue;
          await one.close();
          one.start();
        }
        for (const each of [...three, ...three]) expect(await run(each)).toMatchObject({ refused: 0, pending: 0 });
        const there = await server.ids(workshop);
        expect(there).toHaveLength(written);
        for (const each of three) {
          expect(await each.ids(workshop)).toEqual(there);
          expect(new Set(each.onDisk().events.map(({ id }) => id)).size).toBe(written);
        }
      }),
      { numRuns: 8 },
    );
  });

  test("this laptop's clock is compared with the server's", async () => {
    const slow = new Laptop(undefined, () => Date.now() - 3 * 3_600_000);
    laptops.push(slow);
    await slow.checkIns(fresh(), 1);
    const link = await server.link(slow);
    expect(await link.run()).toMatchObject({ pushed: 1 });
    expect(Math.abs((link.driftMs ?? 0) + 3 * 3_600_000)).toBeLessThan(2_000);
  });
}
