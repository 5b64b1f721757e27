import fs from 'node:fs';
import path from 'node:path';
import { afterReceiving, millisecondsOf } from '@shared/domain/hybridClock';
import { countErasures } from './erasure';
import { hashEvent, noHash } from './hashes';
import { healSegment } from './healing';
import { signatureMark } from './received';
import { hashOf } from './line';
import { damageNotice, type Note } from './notices';
import { scanSegment, type SegmentScan } from './scan';
import type { SealState } from './seal';
import { createFolder, listSegments, replaceFile, segmentFile, type SegmentFile } from './segments';

export interface Opened {
  segments: SegmentFile[];
  /** Length of the last segment, in bytes, all of it good. */
  bytes: number;
  state: SealState;
  lastLine: number;
  lastHash: string;
}

/**
 * Makes a folder's journal whole again before it is written to: segments that only the mirror has are copied back,
 * lines of the last segment that are damaged or torn off are taken from the mirror, and what is then still torn is
 * cut off and kept aside.
 */
export function recover(folder: string, mirror: string | null, device: string, now: () => number, note: Note): Opened {
  const copies = mirror && fs.existsSync(mirror) ? mirror : null;
  if (copies) restoreSegments(folder, copies, note);
  const segments = listSegments(folder);
  let last = segments.at(-1);
  while (last) {
    const scan = mend(folder, last, copies, now, note);
    if (scan.lines.length > 0 || (scan.head && segments.length === 1) || (scan.head && scan.headPrevious)) {
      return { segments, bytes: scan.goodBytes, ...resume(segments, scan, device, now()) };
    }
    fs.rmSync(last.file); // torn while it was begun: it never held a line
    segments.pop();
    last = segments.at(-1);
  }
  return { segments: [], bytes: 0, state: { chains: {}, hlc: null, erasures: 0, clock: null }, lastLine: 0, lastHash: noHash };
}

function restoreSegments(folder: string, mirror: string, note: Note): void {
  const have = new Set(listSegments(folder).map((segment) => segment.firstLine));
  const missing = listSegments(mirror).filter((segment) => !have.has(segment.firstLine));
  for (const segment of missing) {
    replaceFile(segmentFile(folder, segment.firstLine).file, fs.readFileSync(segment.file));
    note({
      level: 'warning',
      code: 'restored_from_mirror',
      message: `The segment ${path.basename(segment.file)} was missing and has been restored from the mirror.`,
      file: path.basename(segment.file),
    });
  }
}

/** Heals one segment from the mirror as far as that goes, and, if it is the last one, cuts a torn end off. */
function mend(folder: string, segment: SegmentFile, mirror: string | null, now: () => number, note: Note): SegmentScan {
  let scan = scanSegment(segment, fs.readFileSync(segment.file));
  if (mirror && (scan.damage.length > 0 || scan.goodBytes < scan.totalBytes || isBehind(segment, scan, mirror))) {
    healSegment(folder, segment, mirror, note);
    scan = scanSegment(segment, fs.readFileSync(segment.file));
  }
  if (scan.goodBytes < scan.totalBytes) {
    cutTornEnd(folder, segment, scan, now, note);
    scan = { ...scan, totalBytes: scan.goodBytes };
  }
  for (const damage of scan.damage) note(damageNotice(damage));
  return scan;
}

function isBehind(segment: SegmentFile, scan: SegmentScan, mirror: string): boolean {
  try {
    return fs.statSync(segmentFile(mirror, segment.firstLine).file).size > scan.goodBytes;
  } catch {
    return false;
  }
}

function cutTornEnd(folder: string, segment: SegmentFile, scan: SegmentScan, now: () => number, note: Note): void {
  const name = path.basename(segment.file);
  const torn = fs.readFileSync(segment.file).subarray(scan.goodBytes);
  const aside = path.join(folder, 'torn');
  createFolder(aside);
  fs.writeFileSync(path.join(aside, `${name}.${now()}`), torn);
  const handle = fs.openSync(segment.file, 'r+');
  fs.ftruncateSync(handle, scan.goodBytes);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
  const line = (scan.lines.at(-1)?.number ?? segment.firstLine - 1) + 1;
  note({
    level: 'warning',
    code: 'torn_end_cut',
    message: `The end of the journal was torn (${name}, from line ${line}, ${torn.length} bytes), as a power cut does. It was cut off and kept in ${aside}. Nobody had been told that it was saved.`,
    file: name,
    line,
  });
}

/** How far events go, out of the last segment's head and lines; a lost head is made good from all segments. */
function resume(segments: readonly SegmentFile[], scan: SegmentScan, device: string, now: number): Omit<Opened, 'segments' | 'bytes'> {
  const { head } = scan;
  const hlc = head?.hlc ?? null;
  const state: SealState = { chains: { ...head?.chains }, hlc, erasures: head?.erasures ?? 0, clock: head?.clock === undefined ? (hlc === null ? null : millisecondsOf(hlc)) : head.clock };
  if (!head) {
    for (const segment of segments.slice(0, -1)) follow(state, scanSegment(segment, fs.readFileSync(segment.file)), device, now);
  }
  follow(state, scan, device, now);
  const last = scan.lines.at(-1);
  const active = segments.at(-1) as SegmentFile;
  return {
    state,
    lastLine: last?.number ?? active.firstLine - 1,
    lastHash: last ? hashOf(last) : (scan.headPrevious ?? noHash),
  };
}

const envelope = /^\{"id":"([^"]+)\/(\d{10})".*?"hlc":"(\d{13}-[0-9a-f]{4})"/;

/**
 * Takes in how far the lines of a segment bring the events that are written here, and the clocks. Reads them with an
 * expression: parsing all would be slow. Own events may have come back from elsewhere, in any order.
 */
function follow(state: SealState, scan: SegmentScan, device: string, now: number): void {
  state.erasures += countErasures(scan.lines.map(({ json }) => json));
  const ends = new Map<string, { seq: number; json: string }>();
  let moved = state.hlc === null ? 0 : millisecondsOf(state.hlc);
  for (const { json } of scan.lines) {
    const [, chain = '', digits, hlc = ''] = envelope.exec(json) ?? [];
    if (digits === undefined) continue;
    const isWrittenHere = !json.includes(signatureMark);
    const seq = Number(digits);
    const isOwn = isWrittenHere || chain.endsWith(`/${device}`);
    if (isOwn && seq > (ends.get(chain)?.seq ?? state.chains[chain]?.seq ?? 0)) ends.set(chain, { seq, json });
    if (!isWrittenHere) {
      state.hlc = afterReceiving(state.hlc, hlc, now);
      moved = state.hlc === null ? moved : Math.max(moved, millisecondsOf(state.hlc));
      continue;
    }
    // As late as what came before it, an event may have its time from there and not from the clock.
    if (millisecondsOf(hlc) > moved) state.clock = Math.max(state.clock ?? 0, millisecondsOf(hlc));
    if (state.hlc === null || hlc > state.hlc) state.hlc = hlc;
  }
  for (const [chain, { seq, json }] of ends) state.chains[chain] = { seq, hash: hashEvent(JSON.parse(json) as object) };
}
