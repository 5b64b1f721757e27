import { describe, expect, test } from 'vitest';
import type { CertificateRefusal } from '@shared/contract/certificates';
import type { JournalEvent } from '@shared/contract/events';
import type { Workshop } from '@shared/contract/values';
import { isFinal, slotsNeeded, withoutBirthDate } from '@shared/domain/certificates/entitlement';
import { holderFacts, nameOnCertificate } from '@shared/domain/certificates/holder';
import { certificateRulesOf } from '@shared/domain/certificates/rules';
import { slotsOf } from '@shared/domain/certificates/slots';
import { workshopSpan } from '@shared/domain/certificates/workshopTime';
import { agenda, attends, by, checksIn, codes, enough, event, judged, registers, rules, session, workshop, young } from './certificateCases';

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
