import { describe, expect, test } from 'vitest';
import type { CertificateRules } from '@shared/contract/certificateRules';
import type { CertificateKind, CertificateRefusal } from '@shared/contract/certificates';
import type { JournalEvent } from '@shared/contract/events';
import type { AgendaSession, Workshop } from '@shared/contract/values';
import { type HolderFacts, holderFacts, nameOnCertificate } from '@shared/domain/certificates/holder';
import { isSameAward, titleIn } from '@shared/domain/certificates/awards';
import { certificateGround, entitlementOf, isFinal, keepsBack, slotsNeeded, withoutBirthDate } from '@shared/domain/certificates/entitlement';
import { standingOf } from '@shared/domain/certificates/record';
import { certificateRulesOf } from '@shared/domain/certificates/rules';
import { slotsOf } from '@shared/domain/certificates/slots';
import { workshopSpan } from '@shared/domain/certificates/workshopTime';
import { keptIdOf, personOf } from '@shared/domain/merge';
import { foldAll } from '@shared/domain/state';

/** 24 September in Seoul, by its clock; hours from 09 on. */
function session(id: string, from: string, to: string, more: Partial<AgendaSession> = {}): AgendaSession {
  const [day = '24', start = from] = from.includes('/') ? from.split('/') : ['24', from];
  const instant = (clock: string): string => new Date(`2025-09-${day}T${clock}:00+09:00`).toISOString();
  return {
    id, title: id, kind: '', start: `2025-09-${day}T${start}`, end: `2025-09-${day}T${to}`, timeZone: 'Asia/Seoul', startsAt: instant(start), endsAt: instant(to),
    room: '', capacity: null, speakers: '', language: '', countsForCertificate: true, registrationRequired: false, ...more,
  };
}

/** Ten counted sessions in eight slots, and two that do not count. */
const agenda: AgendaSession[] = [
  session('S01', '08:30', '09:00', { countsForCertificate: false }),
  session('S02', '09:15', '10:00'), session('S03', '10:15', '11:30'),
  session('S04', '13:00', '14:30'), session('S05', '13:00', '14:30'), session('S06', '13:00', '14:30'),
  session('S07', '15:00', '17:00', { countsForCertificate: false }),
  session('S08', '25/09:00', '10:15'), session('S09', '25/10:30', '12:00'), session('S11', '25/13:30', '15:30'), session('S12', '25/16:00', '17:30'), session('S13', '25/18:00', '18:30'),
];
const rules: CertificateRules = {
  issuer: 'WeGO', belowAge: 35, coSignedShare: 80, confirmationShare: 0, attendedBy: 'session', consents: ['data'], signers: [],
};
const workshop: Workshop = {
  id: 'seoul-2025', programme: 'P', name: 'N', city: 'Seoul', timeZone: 'Asia/Seoul', ticketPrefix: 'SEL25', foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 30, certificates: rules,
};
const young: HolderFacts = { name: '최시우', birthDate: '2000-01-01', consents: { data: true, photo: null } };

let seq = 0;
function event(type: string, data: object, device = 'K1AAAAAA', at = '2025-09-24T02:00:00.000Z', person?: object): JournalEvent {
  seq += 1;
  const id = `seoul-2025/${device}/${String(seq).padStart(10, '0')}`;
  return { id, workshop: 'seoul-2025', device, seq, hlc: `${String(seq).padStart(13, '0')}-0000`, v: 1, prev: '', type, at, data, ...(person ? { person } : {}) } as JournalEvent;
}
const by = { role: 'kiosk' as const };
const registers = (registrationId: string): JournalEvent =>
  event('attendee.registered', { registrationId, ticketCode: null, sessions: [], consents: { data: true, photo: null }, onlineParts: [], source: 'import', by }, undefined, undefined, {
    fullName: registrationId, nameOnCertificate: '', email: '', birthDate: null, country: '', organisation: '', language: null, dietary: '', other: {},
  });
const checksIn = (registrationId: string, target: string, more: object = {}, device?: string, at?: string): JournalEvent =>
  event('checkIn.recorded', { registrationId, target, nonce: `n${seq}`, direction: 'in', by, ...more }, device, at);
const attends = (id: string, ...sessions: string[]): JournalEvent[] => sessions.map((each) => checksIn(id, `session:${each}`));

