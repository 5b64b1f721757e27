import fc from 'fast-check';
import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import type { AgendaSession, Person } from '@shared/contract/values';
import { fieldsOf } from '@shared/domain/agenda/sessionEdits';
import { nextHybridTime } from '@shared/domain/hybridClock';

const someone: Person = {
  fullName: '', nameOnCertificate: '', email: '', birthDate: null, country: '', organisation: '', language: null, dietary: '', other: {},
};
const ids = ['A', 'B', 'C'];
const devices = ['K1AAAAAA', 'K2BBBBBB', 'K3CCCCCC'];
const targets = ['day:2025-09-24', 'session:S04'];
const by = { role: 'kiosk' as const };
const at = '2025-09-24T00:00:00.000Z';

function sessionOf(id: string, text: string): AgendaSession {
  return {
    id, title: `${id}${text}`, kind: '', start: '2025-09-24T09:00', end: '2025-09-24T10:00', timeZone: 'UTC', startsAt: '2025-09-24T09:00:00.000Z',
    endsAt: '2025-09-24T10:00:00.000Z', room: text, capacity: null, speakers: '', language: '', countsForCertificate: true, registrationRequired: false,
  };
}

/** As `certificateNumber` makes them: one for each person, kind and attempt. */
const numberFor = (id: string, kind: string, attempt: number): string => `${id}${kind === 'co_signed' ? 'C' : kind === 'award' ? 'E' : 'D'}${attempt}`.padEnd(12, '0');

