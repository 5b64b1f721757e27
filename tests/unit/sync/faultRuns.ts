import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { SyncError } from '../../../electron/sync/client/syncError';
import { seededRandom } from '../../e2e/seededRandom';
import { type Device, linkOf, type LinkOptions, quickLimits } from './device';
import { type Fault, FaultProxy, type FaultTarget, faults } from './faultProxy';
import { type freshKey } from './freshKey';
import { MemorySource } from './memorySource';
import { freshFolder } from './memoryFolder';

/** A server that stands behind a network that lies. */
export interface LiedAbout {
  target: FaultTarget;
  /** The straight way to it, for when the network is mended. */
  url: string;
  calm: LinkOptions;
  /** What it is asked with, by device. */
  credentials?: (device: Device) => NonNullable<LinkOptions['credentials']>;
  /** What it holds of a workshop, sorted. */
  ids(workshop: string): Promise<string[]>;
  close(): Promise<void>;
}

export interface FaultRuns {
  runs: number;
  atOnce: number;
  keys: readonly ReturnType<typeof freshKey>[];
  /** Two for each run. */
  workshops(seed: number): readonly [string, string];
  open(random: () => number): Promise<LiedAbout>;
}

// What holds a request up takes long, so it is rarer; what has no end is tried elsewhere.
const drawn = faults.filter((fault) => fault !== 'none' && fault !== 'endless');
const slow: ReadonlySet<Fault> = new Set(['silence', 'slow_loris']);
const folder = freshFolder();

/**
 * Runs of three laptops and a server over a network that fails and lies at random: once it is mended, all hold the same,
 * nothing is lost and nothing doubled. `FAULT_SEED=123` repeats one run.
 */
export async function runThroughFaults(options: FaultRuns): Promise<void> {
  const one = process.env.FAULT_SEED;
  const first = one === undefined ? Date.now() % 1_000_000_000 : Number(one);
  const end = first + (one === undefined ? options.runs : 1);
  const happened = new Map<Fault, number>();
  let failedRuns = 0;
  let next = first;
  const lane = async (): Promise<void> => {
    while (next < end) {
      const seed = next++;
      try {
        if (await runOf(seed, options, happened)) failedRuns += 1;
      } catch (error) {
        next = end;
        throw new Error(`Repeat it with FAULT_SEED=${seed}: ${(error as Error).message}`, { cause: error });
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: options.atOnce }, lane));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  if (one !== undefined) return;
  for (const fault of drawn) if (options.runs >= 1_000 || !slow.has(fault)) expect(happened.get(fault), `${fault} never happened`).toBeGreaterThan(0);
  expect(failedRuns).toBeGreaterThan(options.runs / 2);
}

/** @returns whether anything went wrong in it. */
async function runOf(seed: number, { keys, workshops: workshopsOf, open }: FaultRuns, happened: Map<Fault, number>): Promise<boolean> {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const workshops = workshopsOf(seed);
  const server = await open(random);
  const proxy = new FaultProxy(server.target);
  const url = await proxy.listen();
  const devices: Device[] = keys.map((key, index) => ({ key, source: new MemorySource(key), folder: path.join(folder, `${seed}-${index}`) }));
  const written: string[] = [];
  const write = ({ source }: Device, workshop: string, count: number): void => void written.push(...source.writeSome(workshop, count).map(({ id, workshop: of }) => `${of} ${id}`));
  const credentials = (device: Device): LinkOptions => (server.credentials ? { credentials: server.credentials(device) } : {});
  try {
    let failures = 0;
    proxy.next = () => {
      if (random() >= 0.3) return 'none';
      const fault = drawn[below(drawn.length)] as Fault;
      return slow.has(fault) && random() < 0.9 ? 'drop_after' : fault;
    };
    for (let step = 0; step < 4; step++) {
      const device = devices[below(3)] as Device;
      // One that has no workshop at all would fetch those of other runs.
      write(device, workshops[0], 1 + below(3));
      if (random() < 0.3) write(device, workshops[1], 1 + below(3));
      await linkOf(device, url, { limits: { ...quickLimits, headMs: 150, idleMs: 100 }, ...credentials(device) }).run().catch((error: unknown) => {
        if (!(error instanceof SyncError)) throw error;
        failures += 1;
      });
    }
    // From here on everybody is in both workshops, and the network is mended.
    for (const device of devices) for (const workshop of workshops) write(device, workshop, 1);
    const limits = { ...quickLimits, headMs: 20_000, idleMs: 20_000, wholeMs: 30_000 };
    // The first run after a lie about its place only notes that it has to start over.
    for (const round of [0, 1]) {
      for (const device of devices) {
        const result = await linkOf(device, server.url, { limits, ...server.calm, ...credentials(device) }).run();
        expect(result, `seed ${seed}, round ${round}`).toMatchObject({ refused: 0, pending: 0 });
      }
    }
    const there = (await Promise.all(workshops.map((workshop) => server.ids(workshop)))).flat().sort();
    expect(there.map((id) => id.slice(0, id.lastIndexOf(':'))), `seed ${seed}`).toEqual(written.map((each) => each.split(' ')[1]).sort());
    for (const { source } of devices) expect(source.contents(), `seed ${seed}`).toEqual(there);
    for (const [fault, count] of proxy.done) happened.set(fault, (happened.get(fault) ?? 0) + count);
    return failures > 0;
  } finally {
    await proxy.close();
    await server.close();
    for (const device of devices) fs.rmSync(device.folder, { recursive: true, force: true });
  }
}