/** What is said of somebody after some events. */
function judged(events: JournalEvent[], facts: HolderFacts = young, options: { id?: string; sessions?: AgendaSession[]; of?: Partial<Workshop> } = {}) {
  const { people } = foldAll(events);
  const attendee = personOf(people, people.get(keptIdOf(people, options.id ?? 'A'))!);
  return entitlementOf(certificateGround({ ...workshop, ...options.of }, options.sessions ?? agenda), attendee, facts);
}
const codes = (refusals: CertificateRefusal[]): string[] => refusals.map(({ code }) => code);
const enough = ['S02', 'S03', 'S05', 'S08', 'S09', 'S11', 'S12'];

describe('slots', () => {
  test('parallel sessions are one, and what does not count is none', () => {
    expect(slotsOf(agenda).map(({ sessions }) => sessions.map(({ id }) => id))).toEqual([
      ['S02'], ['S03'], ['S04', 'S05', 'S06'], ['S08'], ['S09'], ['S11'], ['S12'], ['S13'],
    ]);
  });

  test('a room that runs late stays in its slot; one that overlaps by minutes is a slot of its own', () => {
    expect(slotsOf([session('A', '13:00', '14:30'), session('B', '13:30', '15:00')])).toHaveLength(1);
    expect(slotsOf([session('A', '13:00', '14:30'), session('B', '14:20', '16:00')])).toHaveLength(2);
    // A long one beside two short ones: who was there all the time missed nothing.
    expect(slotsOf([session('A', '09:00', '12:00'), session('B', '09:00', '10:00'), session('C', '10:30', '12:00')])).toHaveLength(1);
    expect(slotsOf([session('A', '09:00', '09:00'), session('B', '09:00', '10:00'), session('C', '10:00', '11:00')])).toHaveLength(2);
    expect(slotsOf([])).toEqual([]);
  });

  test('do not depend on the order of the agenda', () => {
    expect(slotsOf([...agenda].reverse())).toEqual(slotsOf(agenda));
  });

  test('a share of them is rounded up', () => {
    expect([[8, 80], [5, 80], [10, 80], [1, 80], [0, 80], [3, 100], [7, 0]].map(([slots, share]) => slotsNeeded(slots!, share!))).toEqual([7, 4, 8, 1, 0, 3, 0]);
  });
});

describe('the workshop’s first day', () => {
  test('is by its own time zone, whatever the agenda was written in', () => {
    const written = { ...session('A', '09:00', '10:00'), timeZone: 'America/New_York', start: '2025-09-23T20:00' };
    expect(workshopSpan(workshop, [written, session('B', '25/09:00', '10:00')])).toEqual({ firstDay: '2025-09-24', lastDay: '2025-09-25' });
  });
  test('is as it was planned while there is no agenda', () => {
    expect(workshopSpan({ timeZone: 'Asia/Seoul', firstDay: '2025-09-24' }, [])).toEqual({ firstDay: '2025-09-24', lastDay: '2025-09-24' });
    expect(workshopSpan({ timeZone: 'Asia/Seoul' }, [])).toEqual({ firstDay: null, lastDay: null });
  });
});

