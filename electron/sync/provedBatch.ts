import type { DocumentProblem } from '@shared/contract/sync';
import { ByteText } from '../byteText';
import { NamingTexts } from '../journal/erasedPeople';
import { jsonOfDocument, ProvedDocument } from '../journal/received';
import { prove } from './documents';

/** A document that is not to be believed. */
export interface Unproved {
  /** Its place among those that were looked at. */
  index: number;
  problem: DocumentProblem;
  id: string | null;
  document: unknown;
}

/** Whose documents are, of what type, and who signed them: the same for most of a batch. */
export interface DocumentKind {
  device: string;
  type: string;
  signer: string;
  key: string;
}

/**
 * Documents that one thread has proved, on their way to another: a few long things, for each object that is handed over
 * costs both of them as much as proving does.
 */
export interface ProvedBatch {
  /** How many were looked at. */
  count: number;
  unproved: Unproved[];
  kinds: DocumentKind[];
  /** Of those that were proved, in their order: the number of its kind, its sequence number, its id and its hybrid time (one a line). */
  kind: Uint16Array;
  seq: Float64Array;
  ids: string;
  times: string;
  /** Their events as the journal is to have them: JSON in UTF-8, one behind the other, and where each ends. */
  json: Uint8Array<ArrayBuffer>;
  ends: Uint32Array;
}

/** A document of a batch in the thread that takes it in; null if it is not to be believed. */
export interface TakenOut {
  document: ProvedDocument;
  kind: DocumentKind;
}

const noErased: ReadonlySet<string> = new Set();
const noTexts = new NamingTexts();
/** Of an event. */
const usualBytes = 1_000;

/**
 * Proves documents of a workshop. It holds a thread up for some 15 µs a document.
 *
 * @param values are best made one by one: what is done with is then garbage before the collector looks at it.
 * @param most how many there may be.
 */
export function proveBatch(values: Iterable<unknown>, most: number, workshop: string): ProvedBatch {
  const unproved: Unproved[] = [];
  const kinds = new Map<string, number>();
  const kindList: DocumentKind[] = [];
  const [kind, seq] = [new Uint16Array(most), new Float64Array(most)];
  const [ids, times]: [string[], string[]] = [[], []];
  const json = new ByteText(most * usualBytes);
  const ends = new Uint32Array(most);
  let count = 0;
  for (const value of values) {
    const index = count++;
    const proof = prove(value, workshop);
    if (proof.document === null) {
      unproved.push({ index, problem: proof.problem, id: proof.id, document: value });
      continue;
    }
    const { document } = proof;
    const { device, type, signature: { signer, key } } = document;
    const name = `${device}${signer}${key}${type}`;
    let number = kinds.get(name);
    if (number === undefined) {
      number = kindList.push({ device, type, signer, key }) - 1;
      kinds.set(name, number);
    }
    kind[ids.length] = number;
    seq[ids.length] = document.seq;
    ids.push(document._id);
    times.push(document.hlc);
    ends[ids.length - 1] = json.write(jsonOfDocument(document, noErased, noTexts)).length;
  }
  return { count, unproved, kinds: kindList, kind: kind.slice(0, ids.length), seq: seq.slice(0, ids.length), ids: ids.join('\n'), times: times.join('\n'), json: json.whole, ends: ends.slice(0, ids.length) };
}

/** What can be handed over without being copied. */
export function transferred({ kind, seq, json, ends }: ProvedBatch): ArrayBuffer[] {
  return [kind, seq, json, ends].map(({ buffer }) => buffer as ArrayBuffer);
}

/** What came out of a batch, in the order of the documents: null in the place of each that was not proved. */
export function takenOut({ count, unproved, kinds, kind, seq, ids, times, json, ends }: ProvedBatch, workshop: string): (TakenOut | null)[] {
  const bad = new Set(unproved.map(({ index }) => index));
  const [idList, timeList] = [ids.split('\n'), times.split('\n')];
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    if (bad.has(index)) return null;
    const of = kinds[kind[at] as number] as DocumentKind;
    const document = new ProvedDocument({
      _id: idList[at] as string, workshop, device: of.device, seq: seq[at] as number, hlc: timeList[at] as string, type: of.type,
      json: json.subarray(at === 0 ? 0 : ends[at - 1], ends[at]),
    });
    at += 1;
    return { document, kind: of };
  });
}