/** Any draft about a few people, so that they get in each other's way. */
const draft: fc.Arbitrary<(known: JournalEvent[]) => DraftEvent> = fc
  .record({
    kind: fc.constantFrom('register', 'correct', 'cancel', 'revoke', 'in', 'in', 'in', 'out', 'void', 'refuse', 'configure', 'agenda', 'change', 'change', 'change', 'late', 'issue', 'help', 'help', 'answer', 'unlock', 'import', 'import', 'reimport', 'withdraw', 'withdraw', 'imported', 'stopped', 'undone', 'profile', 'block', 'unblock', 'merge', 'merge', 'settle', 'erase', 'retention', 'certify', 'certify', 'print', 'takeBack', 'trust', 'trust', 'distrust', 'received', 'want', 'wish', 'award', 'award', 'unaward'),
    id: fc.constantFrom(...ids),
    target: fc.constantFrom(...targets),
    text: fc.string({ maxLength: 5 }),
    pick: fc.nat(),
  })
  .map(({ kind, id, target, text, pick }) => (known): DraftEvent => {
    const scan = { nonce: `${text}${pick}`, target, direction: 'in' as const, by };
    switch (kind) {
      case 'register':
        return {
          type: 'attendee.registered', at, person: { ...someone, fullName: text },
          data: { registrationId: id, ticketCode: text || null, sessions: [target], consents: { data: pick % 2 === 0, photo: null }, onlineParts: [], source: 'import', by },
        };
      case 'import':
        return {
          type: 'attendee.registered', at, person: { ...someone, fullName: text },
          data: { registrationId: id, ticketCode: null, sessions: [target], consents: { data: null, photo: null }, onlineParts: [], source: 'import', by, importId: `i${pick % 2}` },
        };
      case 'reimport':
        return { type: 'attendee.corrected', at, data: { registrationId: id, source: 'f', by, importId: `i${pick % 2}` }, person: { fullName: `${text}!` } };
      case 'withdraw':
        return { type: 'attendee.withdrawn', at, data: { registrationId: id, importId: `i${pick % 2}`, by } };
      case 'imported':
        return { type: 'roster.imported', at, data: { importId: `i${pick % 2}`, fileName: text, added: pick % 5, updated: 0, by } };
      case 'stopped':
        return { type: 'roster.importStopped', at, data: { importId: `i${pick % 2}`, added: pick % 3, updated: pick % 2, by } };
      case 'undone':
        return { type: 'import.undone', at, data: { importId: `i${pick % 2}`, withdrawn: 0, restored: 0, kept: [], by } };
      case 'profile':
        return { type: 'roster.profileSaved', at, data: { signature: `s${pick % 2}`, fileName: text, columns: { full_name: [pick % 3] }, dateOrder: null, by } };
      case 'late':
        return {
          type: 'attendee.registered', at, person: someone,
          data: { registrationId: id, ticketCode: `late ${text}`, sessions: [], consents: { data: null, photo: null }, onlineParts: [], source: 'ticket', by },
        };
      case 'issue':
        return { type: 'ticket.issued', at, data: { registrationId: id, ticketCode: text || 'T', kind: pick % 2 ? 'token' : 'signed', by } };
      case 'help':
        return { type: 'help.requested', at, data: { requestId: `call ${pick % 3}`, subject: pick % 2 ? 'scan' : 'name', by: { ...by, station: text } } };
      case 'answer':
        return { type: 'help.answered', at, data: { requestId: `call ${pick % 3}`, by } };
      case 'block':
      case 'unblock':
        return { type: kind === 'block' ? 'attendee.blocked' : 'attendee.unblocked', at, data: { registrationId: id, reason: `why ${text}`, by } };
      case 'merge':
        return { type: 'attendee.merged', at, data: { registrationId: id, into: [...ids, 'D', null][pick % 5] ?? null, reason: `why ${text}`, by } };
      case 'settle': {
        const refused = known.filter((event) => event.type === 'scan.refused').map((event) => event.id);
        return { type: 'sync.exceptionAnswered', at, data: { eventIds: [refused[pick % Math.max(1, refused.length)] ?? 'none'], note: text, by } };
      }
      case 'unlock':
        return { type: 'kiosk.unlockTried', at, data: { admitted: pick % 2 === 0, by } };
      case 'correct':
        return { type: 'attendee.corrected', at, data: { registrationId: id, ticketCode: `${text}2`, source: 'test', by }, person: pick % 2 ? { fullName: text } : {} };
      case 'certify': {
        const kind = (['confirmation', 'co_signed', 'award'] as const)[pick % 3] ?? 'award';
        const attempt = pick % 4 === 0 ? 1 : 0;
        const data = { registrationId: id, kind, number: numberFor(id, kind, attempt), attempt, issuedOn: '2025-09-25', firstDay: null, lastDay: null, attended: pick % 9, of: 8, by };
        if (kind === 'award') return { type: 'certificate.issued', at, data: { ...data, award: { awardId: null, title: `title ${text}` } }, person: { nameOnCertificate: text } };
        return { type: 'certificate.issued', at, data: { ...data, ...(pick % 5 ? {} : { override: { reason: `why ${text}`, refusals: ['no_birth_date'] } }) }, person: { nameOnCertificate: text } };
      }
      case 'print':
        return { type: 'certificate.printed', at, data: { registrationId: id, number: numberFor(id, 'co_signed', pick % 2), job: `job ${pick % 3}`, by } };
      case 'want':
        return { type: 'certificate.wanted', at, data: { registrationId: id, number: numberFor(id, 'co_signed', pick % 2), by: { ...by, station: text } } };
      case 'wish':
        return { type: 'certificate.nameWished', at, data: { registrationId: id, requestId: `call ${pick % 3}`, by }, person: { nameOnCertificate: text } };
      case 'takeBack':
        return { type: 'certificate.revoked', at, data: { registrationId: id, number: numberFor(id, pick % 3 ? 'co_signed' : 'confirmation', pick % 2), reason: `why ${text}`, by } };
      case 'award':
        return { type: 'award.granted', at, data: { registrationId: id, awardId: pick % 2 ? 'best' : null, title: pick % 2 ? { en: `title ${text}` } : `title ${text}`, by } };
      case 'unaward':
        return { type: 'award.withdrawn', at, data: { registrationId: id, reason: `why ${text}`, by } };
      case 'trust':
        return { type: 'certificate.keyTrusted', at, data: { publicKey: String(pick % 3).repeat(64), by } };
      case 'distrust':
        return { type: 'certificate.keyDistrusted', at, data: { publicKey: String(pick % 3).repeat(64), reason: `why ${text}`, by } };
      case 'received': {
        const revoked = [0, 1].map((attempt) => ({ number: numberFor(id, 'co_signed', attempt), at: `2025-09-2${pick % 9}T00:00:00.000Z` }));
        return { type: 'certificate.revocationsReceived', at, data: { revoked: revoked.slice(pick % 2), signedBy: '0'.repeat(64), by } };
      }
      case 'erase':
        return { type: 'attendee.erased', at, data: { registrationId: id, reason: 'requested', by } };
      case 'retention':
        return { type: 'retention.set', at, data: { days: pick % 40, postponedTo: null, reason: null, by } };
      case 'cancel':
        return { type: 'attendee.cancelled', at, data: { registrationId: id, reason: `why ${text}`, by } };
      case 'revoke':
        return { type: 'ticket.revoked', at, data: { registrationId: id, ticketCode: text || 'T', reason: 'lost it', by } };
      case 'out':
        return { type: 'checkOut.recorded', at, data: { ...scan, direction: 'out', registrationId: id } };
      case 'void': {
        const ins = known.filter((event) => event.type === 'checkIn.recorded' && event.data.registrationId === id);
        const eventId = ins[pick % Math.max(1, ins.length)]?.id ?? 'none';
        return { type: 'checkIn.voided', at, data: { registrationId: id, eventId, reason: 'mistake', nonce: scan.nonce, by } };
      }
      case 'refuse':
        return { type: 'scan.refused', at, data: { ...scan, code: text, registrationId: null, answer: 'unknown_ticket', previous: null } };
      case 'configure':
        return {
          type: 'workshop.configured', at,
          data: { id: 'w', programme: 'p', name: text || 'n', city: '', timeZone: 'UTC', ticketPrefix: '', foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 30 },
        };
      case 'agenda':
        return { type: 'agenda.replaced', at, data: { sessions: ids.slice(pick % 4).map((each) => sessionOf(each, text)), source: text } };
      case 'change': {
        const set = pick % 3 === 0 ? fieldsOf(sessionOf(id, text)) : pick % 3 === 1 ? { title: text } : { capacity: pick, room: text };
        const removed = pick % 5 === 0 ? { removed: pick % 2 === 0 } : {};
        return { type: 'session.changed', at, data: { cause: 'edited', minutes: null, changes: [{ id, set, was: {}, ...removed }], by: { role: 'desk' } } };
      }
      default:
        return { type: 'checkIn.recorded', at, data: { ...scan, registrationId: id } };
    }
  });

/** Events of three devices with clocks of their own, each device's in its order. */
export const eventSets: fc.Arbitrary<JournalEvent[]> = fc
  .array(fc.record({ draft, device: fc.constantFrom(...devices), clock: fc.integer({ min: 0, max: 50 }) }), { maxLength: 40 })
  .map((steps) => {
    const events: JournalEvent[] = [];
    const seqs = new Map<string, number>();
    const clocks = new Map<string, string>();
    for (const step of steps) {
      const seq = (seqs.get(step.device) ?? 0) + 1;
      const hlc = nextHybridTime(clocks.get(step.device) ?? null, step.clock);
      seqs.set(step.device, seq);
      clocks.set(step.device, hlc);
      const made = step.draft(events);
      const id = `w/${step.device}/${String(seq).padStart(10, '0')}`;
      events.push({ id, workshop: 'w', device: step.device, seq, hlc, v: 1, prev: '', ...made } as JournalEvent);
    }
    return events;
  });

/** A set of events and the same in another order. */
export const shuffled: fc.Arbitrary<{ events: JournalEvent[]; other: JournalEvent[] }> = eventSets.chain((events) =>
  fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }).map((other) => ({ events, other })),
);