describe('the co-signed certificate', () => {
  test('is for who is young enough and was there often enough', () => {
    const { attended, needed, slots, refusals } = judged([registers('A'), ...attends('A', ...enough)]);
    expect([attended, needed, slots.length]).toEqual([7, 7, 8]);
    expect(refusals.co_signed).toEqual([]);
    expect(codes(refusals.confirmation)).toEqual(['co_signed_instead']);
  });

  test('says how much is missing', () => {
    const { refusals, slots } = judged([registers('A'), ...attends('A', ...enough.slice(0, 5))]);
    expect(refusals.co_signed).toEqual([{ code: 'attendance', attended: 5, of: 8, needed: 7 }]);
    expect(refusals.confirmation).toEqual([]);
    expect(slots.filter(({ attended }) => !attended).map(({ sessions }) => sessions[0]!.id)).toEqual(['S11', 'S12', 'S13']);
  });

  test('counts two parallel sessions as one, and a session that does not count not at all', () => {
    const { attended } = judged([registers('A'), ...attends('A', 'S04', 'S05', 'S06', 'S01', 'S07')]);
    expect(attended).toBe(1);
  });

  test.each([
    ['the day before the birthday', '1990-09-25', []],
    ['on the birthday', '1990-09-24', ['too_old']],
    ['the day after', '1990-09-23', ['too_old']],
    ['born today', '2025-09-24', []],
    ['born tomorrow', '2025-09-25', ['birth_date_to_come']],
    ['not known', null, ['no_birth_date']],
  ] as const)('age: %s', (_, birthDate, expected) => {
    const { refusals } = judged([registers('A'), ...attends('A', ...enough)], { ...young, birthDate });
    expect(codes(refusals.co_signed)).toEqual(expected);
    if (birthDate === '1990-09-24') expect(refusals.co_signed[0]).toEqual({ code: 'too_old', birthDate, age: 35, limit: 35, on: '2025-09-24' });
  });

  test('somebody born on 29 February turns 35 on 1 March of a year without that day', () => {
    const on = (date: string): CertificateRefusal[] => {
      const moved = agenda.map((each) => ({ ...each, startsAt: `${date}T01:00:00.000Z`, endsAt: `${date}T02:00:00.000Z` }));
      return judged([registers('A'), ...attends('A', 'S02')], { ...young, birthDate: '2000-02-29' }, { sessions: moved }).refusals.co_signed;
    };
    expect(on('2035-02-28')).toEqual([]);
    expect(codes(on('2035-03-01'))).toEqual(['too_old']);
    // In a leap year, on the day itself: born 1996-02-29, 28 on 2024-02-29.
    const leap = agenda.map((each) => ({ ...each, startsAt: '2024-02-29T01:00:00.000Z', endsAt: '2024-02-29T02:00:00.000Z' }));
    const limit28 = { certificates: { ...rules, belowAge: 28 } };
    expect(codes(judged([registers('A'), ...attends('A', 'S02')], { ...young, birthDate: '1996-02-29' }, { sessions: leap, of: limit28 }).refusals.co_signed)).toEqual(['too_old']);
  });

  test('the first day is that of the venue: late on the 23rd in New York is the 24th in Seoul', () => {
    const first = { ...session('S02', '09:15', '10:00'), timeZone: 'America/New_York', start: '2025-09-23T20:15' };
    expect(codes(judged([registers('A'), ...attends('A', 'S02')], { ...young, birthDate: '1990-09-24' }, { sessions: [first] }).refusals.co_signed)).toEqual(['too_old']);
  });

  test('without a limit of age nobody is asked for a birth date', () => {
    const of = { certificates: { ...rules, belowAge: null } };
    expect(judged([registers('A'), ...attends('A', ...enough)], { ...young, birthDate: null }, { of }).refusals.co_signed).toEqual([]);
  });

  test('all reasons are given at once', () => {
    const { refusals } = judged(
      [registers('A'), event('attendee.cancelled', { registrationId: 'A', reason: 'ill', by }), event('attendee.blocked', { registrationId: 'A', reason: 'why', by })],
      { name: '', birthDate: '1980-01-01', consents: { data: false, photo: null } },
      { of: { certificates: { ...rules, consents: ['data', 'photo'] } } },
    );
    expect(codes(refusals.co_signed)).toEqual(['cancelled', 'blocked', 'no_name', 'consent_missing', 'consent_missing', 'too_old', 'attendance']);
    expect(codes(refusals.confirmation)).toEqual(['cancelled', 'blocked', 'no_name', 'consent_missing', 'consent_missing', 'did_not_attend']);
  });

  test('without an agenda it can only be said that there is none', () => {
    const { refusals } = judged([registers('A')], young, { sessions: [], of: {} });
    expect(codes(refusals.co_signed)).toEqual(['no_first_day', 'no_agenda']);
  });
});

