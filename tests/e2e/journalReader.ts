import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { JournalEvent } from '@shared/contract/events';
import { type Details, foldDetails, recordOf, setsDetails } from '@shared/domain/details';
import { foldAll } from '@shared/domain/state';
import { visitsOf } from '@shared/domain/visits';

/**
 * Reads a journal as electron/journal/FORMAT.md describes it, with none of the application's own code for that: what
 * a test believes of a journal is then not what the application believes of it.
 */

export interface JournalReading {
  /** The events of all good lines, in the journal's order. */
  events: JournalEvent[];
  /** `<file>, line <number>: <what>`, for everything that is not as the format says. */
  problems: string[];
  /** The segments' files, in order. */
  files: string[];
}

interface Chain {
  seq: number;
  hash: string;
}

interface Head {
  version: number;
  firstLine: number;
  chains: Record<string, Chain>;
  hlc: string | null;
}

const zeros = '0'.repeat(32);

/** Reads and checks every line: checksum, number, chain of lines, chain of each device's events, personal parts. */
export function readJournal(folder: string): JournalReading {
  const names = fs.readdirSync(folder).filter((name) => /^\d{10}\.journal$/.test(name)).sort();
  const reading: JournalReading = { events: [], problems: [], files: names.map((name) => path.join(folder, name)) };
  const chains: Record<string, Chain> = {};
  let hlc: string | null = null;
  let expected = 1;
  // null once a line is missing: then the next one's word is taken.
  let last: string | null = zeros;
  let isMissing = false;
  const ids = new Set<string>();
  /** Chains that were written here: the head names them, and others only if they are this laptop's and came back. */
  const written = new Set<string>();
  let isReceived = false;
  for (const name of names) {
    const texts = fs.readFileSync(path.join(folder, name), 'utf8').split('\n');
    const torn = texts.pop();
    const wrong = (what: string): void => void reading.problems.push(`${name}, line ${expected}: ${what}`);
    const require = (holds: boolean, what: string): void => {
      if (!holds) wrong(what);
    };
    if (torn !== '') wrong('torn end');
    require(name === `${String(expected).padStart(10, '0')}.journal`, 'is not the segment that should follow');
    for (const [index, text] of texts.entries()) {
      const [, checksum = '', rest = ''] = /^([0-9a-f]{16})\t(.*)$/s.exec(text) ?? [];
      if (checksum === '' || sha256(rest).slice(0, 16) !== checksum) {
        wrong('wrong checksum');
        if (index > 0) expected += 1;
        isMissing ||= index > 0;
        last = null;
        continue;
      }
      const [number = '', previous = '', json = ''] = rest.split('\t');
      require(last === null || previous === last, 'does not follow the line before it');
      if (index === 0) {
        require(number === '#', 'has no head');
        const head = JSON.parse(json) as Head;
        require(head.version === 1 && head.firstLine === expected, 'the head names another line');
        const isNamed = Object.entries(head.chains).every(([key, chain]) => canonical(chain) === canonical(chains[key])) && [...written].every((key) => key in head.chains);
        if (!isMissing) require(isNamed && (isReceived ? (head.hlc ?? '') >= (hlc ?? '') : head.hlc === hlc), 'the head does not say how far events go');
        last = previous;
        continue;
      }
      require(number === String(expected), `is numbered ${number}`);
      expected = Number(number);
      const event = JSON.parse(json) as JournalEvent;
      // An event that lost a text about somebody erased says itself what its hash was.
      const hash = (event as { blanked?: string }).blanked ?? hashOf({ ...event, person: undefined, signature: undefined });
      const key = `${event.workshop}/${event.device}`;
      const before: Chain | undefined = chains[key];
      require(event.id === `${key}/${String(event.seq).padStart(10, '0')}`, 'the id is not made of workshop, device and seq');
      // What came from elsewhere has its signature, and comes in any order; own events may come back so.
      const { signature } = event as { signature?: { signer: string } };
      if (signature) {
        isReceived = true;
        require(!ids.has(event.id), 'is there twice');
      } else if (!isMissing) {
        require(event.seq === (before?.seq ?? 0) + 1, `seq ${event.seq} follows ${before?.seq ?? 0}`);
        require(event.prev === (before?.hash ?? ''), 'prev is not the hash of the event before');
        require(hlc === null || event.hlc > hlc, 'hybrid time goes back');
      }
      if (event.person) require(event.personHash === hashOf(event.person), 'the personal part has another hash');
      reading.events.push(event);
      ids.add(event.id);
      if (event.seq > (before?.seq ?? 0)) chains[key] = { seq: event.seq, hash };
      if (!signature) {
        written.add(key);
        hlc = event.hlc;
      }
      isMissing = false;
      last = sha256(`${number}\t${previous}\t${hash}`).slice(0, 32);
      expected += 1;
    }
  }
  return reading;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function hashOf(value: unknown): string {
  return sha256(canonical(value)).slice(0, 32);
}

/** RFC 8785: keys in the order of their UTF-16 code units, numbers and strings as JSON.stringify has them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

/** Where `attendance --format json` prints something else than the fold of some events says: the first few places. */
export function attendanceDifferences(printed: string, events: readonly JournalEvent[]): string[] {
  const lines = printed.split('\n').filter((line) => line !== '').map((line) => canonical(JSON.parse(line)));
  const wanted = attendanceOf(events).map(canonical);
  const different = wanted.flatMap((line, index) => (line === lines[index] ? [] : [`${lines[index] ?? 'nothing'} instead of ${line}`]));
  return [...different.slice(0, 5), ...lines.slice(wanted.length, wanted.length + 5).map((line) => `${line} is too much`)];
}

function attendanceOf(events: readonly JournalEvent[]): object[] {
  const details = new Map<string, Details>();
  for (const event of events) {
    if (!setsDetails(event)) continue;
    const { registrationId } = event.data;
    details.set(registrationId, foldDetails(details.get(registrationId), event));
  }
  return [...foldAll(events).people.values()].map((attendee) => {
    const record = recordOf(details.get(attendee.id) as Details);
    return {
      registrationId: attendee.id,
      ticketCode: attendee.fields.ticket,
      ...record.person,
      checkIns: visitsOf(attendee).map(({ outAt, ...visit }) => ({ ...visit, checkedOutAt: outAt })),
      sessions: attendee.fields.sessions,
      cancelled: attendee.cancelled && { at: attendee.cancelled.at, reason: attendee.cancelled.reason },
      revokedTickets: attendee.revoked,
      consents: record.consents,
      onlineParts: record.onlineParts,
    };
  });
}

/** Events that answer a scan, by the scan's nonce. */
export function answersByNonce(events: readonly JournalEvent[]): Map<string, JournalEvent[]> {
  const byNonce = new Map<string, JournalEvent[]>();
  for (const event of events) {
    if (event.type !== 'checkIn.recorded' && event.type !== 'checkOut.recorded' && event.type !== 'scan.refused') continue;
    const { nonce } = event.data;
    byNonce.set(nonce, [...(byNonce.get(nonce) ?? []), event]);
  }
  return byNonce;
}

/** Check-ins of people who were inside already and check-outs of people who were not, told without the fold. */
export function passagesThatCannotBe(events: readonly JournalEvent[]): string[] {
  const inside = new Set<string>();
  const wrong: string[] = [];
  for (const event of events) {
    if (event.type !== 'checkIn.recorded' && event.type !== 'checkOut.recorded') continue;
    const key = `${event.data.registrationId} ${event.data.target}`;
    const isIn = event.type === 'checkIn.recorded';
    if (inside.has(key) === isIn) wrong.push(`${event.id}: ${key}`);
    if (isIn) inside.add(key);
    else inside.delete(key);
  }
  return wrong;
}
