import fs from 'node:fs';
import path from 'node:path';
import type { DraftEvent } from '@shared/contract/events';
import type { AgendaSession, Workshop } from '@shared/contract/values';
import { noHash, hashLine } from '../../electron/journal/hashes';
import { formatLine } from '../../electron/journal/line';
import { seal, type SealState } from '../../electron/journal/seal';

/** A journal with the events of several venues and their devices, as a laptop at headquarters holds it. */

const names = [
  '김서연', 'Giulia Bianchi', 'Μαρία Παπαδοπούλου', 'Nur Aisyah binti Rahman', 'Jean-Pierre Müller', '王小明', 'Sarah O’Connor', 'محمد عبد الرحمن', 'Zdeněk Příhoda', 'Thanh Nguyễn',
];

export interface Venue {
  id: string;
  city: string;
  timeZone: string;
  /** `YYYY-MM-DD`. */
  firstDay: string;
  people: number;
  arrived: number;
}

interface Written {
  device: string;
  draft: DraftEvent;
  /** Milliseconds since 1970. */
  at: number;
  /** It was written and has not arrived. */
  lost?: boolean;
}

const by = { role: 'kiosk' as const };

/** All events of a venue: its set-up by the desk, then arrivals at the entrance, every third one at a side door. */
export function eventsOfVenue({ id, city, timeZone, firstDay, people, arrived }: Venue, now: number): Written[] {
  const prefix = id.slice(0, 3).toUpperCase() + id.slice(-2);
  const morning = Date.parse(`${firstDay}T00:20:00Z`);
  // Whatever the clock says: of the workshop that is at work people have just arrived.
  const start = morning > now - 24 * 3_600_000 ? now - 14 * 60_000 : morning;
  const device = (name: string): string => `${prefix}${name}`.replaceAll(/[^0-9A-Z]/g, '0').slice(0, 8).padEnd(8, 'X');
  const desk = device('D');
  const instant = (ms: number): string => new Date(ms).toISOString();
  const session = (number: number, hour: number, title: string, room: string): AgendaSession => ({
    id: `S0${number}`, title, kind: 'lecture', start: `${firstDay}T${String(hour).padStart(2, '0')}:00`, end: `${firstDay}T${String(hour + 1).padStart(2, '0')}:30`, timeZone,
    startsAt: instant(start), endsAt: instant(start + 5_400_000), room, capacity: null, speakers: '', language: 'en', countsForCertificate: true, registrationRequired: false,
  });
  const workshop: Workshop = {
    id, programme: 'WeGO Sustainable Smart City Champions 2025', name: 'Young Urban Leadership: Perspectives in Dialogue', city, timeZone, ticketPrefix: prefix, foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 30,
  };
  const early = start - 3_600_000;
  const events: Written[] = [
    { device: desk, at: early, draft: { type: 'workshop.configured', at: instant(early), data: workshop } },
    {
      device: desk, at: early,
      draft: {
        type: 'agenda.replaced', at: instant(early),
        data: { source: 'agenda.csv', sessions: [session(1, 9, 'Opening: AI for smart and sustainable cities', 'Great Hall'), session(2, 11, 'Lab: data for resilience', 'Room B'), session(3, 14, 'Dialogue with the city', 'Great Hall')] },
      },
    },
  ];
  for (let index = 0; index < people; index++) {
    const registrationId = `${prefix}-${String(index + 1).padStart(5, '0')}`;
    events.push({
      device: desk, at: early + 1_000 + index,
      draft: {
        type: 'attendee.registered', at: instant(early),
        data: { registrationId, ticketCode: `${registrationId}-T`, sessions: [], consents: { data: index % 11 !== 10, photo: null }, onlineParts: [], source: index % 40 === 39 ? 'walk-in' : 'import', by: { role: 'desk' } },
        person: { fullName: `${names[index % names.length]} ${index + 1}`, nameOnCertificate: '', email: `${registrationId.toLowerCase()}@example.org`, birthDate: '2001-01-01', country: 'KR', organisation: 'University', language: null, dietary: '', other: {} },
      },
    });
  }
  for (let index = 0; index < arrived; index++) {
    const at = start + Math.round((index / Math.max(1, arrived)) * 12 * 60_000);
    const side = index % 3 === 2;
    events.push({ device: device(side ? 'K2' : 'K1'), at, draft: checkIn(`${prefix}-${String(index + 1).padStart(5, '0')}`, `day:${firstDay}`, instant(at), side ? 'Side door' : 'Entrance') });
  }
  return events;
}

export function checkIn(registrationId: string, target: string, at: string, station: string): DraftEvent {
  return { type: 'checkIn.recorded', at, data: { nonce: `${registrationId} ${target} ${station}`, target, direction: 'in', by: { ...by, station }, registrationId } };
}

export function refusal(code: string, target: string, at: string, station: string): DraftEvent {
  return { type: 'scan.refused', at, data: { nonce: `${code} ${at}`, target, direction: 'in', by: { ...by, station }, code, registrationId: null, answer: 'unknown_ticket', previous: null } };
}

/** As large as a segment grows before the next one is begun. */
const segmentBytes = 1024 * 1024;

/** Writes a data folder's journal with these events, each sealed as its device did, in the order of their times. */
export function writeJournal(data: string, venues: readonly { workshop: string; events: readonly Written[] }[]): void {
  const folder = path.join(data, 'journal');
  fs.mkdirSync(folder, { recursive: true });
  let state: SealState = { chains: {}, hlc: null, clock: null, erasures: 0 };
  let hash = noHash;
  let line = 0;
  let texts: string[] = [];
  let bytes = 0;
  const begin = (): void => {
    texts = [formatLine(null, hash, JSON.stringify({ version: 1, firstLine: line + 1, chains: state.chains, hlc: state.hlc }))];
    bytes = 0;
  };
  const end = (firstLine: number): void => fs.writeFileSync(path.join(folder, `${String(firstLine).padStart(10, '0')}.journal`), texts.join(''));
  const all = venues.flatMap(({ workshop, events }) => events.map((event) => ({ workshop, ...event }))).sort((a, b) => a.at - b.at);
  let firstLine = 1;
  begin();
  for (const { workshop, device, draft, at, lost } of all) {
    const sealed = seal(state, workshop, device, draft, at);
    ({ state } = sealed);
    if (lost) continue;
    if (bytes > segmentBytes) {
      end(firstLine);
      firstLine = line + 1;
      begin();
    }
    line += 1;
    const text = formatLine(line, hash, JSON.stringify(sealed.event));
    texts.push(text);
    bytes += text.length;
    hash = hashLine(line, hash, sealed.hash);
  }
  end(firstLine);
}
