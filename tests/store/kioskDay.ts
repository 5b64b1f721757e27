import * as ed25519 from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { beforeEach, expect } from 'vitest';
import type { CommandParams } from '@shared/contract/commands';
import type { DraftEvent } from '@shared/contract/events';
import type { StoreClient } from '@shared/contract/storeClient';
import type { AgendaSession, Person, WalkInRules } from '@shared/contract/values';
import { formatSignedTicket, formatToken, signedPart } from '@shared/domain/ticket';
import { workshopTag } from '../../renderer/store/signatures';
import { FakeJournal } from './fakeJournal';
import { at, day, forget, lab, nobody, type RunningStore, startStore, workshop } from './workshop';

/** A workshop day as the tests of the kiosk's flows share it: a few people, four sessions, a clock of its own. */

ed25519.hashes.sha512 = sha512;

export const today = {
  journal: new FakeJournal(),
  /** Milliseconds since 1970, as the store's clock says: noon in Seoul at first. */
  now: 0,
};

export const minutes = (count: number): void => void (today.now += count * 60_000);

export function start(): Promise<RunningStore> {
  return startStore(today.journal, () => today.now);
}

/** Every test of the file begins with the same morning. */
export function eachOnItsOwnDay(): void {
  beforeEach(async () => {
    await forget();
    today.now = Date.parse(at);
    today.journal = new FakeJournal();
    today.journal.append(workshop.id, [
      { type: 'workshop.configured', at, data: { ...workshop, ticketKeys: [publicKey] } },
      { type: 'agenda.replaced', at, data: { sessions: [plenary, lab, parallel, closing], source: 'agenda.csv' } },
      ...people,
    ]);
  });
}

const secret = new Uint8Array(32).fill(7);
export const publicKey = hex(ed25519.getPublicKey(secret));
export const rules: WalkInRules = { open: true, capacity: null, minimumAge: null, certificateBelowAge: 35 };

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const plenary: AgendaSession = {
  ...lab, id: 'S01', title: 'Plenary', start: '2025-09-24T10:00', end: '2025-09-24T11:00', startsAt: '2025-09-24T01:00:00.000Z', endsAt: '2025-09-24T02:00:00.000Z', room: 'Hall', capacity: null,
};
const parallel: AgendaSession = { ...lab, id: 'S05', title: 'Parallel', room: 'Room B', registrationRequired: true };
const closing: AgendaSession = {
  ...lab, id: 'S09', title: 'Closing', start: '2025-09-24T16:00', end: '2025-09-24T17:00', startsAt: '2025-09-24T07:00:00.000Z', endsAt: '2025-09-24T08:00:00.000Z', room: 'Hall', capacity: null,
};

interface Somebody extends Partial<Person> {
  ticket?: string | null;
  sessions?: string[];
}

export function registers(id: string, fullName: string, { ticket = `T-${id}`, sessions = [], ...person }: Somebody = {}): DraftEvent {
  return {
    type: 'attendee.registered', at, person: { ...nobody, fullName, ...person },
    data: {
      registrationId: id, ticketCode: ticket, sessions, consents: { data: true, photo: null }, onlineParts: [null, null, null], source: 'import', by: { role: 'desk' },
    },
  };
}

const people: DraftEvent[] = [
  registers('P1', '최시우', { birthDate: '2006-11-19', email: 'Siwoo@example.org', organisation: 'SUNY Korea', language: 'ko', country: 'KR', sessions: ['S05'] }),
  registers('P2', 'Giulia Rossi', { birthDate: '2000-02-03', email: 'giulia@example.org', country: 'IT', organisation: 'Comune' }),
  registers('P3', 'Giulio Rossini', { ticket: null, email: 'gr@example.org', country: 'IT' }),
  registers('P4', 'Rosa Rossellini', { country: 'IT' }),
  registers('P5', 'Cancelled Rossetti'),
  { type: 'attendee.cancelled', at, data: { registrationId: 'P5', reason: 'ill today', by: { role: 'desk' } } },
  ...Array.from({ length: 8 }, (_, i) => registers(`M${i}`, `Maria Marini ${'abcdefgh'.charAt(i)}`)),
];

export const nonce = (): string => crypto.randomUUID();
export const scan = (code: string, more: Partial<CommandParams<'scan.submit'>> = {}): CommandParams<'scan.submit'> => ({ code, nonce: nonce(), target: day, direction: 'in', ...more });
export const byName = (handle: string, more: Partial<CommandParams<'identity.checkIn'>> = {}): CommandParams<'identity.checkIn'> => ({ handle, nonce: nonce(), target: day, direction: 'in', ...more });
export const birthDate = (value: string) => ({ kind: 'birthDate' as const, value });
export const email = (value: string) => ({ kind: 'email' as const, value });

export async function handleOf(kiosk: StoreClient, search: string): Promise<string> {
  const { matches } = await kiosk.query('attendee.search', { search });
  expect(matches).toHaveLength(1);
  return matches[0]!.handle;
}

/** The types of the events that were added since the journal had so many. */
export const added = (since: number): string[] => today.journal.events.slice(since).map(({ type }) => type);

/** A ticket that proves itself, by the workshop's key if no other is given. */
export function signedTicket(number: number, workshopId = workshop.id, key = secret): string {
  const signed = signedPart(workshopTag(workshopId), Uint8Array.from([0, 0, 0, 0, number]));
  return formatSignedTicket(signed, ed25519.sign(signed, key));
}

export const token = (first: number): string => formatToken(new Uint8Array(10).fill(first));
