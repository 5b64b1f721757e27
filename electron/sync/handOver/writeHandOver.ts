import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { DeviceKey } from '../../deviceKey';
import { syncFolder } from '../../journal/segments';
import { documentOf } from '../documents';
import type { EventSource, HeldChange } from '../eventSource';
import { type Lock, sealed } from './ageFile';
import { gzipped } from './chunks';
import { Coverage } from './coverage';
import { closingOf, type HandedWorkshop, handOverFormat, handOverVersion, type Manifest } from './manifest';
import { HandOverProblem } from './problems';
import type { Receipt } from './receipts';

export interface HandOverRequest {
  source: EventSource;
  key: DeviceKey;
  lock: Lock;
  file: string;
  /** The receipt of the hand-over that this one goes on from. */
  since?: Receipt | null;
  name?: string;
  madeAt: string;
  onProgress?: (written: number, all: number) => void;
  /** Stops it; no file is left then. */
  signal?: AbortSignal;
}

export interface HandOverWritten {
  manifest: Manifest;
  /** Events in the file. */
  documents: number;
  bytes: number;
  /** Of the file as it lies there. */
  sha256: string;
  ends: Receipt['ends'];
}

/** A workshop as it is to be handed over: what the device holds of it, what of that is new, and which lines of the journal to look through. */
interface Plan {
  held: Coverage;
  fresh: Coverage;
  after: number;
  lastLine: number;
}

const pageEvents = 1_000;
const pageBytes = 1024 * 1024;
/** So many events are signed in one go, in some milliseconds: kiosks are answered in between. */
const atOnce = 50;

/**
 * Writes a hand-over, page by page, as FORMAT.md has it. It holds what the device held when it began; what is written to
 * the journal meanwhile is left for the next one.
 *
 * @throws HandOverProblem `nothing_to_hand_over`, `unknown_receipt`, `not_a_key`; what the file system says. Then no file was made, and
 * one that was there before is as it was.
 */
export async function writeHandOver(request: HandOverRequest): Promise<HandOverWritten> {
  const { source, key, lock, file, since = null, name, madeAt, onProgress = () => undefined, signal } = request;
  if (since && since.manifest.device !== source.device && since.manifest.device !== key.device) {
    throw new HandOverProblem('unknown_receipt', `The older hand-over was made by laptop ${since.manifest.device}, and this is ${source.device}. Name one that was made here, or leave --since out.`);
  }
  const plans = new Map<string, Plan>();
  const workshops: HandedWorkshop[] = [];
  for (const workshop of (await source.workshops()).sort()) {
    const plan = await planOf(source, workshop, since);
    plans.set(workshop, plan);
    workshops.push({ workshop, events: plan.fresh.count, chains: plan.held.chains });
  }
  if (workshops.length === 0) throw new HandOverProblem('nothing_to_hand_over', 'There are no events on this laptop yet, so there is nothing to hand over.');
  const manifest: Manifest = {
    format: handOverFormat, version: handOverVersion, device: key.device, ...(name === undefined ? {} : { name }), madeAt,
    since: since && { madeAt: since.manifest.madeAt }, workshops,
  };
  const all = workshops.reduce((sum, { events }) => sum + events, 0);
  const sums = createHash('sha256');
  let documents = 0;
  const ends = new Map((since?.ends ?? []).map((end) => [end.workshop, end]));
  async function* lines(): AsyncGenerator<Uint8Array> {
    const counted = (text: string): Uint8Array => {
      const bytes = Buffer.from(text);
      sums.update(bytes);
      return bytes;
    };
    yield counted(`${JSON.stringify(manifest)}\n`);
    for (const [workshop, plan] of plans) {
      for await (const page of pagesOf(source, workshop, plan)) {
        signal?.throwIfAborted();
        for (let i = 0; i < page.length; i += atOnce) {
          const part = page.slice(i, i + atOnce);
          yield counted(part.map(({ event }) => `${JSON.stringify(documentOf(event, key))}\n`).join(''));
          await new Promise(setImmediate);
        }
        documents += page.length;
        const last = page.at(-1) as HeldChange;
        ends.set(workshop, { workshop, line: last.line, document: documentIdOf(last) });
        onProgress(documents, all);
      }
    }
    yield Buffer.from(`${JSON.stringify({ closing: closingOf({ documents, sha256: sums.digest('hex') }, key) })}\n`);
  }
  const { bytes, sha256 } = await writeWhole(file, sealed(gzipped(lines()), lock));
  return { manifest, documents, bytes, sha256, ends: [...ends.values()] };
}

async function planOf(source: EventSource, workshop: string, since: Receipt | null): Promise<Plan> {
  const held = new Coverage(await source.chains(workshop));
  const lastLine = source.lastLine;
  const older = since?.manifest.workshops.find((each) => each.workshop === workshop);
  if (!since || !older) return { held, fresh: held, after: 0, lastLine };
  return { held, fresh: held.without(new Coverage(older.chains)), after: await lineToGoOnAfter(source, workshop, since), lastLine };
}

/** 0, if the line that an older hand-over ended with holds another event now: a journal that was put back from a copy is not as it was. */
async function lineToGoOnAfter(source: EventSource, workshop: string, since: Receipt): Promise<number> {
  const end = since.ends.find((each) => each.workshop === workshop);
  if (!end || end.line > source.lastLine) return 0;
  const { changes } = await source.changes(workshop, end.line - 1, 1);
  const [change] = changes;
  return change?.line === end.line && documentIdOf(change) === end.document ? end.line : 0;
}

function documentIdOf({ event, hash }: HeldChange): string {
  return `${event.id}:${hash}`;
}

/** The new events of a workshop, in the order of the journal. */
async function* pagesOf(source: EventSource, workshop: string, { fresh, after, lastLine }: Plan): AsyncGenerator<HeldChange[]> {
  let line = after;
  while (line < lastLine) {
    const { changes, through } = await source.changes(workshop, line, pageEvents, pageBytes);
    const page = changes.filter(({ event }) => fresh.has(event.device, event.seq));
    if (page.length > 0) yield page;
    if (changes.length === 0 && through <= line) return;
    line = Math.max(through, changes.at(-1)?.line ?? 0);
  }
}

/** Writes a file whole or not at all, under its name once it is on the disk. */
async function writeWhole(file: string, chunks: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const beside = `${file}.new`;
  const sum = createHash('sha256');
  let bytes = 0;
  await fs.promises.rm(beside, { force: true });
  const handle = await fs.promises.open(beside, 'wx');
  try {
    try {
      for await (const chunk of chunks) {
        await handle.writeFile(chunk);
        sum.update(chunk);
        bytes += chunk.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.promises.rename(beside, file);
  } catch (error) {
    await fs.promises.rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
  syncFolder(path.dirname(file));
  return { bytes, sha256: sum.digest('hex') };
}
