import fs from 'node:fs';
import path from 'node:path';
import type { JournalEvent } from '@shared/contract/events';
import { blankEvent, type Erasing, names, textsOf } from './blankEvent';
import { isAmong, NamingTexts, personKey } from './erasedPeople';
import { formatLine, parseLine, splitLines } from './line';
import { listSegments, replaceFile } from './segments';

const sidecar = 'erased.json';
const erasureMark = '"type":"attendee.erased"';
const workshopPattern = /"workshop":"([^"\\]*)"/;
const idPattern = /"registrationId":("(?:[^"\\]|\\.)*")/g;

/** What `erased.json` says: so many erasures of this folder have been carried out, of these people (`personKey`). No names. */
export interface CarriedOut {
  erasures: number;
  people: string[];
}

/** @returns nothing carried out, for a folder without the file, with an older or a damaged one: erasing again does no harm. */
export function loadCarriedOut(folder: string): CarriedOut {
  try {
    const { version, erasures, people } = JSON.parse(fs.readFileSync(path.join(folder, sidecar), 'utf8')) as CarriedOut & { version: number };
    if (version === 2 && Number.isInteger(erasures) && Array.isArray(people)) return { erasures, people };
  } catch {
    // as if there were none
  }
  return { erasures: 0, people: [] };
}

export function saveCarriedOut(folder: string, { erasures, people }: CarriedOut): void {
  replaceFile(path.join(folder, sidecar), `${JSON.stringify({ version: 2, erasures, people })}\n`);
}

/** How many erasures there are among some events, by a look at their text. */
export function countErasures(jsons: Iterable<string>): number {
  let count = 0;
  for (const json of jsons) if (json.includes(erasureMark)) count += 1;
  return count;
}

/** The same look at one event that is JSON in UTF-8. */
export function isErasure(json: Uint8Array): boolean {
  return Buffer.from(json.buffer, json.byteOffset, json.byteLength).includes(erasureMark);
}

/** Whom an event erases; null if nobody. Another device may have written one that has not the form of the contract. */
export function erasedBy(event: { type: string; data: object }): string | null {
  if (event.type !== 'attendee.erased') return null;
  const { registrationId } = event.data as { registrationId?: unknown };
  return typeof registrationId === 'string' ? registrationId : null;
}

/** Everybody whose erasure the journal holds, as `personKey` names them. */
export function erasedIn(folder: string): Set<string> {
  const people = new Set<string>();
  for (const { file } of listSegments(folder)) {
    const bytes = fs.readFileSync(file);
    if (!bytes.includes(erasureMark)) continue;
    for (const { event } of eventsOf(bytes, (json) => json.includes(erasureMark))) {
      const id = erasedBy(event);
      if (id !== null) people.add(personKey(event.workshop, id));
    }
  }
  return people;
}

/** Blanks one file; the caller says how the active segment is rewritten. */
export type Rewrite = (file: string, blank: (bytes: Uint8Array) => Uint8Array | null) => void;

export const rewriteFile: Rewrite = (file, blank) => {
  const blanked = blank(fs.readFileSync(file));
  if (blanked) replaceFile(file, blanked);
};

/**
 * Blanks the erased in all files of a folder, a step a file. Texts about them in the events of others go first in all
 * files, since the names to look for are in what goes second: a crash in between leaves the names to begin anew with.
 * What was kept aside of torn or healed segments is deleted, for nobody can say whom it names.
 */
export function* blankFolder(folder: string, people: ReadonlySet<string>, rewrite: Rewrite = rewriteFile): Generator<void> {
  for (const file of filesOf(folder, /\.new$/)) fs.rmSync(file, { force: true });
  const files = (): string[] => filesOf(folder, /^\d{10}\.journal(\.\d+\.other)?$/);
  const texts = new NamingTexts();
  for (const file of files()) {
    for (const { event } of eventsOf(fs.readFileSync(file), (json) => isAbout(json, people))) {
      if (event.person) texts.add(event.workshop, textsOf(event.person as Record<string, unknown>));
    }
    yield;
  }
  const nobody: ReadonlySet<string> = new Set();
  if (!texts.isEmpty) {
    for (const file of files()) {
      rewrite(file, (bytes) => blankBytes(bytes, { people: nobody, texts }));
      yield;
    }
  }
  for (const file of files()) {
    rewrite(file, (bytes) => blankBytes(bytes, { people, texts }));
    yield;
  }
  for (const aside of ['torn', 'damaged']) fs.rmSync(path.join(folder, aside), { recursive: true, force: true });
}

/** A segment without the erased, or null if it has nothing of them. Lines that cannot be read go if they name somebody. */
function blankBytes(bytes: Uint8Array, erasing: Erasing): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let changed = false;
  for (const { start, bytes: text, terminated } of splitLines(bytes)) {
    const end = start + text.length + (terminated ? 1 : 0);
    const parsed = parseLine(text);
    if (!parsed.ok) {
      const words = Buffer.from(text).toString('utf8');
      if (isAbout(words, erasing.people) || names(words, erasing.texts.of(workshopIn(words)))) changed = true;
      else parts.push(bytes.subarray(start, end));
      continue;
    }
    const { number, previous, json } = parsed.line;
    const concerns = number !== null && (isAbout(json, erasing.people) || mayHoldText(json));
    const blanked = concerns ? blankEvent(JSON.parse(json) as JournalEvent, erasing) : null;
    if (blanked) parts.push(Buffer.from(formatLine(number, previous, JSON.stringify(blanked))));
    else parts.push(bytes.subarray(start, end));
    changed ||= blanked !== null;
  }
  return changed ? Buffer.concat(parts) : null;
}

/** Of an event, or of what a damaged line has left of one. */
function isAbout(json: string, people: ReadonlySet<string>): boolean {
  for (const [, id = '""'] of json.matchAll(idPattern)) if (isAmong(people, workshopIn(json), JSON.parse(id) as string)) return true;
  return false;
}

function workshopIn(json: string): string | null {
  return workshopPattern.exec(json)?.[1] ?? null;
}

function mayHoldText(json: string): boolean {
  return json.includes('"code":') || json.includes('"reason":') || json.includes('"note":');
}

function* eventsOf(bytes: Uint8Array, wanted: (json: string) => boolean): Generator<{ event: JournalEvent }> {
  for (const { bytes: text } of splitLines(bytes)) {
    const parsed = parseLine(text);
    if (parsed.ok && parsed.line.number !== null && wanted(parsed.line.json)) yield { event: JSON.parse(parsed.line.json) as JournalEvent };
  }
}

function filesOf(folder: string, pattern: RegExp): string[] {
  return fs.readdirSync(folder).filter((name) => pattern.test(name)).sort().map((name) => path.join(folder, name));
}