describe('what counts as having been there', () => {
  test('a check-in that was taken back does not, a late one does, and so does one against a refusal', () => {
    const [first, ...rest] = attends('A', 'S02', 'S03');
    const late = checksIn('A', 'session:S04', { override: { reason: 'came in late', refusal: 'too_late' } }, undefined, '2025-09-24T09:00:00.000Z');
    const voided = event('checkIn.voided', { registrationId: 'A', eventId: first!.id, reason: 'mistake', nonce: 'v', by });
    const { slots } = judged([registers('A'), first!, ...rest, late, voided]);
    expect(slots.filter(({ attended }) => attended).map(({ sessions }) => sessions[0]!.id)).toEqual(['S03', 'S04']);
  });

  test('two devices that both let somebody in made one attendance, in whatever order they meet', () => {
    const one = checksIn('A', 'session:S02', {}, 'K1AAAAAA');
    const other = checksIn('A', 'session:S02', {}, 'K2BBBBBB');
    const elsewhere = checksIn('A', 'session:S03', {}, 'K2BBBBBB');
    const registration = registers('A');
    for (const events of [[registration, one, other, elsewhere], [elsewhere, other, one, registration]]) expect(judged(events).attended).toBe(2);
    // The first of the two taken back: the second stands for it.
    const voided = event('checkIn.voided', { registrationId: 'A', eventId: one.id, reason: 'mistake', nonce: 'v', by });
    expect(judged([registration, one, other, voided]).attended).toBe(1);
  });

  test('records of one person count together, and apart again once they are taken apart', () => {
    const events = [registers('A'), registers('B'), ...attends('A', 'S02', 'S03', 'S05', 'S08'), ...attends('B', 'S03', 'S09', 'S11', 'S12')];
    const merged = [...events, event('attendee.merged', { registrationId: 'B', into: 'A', reason: 'same', by })];
    expect(judged(merged).attended).toBe(7);
    expect(judged(merged).refusals.co_signed).toEqual([]);
    expect(judged([...merged, event('attendee.merged', { registrationId: 'B', into: null, reason: 'two', by })]).attended).toBe(4);
  });

  test('a changed agenda: what is gone counts for nobody, what was added is asked of all, what was moved is kept', () => {
    const events = [registers('A'), ...attends('A', ...enough.slice(0, 6))];
    expect(codes(judged(events).refusals.co_signed)).toEqual(['attendance']);
    const without = agenda.filter(({ id }) => id !== 'S12' && id !== 'S13');
    expect(judged(events, young, { sessions: without })).toMatchObject({ attended: 6, needed: 5 });
    const more = [...agenda, session('S20', '25/19:00', '20:00')];
    expect(judged([registers('A'), ...attends('A', ...enough)], young, { sessions: more })).toMatchObject({ attended: 7, needed: 8 });
    const moved = agenda.map((each) => (each.id === 'S02' ? session('S02', '25/20:00', '21:00') : each));
    expect(judged(events, young, { sessions: moved }).attended).toBe(6);
    const uncounted = agenda.map((each) => (each.id === 'S02' ? { ...each, countsForCertificate: false } : each));
    expect(judged(events, young, { sessions: uncounted })).toMatchObject({ attended: 5 });
  });

  test('a day’s check-in counts for sessions only where the programme says so, and then for what it covers', () => {
    const of = { certificates: { ...rules, attendedBy: 'day' as const } };
    const day = (at: string, more: object = {}): JournalEvent => checksIn('A', 'day:2025-09-24', more, undefined, at);
    const seen = (events: JournalEvent[], with_: Partial<Workshop> = of): string[] =>
      judged([registers('A'), ...events], young, { of: with_ }).slots.filter(({ attended }) => attended).map(({ sessions }) => sessions[0]!.id);
    expect(seen([day('2025-09-24T00:00:00.000Z')], {})).toEqual([]);
    expect(seen([day('2025-09-24T00:00:00.000Z')])).toEqual(['S02', 'S03', 'S04']);
    // After the opening had ended: 10:30 in Seoul.
    expect(seen([day('2025-09-24T01:30:00.000Z')])).toEqual(['S03', 'S04']);
    // Gone at noon.
    const came = day('2025-09-24T00:00:00.000Z');
    const out = event('checkOut.recorded', { registrationId: 'A', target: 'day:2025-09-24', nonce: 'o', direction: 'out', by }, undefined, '2025-09-24T03:00:00.000Z');
    expect(seen([came, out])).toEqual(['S02', 'S03']);
    // Forgotten in the morning, written down by an organizer in the evening.
    expect(seen([day('2025-09-24T10:00:00.000Z', { override: { reason: 'forgot to scan', refusal: null } })])).toEqual(['S02', 'S03', 'S04']);
    expect(seen([day('2025-09-24T10:00:00.000Z')])).toEqual([]);
  });
});

