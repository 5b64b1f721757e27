import type { CertificateRules } from '@shared/contract/certificateRules';
import type { CertificateRefusal } from '@shared/contract/certificates';
import type { JournalEvent } from '@shared/contract/events';
import type { AgendaSession, Workshop } from '@shared/contract/values';
import { certificateGround, entitlementOf } from '@shared/domain/certificates/entitlement';
import type { HolderFacts } from '@shared/domain/certificates/holder';
import { keptIdOf, personOf } from '@shared/domain/merge';
import { foldAll } from '@shared/domain/state';

/** A workshop in Seoul, and who was there. */

/** 24 September in Seoul, by its clock; hours from 09 on. */
export function session(id: string, from: string, to: string, more: Partial<AgendaSession> = {}): AgendaSession {
  const [day = '24', start = from] = from.includes('/') ? from.split('/') : ['24', from];
  const instant = (clock: string): string => new Date(`2025-09-${day}T${clock}:00+09:00`).toISOString();
  return {
    id, title: id, kind: '', start: `2025-09-${day}T${start}`, end: `2025-09-${day}T${to}`, timeZone: 'Asia/Seoul', startsAt: instant(start), endsAt: instant(to),
    room: '', capacity: null, speakers: '', language: '', countsForCertificate: true, registrationRequired: false, ...more,
  };
}

/** Ten counted sessions in eight slots, and two that do not count. */
export const agenda: AgendaSession[] = [
  session('S01', '08:30', '09:00', { countsForCertificate: false }),
  session('S02', '09:15', '10:00'), session('S03', '10:15', '11:30'),
  session('S04', '13:00', '14:30'), session('S05', '13:00', '14:30'), session('S06', '13:00', '14:30'),
  session('S07', '15:00', '17:00', { countsForCertificate: false }),
  session('S08', '25/09:00', '10:15'), session('S09', '25/10:30', '12:00'), session('S11', '25/13:30', '15:30'), session('S12', '25/16:00', '17:30'), session('S13', '25/18:00', '18:30'),
];
export const rules: CertificateRules = {
  issuer: 'WeGO', belowAge: 35, coSignedShare: 80, confirmationShare: 0, attendedBy: 'session', consents: ['data'], signers: [],
};
export const workshop: Workshop = {
  id: 'seoul-2025', programme: 'P', name: 'N', city: 'Seoul', timeZone: 'Asia/Seoul', ticketPrefix: 'SEL25', foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 30, certificates: rules,
};
export const young: HolderFacts = { name: '최시우', birthDate: '2000-01-01', consents: { data: true, photo: null } };

let seq = 0;
export function event(type: string, data: object, device = 'K1AAAAAA', at = '2025-09-24T02:00:00.000Z', person?: object): JournalEvent {
  seq += 1;
  const id = `seoul-2025/${device}/${String(seq).padStart(10, '0')}`;
  return { id, workshop: 'seoul-2025', device, seq, hlc: `${String(seq).padStart(13, '0')}-0000`, v: 1, prev: '', type, at, data, ...(person ? { person } : {}) } as JournalEvent;
}
export const by = { role: 'kiosk' as const };
export const registers = (registrationId: string): JournalEvent =>
  event('attendee.registered', { registrationId, ticketCode: null, sessions: [], consents: { data: true, photo: null }, onlineParts: [], source: 'import', by }, undefined, undefined, {
    fullName: registrationId, nameOnCertificate: '', email: '', birthDate: null, country: '', organisation: '', language: null, dietary: '', other: {},
  });
export const checksIn = (registrationId: string, target: string, more: object = {}, device?: string, at?: string): JournalEvent =>
  event('checkIn.recorded', { registrationId, target, nonce: `n${seq}`, direction: 'in', by, ...more }, device, at);
export const attends = (id: string, ...sessions: string[]): JournalEvent[] => sessions.map((each) => checksIn(id, `session:${each}`));

/** What is said of somebody after some events. */
export function judged(events: JournalEvent[], facts: HolderFacts = young, options: { id?: string; sessions?: AgendaSession[]; of?: Partial<Workshop> } = {}) {
  const { people } = foldAll(events);
  const attendee = personOf(people, people.get(keptIdOf(people, options.id ?? 'A'))!);
  return entitlementOf(certificateGround({ ...workshop, ...options.of }, options.sessions ?? agenda), attendee, facts);
}
export const codes = (refusals: CertificateRefusal[]): string[] => refusals.map(({ code }) => code);
export const enough = ['S02', 'S03', 'S05', 'S08', 'S09', 'S11', 'S12'];
