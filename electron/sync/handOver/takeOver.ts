import type { DocumentProblem, SyncDocument } from '@shared/contract/sync';
import { prove } from '../documents';
import type { EventSource } from '../eventSource';
import { AgeFile, type Keys } from './ageFile';
import { Coverage } from './coverage';
import type { Manifest } from './manifest';
import { documentsIn, examineHandOver, type HandedDocument } from './readHandOver';

export interface TakeOverRequest {
  source: EventSource;
  file: string;
  keys: Keys;
  onProgress?: (progress: TakeOverProgress) => void;
  /** Stops it between two batches. What was taken stays; taking the file again goes on. */
  signal?: AbortSignal;
}

/** The file is read twice: once to examine it whole, then to take what is in it. `read` of `size` bytes are done. */
export interface TakeOverProgress {
  step: 'examining' | 'taking';
  read: number;
  size: number;
}

/** A document that was not taken. */
export interface RefusedDocument {
  /** Its line in the unpacked file; the manifest is line 1. */
  line: number;
  id: string | null;
  reason: DocumentProblem;
}

/** Events that the giver had and that are not here. */
export interface MissingEvents {
  workshop: string;
  device: string;
  from: number;
  to: number;
}

export interface TakenOver {
  /** Documents that were read; each is added, known or refused. */
  read: number;
  added: number;
  known: number;
  refused: RefusedDocument[];
  missing: MissingEvents[];
  /** Whose hand-over it was, when it was made, and when the one it goes on from. */
  device: string;
  name: string | null;
  madeAt: string;
  since: string | null;
  /** It was not copied whole: this many documents came before the cut. */
  cutAfter: number | null;
}

const batchDocuments = 500;
/** So many documents are proved in one go, in some milliseconds: kiosks are answered in between. */
const atOnce = 50;

/**
 * Takes over what a hand-over holds. It is examined to its end before anything is taken. Of one that was cut, what comes before
 * the cut is taken: each event proves itself, and the rest can follow. Taking it again, or in another order with others, does no harm.
 *
 * @throws HandOverProblem for a file that cannot be read or believed: nothing of it was taken. JournalWriteError when the
 * disk takes no more; what the file system says.
 */
export async function takeOver({ source, file, keys, onProgress = () => undefined, signal }: TakeOverRequest): Promise<TakenOver> {
  const opened = await AgeFile.open(file, keys);
  const reporter = (step: TakeOverProgress['step']) => (read: number) => onProgress({ step, read, size: opened.size });
  const { manifest, documents, isCut } = await examineHandOver(opened, reporter('examining'));
  signal?.throwIfAborted();
  const result: TakenOver = {
    read: 0, added: 0, known: 0, refused: [], missing: [], device: manifest.device, name: manifest.name ?? null, madeAt: manifest.madeAt,
    since: manifest.since?.madeAt ?? null, cutAfter: isCut ? documents : null,
  };
  const workshops = new Set(manifest.workshops.map(({ workshop }) => workshop));
  let batch: Proved[] = [];
  for await (const handed of documentsIn(opened, reporter('taking'))) {
    result.read += 1;
    if (result.read % atOnce === 0) await new Promise(setImmediate);
    const proof = proofOf(handed, workshops);
    if (typeof proof === 'string') result.refused.push({ line: handed.line, id: idOf(handed), reason: proof });
    else {
      if (batch.length >= batchDocuments || (batch[0] && batch[0].document.workshop !== proof.workshop)) {
        await receive(source, batch, result);
        batch = [];
        signal?.throwIfAborted();
      }
      batch.push({ line: handed.line, document: proof });
    }
  }
  await receive(source, batch, result);
  result.refused.sort((a, b) => a.line - b.line);
  result.missing = await missingOf(source, manifest);
  return result;
}

interface Proved {
  line: number;
  document: SyncDocument;
}

function proofOf({ text }: HandedDocument, workshops: ReadonlySet<string>): SyncDocument | DocumentProblem {
  try {
    const value = JSON.parse(text) as { workshop?: unknown } | null;
    if (typeof value?.workshop !== 'string') return 'malformed';
    if (!workshops.has(value.workshop)) return 'other_workshop';
    const proof = prove(value, value.workshop);
    return proof.document ?? proof.problem;
  } catch {
    return 'malformed'; // no JSON, or text that cannot be hashed (half a character)
  }
}

function idOf({ text }: HandedDocument): string | null {
  const id = /^\{"_id":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  return id === undefined ? null : (JSON.parse(id) as string).slice(0, 300);
}

async function receive(source: EventSource, batch: readonly Proved[], result: TakenOver): Promise<void> {
  const workshop = batch[0]?.document.workshop;
  if (workshop === undefined) return;
  const taken = await source.receive(workshop, batch.map(({ document }) => document));
  for (const [index, { line, document }] of batch.entries()) {
    const word = taken[index];
    if (word === 'written') result.added += 1;
    else if (word === 'known') result.known += 1;
    else result.refused.push({ line, id: document._id, reason: 'other_event_with_this_id' });
  }
}

async function missingOf(source: EventSource, { workshops }: Manifest): Promise<MissingEvents[]> {
  const missing: MissingEvents[] = [];
  for (const { workshop, chains } of workshops) {
    const here = new Coverage(await source.chains(workshop));
    for (const { device, ranges } of new Coverage(chains).without(here).chains) {
      for (const [from, to] of ranges) missing.push({ workshop, device, from, to });
    }
  }
  return missing;
}

/** What to say of a hand-over that was taken, a sentence a line. Times are UTC. */
export function sayingsOf(taken: TakenOver): string[] {
  const { read, added, known, refused, missing, device, name, madeAt, since, cutAfter } = taken;
  const lines = [`Hand-over of ${name ?? `laptop ${device}`}, made ${shown(madeAt)}: ${read} events read, ${added} new here, ${known} known before, ${refused.length} refused.`];
  for (const { line, id, reason } of refused) lines.push(`Refused: line ${line}, ${id ?? 'without an id'}: ${reason}.`);
  if (cutAfter !== null) lines.push(`The file was cut after ${cutAfter} events: it was not copied whole. ${added + known} of them are here now; get the rest by copying it again.`);
  if (since !== null && missing.length > 0) lines.push(`This hand-over goes on from one of ${shown(since)} that was not taken over wholly. Ask for that one, or for a new one without --since.`);
  for (const { workshop, device, from, to } of missing) {
    lines.push(from === to ? `Event ${from} of device ${device} is missing (${workshop}).` : `Events ${from}–${to} of device ${device} are missing (${workshop}).`);
  }
  return lines;
}

function shown(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