describe('the confirmation of attendance', () => {
  test('is for whoever came at all and does not get the other', () => {
    const day = checksIn('A', 'day:2025-09-24');
    expect(judged([registers('A'), day]).refusals.confirmation).toEqual([]);
    expect(judged([registers('A')]).refusals.confirmation).toEqual([{ code: 'did_not_attend' }]);
    const voided = event('checkIn.voided', { registrationId: 'A', eventId: day.id, reason: 'mistake', nonce: 'v', by });
    expect(codes(judged([registers('A'), day, voided]).refusals.confirmation)).toEqual(['did_not_attend']);
    expect(judged([registers('A'), ...attends('A', ...enough)], { ...young, birthDate: '1970-01-01' }).refusals.confirmation).toEqual([]);
  });

  test('may ask for a share, too', () => {
    const of = { certificates: { ...rules, confirmationShare: 50 } };
    expect(judged([registers('A'), ...attends('A', 'S02')], young, { of }).refusals.confirmation).toEqual([{ code: 'attendance', attended: 1, of: 8, needed: 4 }]);
  });
});

describe('certificates that were issued', () => {
  const parts = { attempt: 0, issuedOn: '2025-09-25', firstDay: '2025-09-24', lastDay: '2025-09-25', attended: 7, of: 8 };
  const issue = (number: string, kind: CertificateKind = 'co_signed', device?: string, attempt = 0, name = '최시우'): JournalEvent =>
    event('certificate.issued', { registrationId: 'A', kind, number, ...parts, attempt, by }, device, undefined, { nameOnCertificate: name });
  const revoke = (number: string): JournalEvent => event('certificate.revoked', { registrationId: 'A', number, reason: 'wrong name', by });
  const recordsOf = (events: JournalEvent[]) => foldAll(events).people.get('A')!.certificates ?? [];

  test('by two devices are one, with one number; the name is that of the last issue', () => {
    const [one, other] = [issue('CSHYXFPBNDXP', 'co_signed', 'K1AAAAAA'), issue('CSHYXFPBNDXP', 'co_signed', 'K2BBBBBB', 0, 'Choi Siwoo')];
    for (const events of [[one, other], [other, one]]) {
      const records = recordsOf(events);
      expect(records).toHaveLength(1);
      expect(standingOf(records, 'co_signed')).toMatchObject({ number: 'CSHYXFPBNDXP', name: 'Choi Siwoo', issued: { order: expect.stringContaining('K1AAAAAA') } });
    }
  });

  test('and taken back: then none stands, an organizer must decide, and the next has another number', () => {
    const events = [registers('A'), ...attends('A', ...enough), issue('CSHYXFPBNDXP'), revoke('CSHYXFPBNDXP')];
    expect(standingOf(recordsOf(events), 'co_signed')).toBeUndefined();
    expect(judged(events).refusals.co_signed).toEqual([{ code: 'revoked', at: expect.any(String), number: 'CSHYXFPBNDXP' }]);
    const anew = [...events, issue('000000000000', 'co_signed', undefined, 1)];
    expect(standingOf(recordsOf(anew), 'co_signed')?.number).toBe('000000000000');
    expect(judged(anew).refusals.co_signed).toEqual([]);
  });

  test('a print that is noted twice is one', () => {
    const print = (job: string): JournalEvent => event('certificate.printed', { registrationId: 'A', number: 'CSHYXFPBNDXP', job, by });
    const events = [issue('CSHYXFPBNDXP'), print('j1'), print('j2'), print('j1')];
    expect(recordsOf(events)[0]!.prints.map(({ job }) => job)).toEqual(['j1', 'j2']);
    expect(recordsOf([...events].reverse())).toEqual(recordsOf(events));
  });

  test('of a merged record are the person’s; of two of a kind the first one issued stands', () => {
    const issueB = event('certificate.issued', { registrationId: 'B', kind: 'co_signed', number: '000000000000', ...parts, by }, undefined, undefined, { nameOnCertificate: 'B' });
    const { people } = foldAll([registers('A'), registers('B'), issueB, issue('CSHYXFPBNDXP'), event('attendee.merged', { registrationId: 'B', into: 'A', reason: 'same', by })]);
    const person = personOf(people, people.get('A')!);
    expect(person.certificates?.map(({ number }) => number)).toEqual(['000000000000', 'CSHYXFPBNDXP']);
    expect(standingOf(person.certificates!, 'co_signed')?.number).toBe('000000000000');
  });

  test('of somebody erased keep their numbers and nothing personal', () => {
    const events = [registers('A'), issue('CSHYXFPBNDXP'), revoke('CSHYXFPBNDXP'), event('attendee.erased', { registrationId: 'A', reason: 'requested', by })];
    expect(recordsOf(events)).toMatchObject([{ number: 'CSHYXFPBNDXP', name: '', revoked: { reason: '' } }]);
    expect(recordsOf([...events].reverse())).toEqual(recordsOf(events));
    expect(codes(judged(events).refusals.co_signed)).toEqual(['erased']);
    expect(foldAll(events).certificates.revoked.has('CSHYXFPBNDXP')).toBe(true);
  });
});

describe('an award', () => {
  const parts = { attempt: 0, issuedOn: '2025-09-25', firstDay: '2025-09-24', lastDay: '2025-09-25', attended: 0, of: 8 };
  const title = { en: 'Best City Project', ko: '최우수 도시 프로젝트' };
  const grant = (more: object = {}, device?: string): JournalEvent => event('award.granted', { registrationId: 'A', awardId: 'best', title, by, ...more }, device);
  const withdraw = (): JournalEvent => event('award.withdrawn', { registrationId: 'A', reason: 'was a mistake', by });
  const issue = (number = 'CSHYXFPBNDXP', attempt = 0): JournalEvent =>
    event('certificate.issued', { registrationId: 'A', kind: 'award', number, ...parts, attempt, award: { awardId: 'best', title }, by }, undefined, undefined, { nameOnCertificate: '최시우' });
  const revoke = (): JournalEvent => event('certificate.revoked', { registrationId: 'A', number: 'CSHYXFPBNDXP', reason: 'was a mistake', by });

  test('is for who was granted one: whatever their age, and however little they attended', () => {
    expect(codes(judged([registers('A')]).refusals.award)).toEqual(['no_award']);
    for (const facts of [young, { ...young, birthDate: null }, { ...young, birthDate: '1950-01-01' }]) {
      const { refusals } = judged([registers('A'), grant()], facts);
      expect(refusals.award).toEqual([]);
      expect(codes(refusals.confirmation)).toEqual(['did_not_attend']);
    }
    const { refusals } = judged([registers('A'), ...attends('A', ...enough), grant()]);
    expect([refusals.co_signed, refusals.award]).toEqual([[], []]);
    expect(judged([registers('A'), grant()], young, { sessions: [] }).refusals.award).toEqual([]);
  });

  test('waits for what every certificate waits for', () => {
    const events = [registers('A'), grant(), event('attendee.cancelled', { registrationId: 'A', reason: 'ill', by }), event('attendee.blocked', { registrationId: 'A', reason: 'rude', by })];
    expect(codes(judged(events, { ...young, name: '', consents: { data: null, photo: null } }).refusals.award)).toEqual(['cancelled', 'blocked', 'no_name', 'consent_missing']);
    expect(codes(judged([registers('A'), grant(), event('attendee.erased', { registrationId: 'A', reason: 'requested', by })]).refusals.award)).toEqual(['erased']);
    expect(codes(judged([grant()]).refusals.award)).toEqual(['not_registered']);
  });

  test('that was withdrawn is none, and keeps its certificate back; granted again after that, it is one again', () => {
    const events = [registers('A'), grant(), issue(), withdraw()];
    expect(judged(events).refusals.award.map(keepsBack)).toEqual([true]);
    const revoked = [...events, revoke()];
    expect(codes(judged(revoked).refusals.award)).toEqual(['revoked', 'no_award']);
    expect(judged([...revoked, grant()]).refusals.award).toEqual([]);
    expect(codes(judged([...revoked, grant(), issue('000000000000', 1), event('certificate.revoked', { registrationId: 'A', number: '000000000000', reason: 'torn', by })]).refusals.award)).toEqual(['revoked']);
  });

  test('keeps on its certificate the title that it was issued with', () => {
    const events = [registers('A'), grant(), issue(), grant({ title: 'Another title', awardId: null })];
    for (const some of [events, [...events].reverse()]) {
      const { people } = foldAll(some);
      expect(standingOf(people.get('A')!.certificates!, 'award')?.issued.award).toEqual({ awardId: 'best', title });
      expect(people.get('A')!.award?.granted).toEqual({ awardId: null, title: 'Another title' });
    }
    // It names nobody: of somebody erased it stays.
    const { people } = foldAll([...events, event('attendee.erased', { registrationId: 'A', reason: 'requested', by })]);
    expect(people.get('A')).toMatchObject({ certificates: [{ name: '', issued: { award: { title } } }], award: { granted: { title: 'Another title' } } });
  });

  test('of a merged record is the person’s, by what was said last of either', () => {
    const merge = event('attendee.merged', { registrationId: 'B', into: 'A', reason: 'same', by });
    const first = grant({ registrationId: 'B', title: 'First' });
    expect(judged([registers('A'), registers('B'), first, merge]).refusals.award).toEqual([]);
    expect(codes(judged([registers('A'), registers('B'), first, merge, withdraw()]).refusals.award)).toEqual(['no_award']);
  });

  test('has a title in every language: its own, or English, or the one text it has', () => {
    expect(['ko', 'en', 'de'].map((language) => titleIn(title, language))).toEqual(['최우수 도시 프로젝트', 'Best City Project', 'Best City Project']);
    expect(titleIn('Publikumspreis', 'ko')).toBe('Publikumspreis');
    expect(isSameAward({ awardId: 'best', title }, { awardId: 'best', title: { ko: title.ko, en: title.en } })).toBe(true);
    expect(isSameAward({ awardId: 'best', title }, { awardId: 'best', title: { ...title, en: 'Best Project' } })).toBe(false);
    expect(isSameAward({ awardId: null, title: 'x' }, undefined)).toBe(false);
  });
});

describe('the name', () => {
  test('is the one that was given for certificates, or the full name, its white space set right', () => {
    expect(nameOnCertificate({ nameOnCertificate: ' Maëlys  Benoît ', fullName: 'M. Benoît' })).toBe('Maëlys Benoît');
    expect(nameOnCertificate({ nameOnCertificate: '  ', fullName: 'Ünal\u3000Öztürk' })).toBe('Ünal Öztürk');
    expect(nameOnCertificate({ nameOnCertificate: '', fullName: 'Zoe\u0308' })).toBe('Zoë');
    // Joiners are part of how a name is written.
    expect(nameOnCertificate({ nameOnCertificate: '', fullName: 'علی\u200cرضا' })).toBe('علی\u200cرضا');
  });

  test('what the kept record lacks, a merged one may have', () => {
    const blank = { fullName: '', nameOnCertificate: '', birthDate: null, consentData: null, consentPhoto: null };
    expect(holderFacts([{ ...blank, fullName: 'A', consentData: false }, { ...blank, fullName: 'B', birthDate: '2000-01-01', consentData: true, consentPhoto: true }])).toEqual({
      name: 'A', birthDate: '2000-01-01', consents: { data: false, photo: true },
    });
    expect(holderFacts([])).toEqual({ name: '', birthDate: null, consents: { data: null, photo: null } });
  });
});

test('rules that a workshop has not set are the default ones, with the age its walk-ins are told', () => {
  const { certificates: _, ...plain } = workshop;
  expect(certificateRulesOf(plain)).toMatchObject({ issuer: 'P', belowAge: 35, coSignedShare: 80, attendedBy: 'session', consents: ['data'] });
  expect(certificateRulesOf({ ...plain, walkIns: { open: true, capacity: null, minimumAge: null, certificateBelowAge: 30 } }).belowAge).toBe(30);
  expect(certificateRulesOf(workshop)).toBe(rules);
});

test('what nobody can put aside, and what a helper does not see', () => {
  expect((['erased', 'not_registered', 'no_name'] as const).map((code) => isFinal({ code }))).toEqual([true, true, true]);
  expect(isFinal({ code: 'did_not_attend' })).toBe(false);
  expect(withoutBirthDate({ code: 'too_old', birthDate: '1970-01-01', age: 55, limit: 35, on: '2025-09-24' })).toMatchObject({ birthDate: null, age: 55 });
});
