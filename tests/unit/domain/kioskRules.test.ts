import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { draftEvent } from '@shared/contract/events';
import type { AgendaSession, WalkInRules } from '@shared/contract/values';
import { codeToShow, newcomer } from '@shared/domain/attendee';
import { localDateAt } from '@shared/domain/calendar';
import { dayOfTarget, planDay } from '@shared/domain/dayPlan';
import { lateIdOf, lateRegistration, withoutLateDoubles } from '@shared/domain/lateRegistration';
import { isRightProof, isWholeProof, proofsOf } from '@shared/domain/proof';
import { roomOf, sessionInRoom, targetOfStation } from '@shared/domain/stationTarget';
import { formatSignedTicket, formatToken, parseSignedTicket, parseToken, signedPart, ticketForm } from '@shared/domain/ticket';
import { ageOn, defaultWalkInRules, isPastDate, judgeWalkIn, placesLeft, walkInRegistration, type WalkInCase } from '@shared/domain/walkIn';

const session = (id: string, start: string, end: string, more: Partial<AgendaSession> = {}): AgendaSession => ({
  id, title: id, kind: 'workshop', start, end, timeZone: 'Asia/Seoul',
  startsAt: new Date(`${start}:00+09:00`).toISOString(), endsAt: new Date(`${end}:00+09:00`).toISOString(),
  room: 'Room A', capacity: null, speakers: '', language: 'en', countsForCertificate: true, registrationRequired: false, ...more,
});
const sessions = [
  session('S08', '2025-09-25T09:00', '2025-09-25T10:15'),
  session('S02', '2025-09-24T09:15', '2025-09-24T10:00', { room: 'Main Hall' }),
  session('S03', '2025-09-24T10:15', '2025-09-24T11:30', { room: 'Main Hall' }),
  session('S04', '2025-09-24T13:00', '2025-09-24T14:30', { registrationRequired: true }),
  session('S05', '2025-09-24T13:00', '2025-09-24T14:30', { room: 'Room B', registrationRequired: true }),
  session('S07', '2025-09-24T14:30', '2025-09-24T16:00'),
];
const seoul = (time: string): string => new Date(`${time}:00+09:00`).toISOString();
const by = { role: 'kiosk' as const };

describe('a station bound to a room', () => {
  const at = (room: string, time: string): string | undefined => sessionInRoom(room, sessions, seoul(time), 'Asia/Seoul')?.id;

  test('has the session that runs there, or the next one of that day', () => {
    expect(at('Room A', '2025-09-24T08:00')).toBe('S04');
    expect(at('Room A', '2025-09-24T13:00')).toBe('S04');
    expect(at('Room A', '2025-09-24T14:29')).toBe('S04');
    expect(at('Room A', '2025-09-24T14:30')).toBe('S07');
    expect(at('Room A', '2025-09-24T16:00')).toBeUndefined();
    expect(at('Room A', '2025-09-25T00:30')).toBe('S08'); // still the 24th in UTC
    expect(at('Main Hall', '2025-09-24T10:05')).toBe('S03');
    expect(at('Main Hall', '2025-09-25T08:00')).toBeUndefined();
  });

  test('knows its room by the whole name, in any case', () => {
    expect(at('  room a ', '2025-09-24T13:00')).toBe('S04');
    expect(at('Room', '2025-09-24T13:00')).toBeUndefined();
    expect(at('Room AB', '2025-09-24T13:00')).toBeUndefined();
    expect(roomOf('room: Room A ')).toBe('Room A');
    expect(roomOf('session:room:x')).toBeNull();
  });

  test('of two that run at once has the one that began later', () => {
    const fair = session('S90', '2025-09-24T09:00', '2025-09-24T18:00');
    expect(sessionInRoom('Room A', [fair, ...sessions], seoul('2025-09-24T13:30'), 'Asia/Seoul')?.id).toBe('S04');
    expect(sessionInRoom('Room A', [...sessions, fair], seoul('2025-09-24T17:00'), 'Asia/Seoul')?.id).toBe('S90');
  });

  test('resolves beside the other settings of a station', () => {
    const target = (station: string): string | null => targetOfStation(station, sessions, seoul('2025-09-24T12:00'), 'Asia/Seoul');
    expect(target('auto')).toBe('day:2025-09-24');
    expect(target('room:Room B')).toBe('session:S05');
    expect(target('room:Attic')).toBeNull();
    expect(target('session:S08')).toBe('session:S08');
    expect(target('day:2025-09-25')).toBe('day:2025-09-25');
  });

  test('never has a session of another room, another day, or one that is over; and has one while there is one', () => {
    const agenda = fc.array(
      fc.record({ id: fc.uuid(), room: fc.constantFrom('A', ' a', 'B'), start: fc.integer({ min: 0, max: 2 * 24 * 4 }), quarters: fc.integer({ min: 1, max: 12 }) }).map(({ id, room, start, quarters }) => {
        const wall = (quarter: number): string => new Date(Date.UTC(2025, 8, 24) + quarter * 900_000).toISOString().slice(0, 16);
        return session(id, wall(start), wall(start + quarters), { room });
      }),
      { maxLength: 12 },
    );
    fc.assert(fc.property(agenda, fc.integer({ min: -10, max: 300 }), (all, minutes) => {
      const now = new Date(Date.parse(seoul('2025-09-24T00:00')) + minutes * 60_000 * 10).toISOString();
      const found = sessionInRoom('A', all, now, 'Asia/Seoul');
      const left = all.filter(({ room, endsAt, startsAt, start }) =>
        room.trim().toLowerCase() === 'a' && endsAt > now && (startsAt <= now || start.slice(0, 10) === localDateAt(now, 'Asia/Seoul')));
      expect(found === undefined).toBe(left.length === 0);
      if (!found) return;
      expect(left).toContain(found);
      if (left.some(({ startsAt }) => startsAt <= now)) expect(found.startsAt <= now).toBe(true);
      else expect(left.every(({ startsAt }) => startsAt >= found.startsAt)).toBe(true);
    }));
  });
});

describe('tickets of our own', () => {
  const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

  test('are digits only, and give their bytes back', () => {
    fc.assert(fc.property(bytes(10), (token) => {
      const code = formatToken(token);
      expect(code).toMatch(/^\d{25}$/);
      expect(parseToken(code)).toEqual(token);
      expect(ticketForm(code)).toBe('token');
    }));
    fc.assert(fc.property(bytes(4), bytes(5), bytes(64), (tag, number, signature) => {
      const code = formatSignedTicket(signedPart(tag, number), signature);
      expect(code).toMatch(/^\d{176}$/);
      expect(parseSignedTicket(code)).toEqual({ tag, number, signature, signed: Uint8Array.from([...tag, ...number]) });
      expect(ticketForm(code)).toBe('signed');
      expect(lateIdOf(code)).toBe(`late-${Buffer.from(number).toString('hex')}`);
    }));
  });

  test('are told from everything else', () => {
    for (const code of ['', '9'.repeat(25), '9'.repeat(176), '1'.repeat(24), ` ${'1'.repeat(24)}`, `${'1'.repeat(24)}a`, '٠'.repeat(25), 'SEL25-1']) {
      expect(ticketForm(code), code).toBeNull();
      expect(lateIdOf(code)).toBeUndefined();
    }
    expect(() => formatToken(new Uint8Array(9))).toThrow(RangeError);
    expect(() => signedPart(new Uint8Array(4), new Uint8Array(6))).toThrow(RangeError);
    expect(() => formatSignedTicket(new Uint8Array(9), new Uint8Array(63))).toThrow(RangeError);
  });

  test('of a late registration: fits the contract, and gives way to the person of the roster', () => {
    const registration = lateRegistration('late-0000000001', '1'.repeat(176), seoul('2025-09-24T09:00'), by);
    expect(v.is(draftEvent, registration)).toBe(true);
    const late = newcomer(registration);
    expect(late).toMatchObject({ registered: true, fields: { ticket: '1'.repeat(176), consent: null } });
    const person = { ...late, id: 'SEL25-1' };
    expect(withoutLateDoubles([late, person])).toEqual([person]);
    expect(withoutLateDoubles([late])).toEqual([late]);
    expect(withoutLateDoubles([person, { ...person, id: 'SEL25-2' }])).toHaveLength(2);
  });

  test('show a code that is good, if somebody has one', () => {
    const person = newcomer(lateRegistration('X', 'roster', seoul('2025-09-24T09:00'), by));
    expect(codeToShow(person)).toBe('roster');
    expect(codeToShow({ ...person, revoked: ['roster'] })).toBe('roster');
    expect(codeToShow({ ...person, revoked: ['roster'], issued: ['new'] })).toBe('new');
    expect(codeToShow({ ...person, fields: { ...person.fields, ticket: null } })).toBe('');
  });
});

describe('walk-ins', () => {
  const rules: WalkInRules = { open: true, capacity: 10, minimumAge: 18, certificateBelowAge: 35 };
  const walkIn = (more: Partial<WalkInCase> = {}): WalkInCase => ({
    rules, sessions, today: '2025-09-20', birthDate: '2000-01-01', taken: 9, namesake: false, anotherPerson: false, ...more,
  });

  test('are refused with the number they were judged by', () => {
    expect(judgeWalkIn(walkIn())).toBeNull();
    expect(judgeWalkIn(walkIn({ rules: { ...rules, open: false } }))).toEqual({ refusal: 'closed', limit: null });
    expect(judgeWalkIn(walkIn({ taken: 10 }))).toEqual({ refusal: 'full', limit: 10 });
    expect(judgeWalkIn(walkIn({ taken: 12 }))).toEqual({ refusal: 'full', limit: 10 });
    expect(judgeWalkIn(walkIn({ birthDate: '2007-09-25' }))).toEqual({ refusal: 'too_young', limit: 18 });
    expect(judgeWalkIn(walkIn({ birthDate: '2007-09-24' }))).toBeNull(); // 18 on the first day
    expect(judgeWalkIn(walkIn({ birthDate: '2007-09-24', sessions: [] }))).toEqual({ refusal: 'too_young', limit: 18 });
    expect(judgeWalkIn(walkIn({ namesake: true }))).toEqual({ refusal: 'maybe_registered', limit: null });
    expect(judgeWalkIn(walkIn({ namesake: true, taken: 10 }))).toEqual({ refusal: 'maybe_registered', limit: null });
    expect(judgeWalkIn(walkIn({ namesake: true, anotherPerson: true }))).toBeNull();
    expect(judgeWalkIn(walkIn({ rules: defaultWalkInRules, taken: 100_000, birthDate: '2025-01-01' }))).toBeNull();
    expect([placesLeft(rules, 9), placesLeft(rules, 12), placesLeft(defaultWalkInRules, 5)]).toEqual([1, 0, null]);
  });

  test('are as old as their birthdays, also those of 29 February', () => {
    expect([ageOn('2004-02-29', '2022-02-28'), ageOn('2004-02-29', '2022-03-01'), ageOn('2004-02-29', '2024-02-28'), ageOn('2004-02-29', '2024-02-29')]).toEqual([17, 18, 19, 20]);
    const dates = fc.date({ min: new Date('1920-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    fc.assert(fc.property(dates, dates, (birth, date) => {
      const age = ageOn(birth, date);
      // The birthday of that many years has come, and the next one has not.
      const birthday = (years: number): string => new Date(Date.UTC(Number(birth.slice(0, 4)) + years, Number(birth.slice(5, 7)) - 1, Number(birth.slice(8)))).toISOString().slice(0, 10);
      expect(birthday(age) <= date).toBe(true);
      expect(birthday(age + 1) > date).toBe(true);
    }));
  });

  test('were born on a day of the calendar that has been', () => {
    for (const date of ['2025-02-30', '2023-02-29', '2025-09-25', '2025-13-01']) expect(isPastDate(date, '2025-09-24'), date).toBe(false);
    for (const date of ['2024-02-29', '2025-09-24', '1930-12-31']) expect(isPastDate(date, '2025-09-24'), date).toBe(true);
  });

  test('become a registration that the journal takes', () => {
    const form = {
      fullName: 'Mina Rossi', nameOnCertificate: '', birthDate: '2000-01-01', email: 'mina@example.org', country: 'IT', organisation: 'X', language: 'it' as const,
      consents: { data: true as const, photo: false },
    };
    const registration = walkInRegistration(form, 'W-1', seoul('2025-09-24T09:00'), { ...by, station: 'Entrance' });
    expect(v.is(draftEvent, registration)).toBe(true);
    expect(registration).toMatchObject({ data: { ticketCode: null, consents: { data: true, photo: false }, source: 'walk-in' }, person: { fullName: 'Mina Rossi' } });
    expect(newcomer(registration).fields.consent).toBe(true);
  });
});

describe('proofs', () => {
  const person = { birthDate: '2000-02-03', email: 'Mina.Rossi@example.org' };
  test('are the birth date or the beginning of the address', () => {
    expect(isRightProof({ kind: 'birthDate', value: '2000-02-03' }, person)).toBe(true);
    expect(isRightProof({ kind: 'birthDate', value: '2000-03-02' }, person)).toBe(false);
    expect(isRightProof({ kind: 'email', value: ' mIN' }, person)).toBe(true);
    expect(isRightProof({ kind: 'email', value: 'mina.rossi@example.org' }, person)).toBe(true);
    expect(isRightProof({ kind: 'email', value: 'mina.rossi@example.organ' }, person)).toBe(false);
    expect(isRightProof({ kind: 'email', value: 'ina' }, person)).toBe(false);
    expect(isRightProof({ kind: 'email', value: 'mi' }, person)).toBe(false);
    expect([isWholeProof({ kind: 'email', value: ' mi ' }), isWholeProof({ kind: 'email', value: 'xyz' })]).toEqual([false, true]);
  });
  test('are asked for only where the roster has them', () => {
    expect(proofsOf(person)).toEqual(['birthDate', 'email']);
    expect(proofsOf({ birthDate: null, email: '' })).toEqual([]);
    const nobody = { birthDate: null, email: '' };
    fc.assert(fc.property(fc.string(), (value) => {
      expect(isRightProof({ kind: 'email', value }, nobody)).toBe(false);
      expect(isRightProof({ kind: 'birthDate', value }, nobody)).toBe(false);
    }));
  });
});

describe("an attendee's day", () => {
  const plan = (mine: string[], time: string, date = '2025-09-24'): string[] => {
    const now = seoul(time);
    return planDay(mine, sessions, date, now, localDateAt(now, 'Asia/Seoul')).map((each) => `${each.session.id} ${each.state}${each.mine ? ' mine' : ''}`);
  };
  test('has what is open to all, and of the rest what they registered for', () => {
    expect(plan(['S05'], '2025-09-24T09:30')).toEqual(['S02 now', 'S03 next', 'S05 later mine', 'S07 later']);
    expect(plan([], '2025-09-24T10:05')).toEqual(['S02 past', 'S03 next', 'S07 later']);
    expect(plan(['S04', 'S05'], '2025-09-24T12:00')).toEqual(['S02 past', 'S03 past', 'S04 next mine', 'S05 next mine', 'S07 later']);
    expect(plan([], '2025-09-24T18:00')).toEqual(['S02 past', 'S03 past', 'S07 past']);
  });
  test('of tomorrow, or by a clock that is months off, is still to come', () => {
    expect(plan([], '2025-09-24T18:00', '2025-09-25')).toEqual(['S08 next']);
    expect(plan([], '2026-11-24T10:00')).toEqual(['S02 next', 'S03 later', 'S07 later']);
  });
  test('is that of the target', () => {
    expect([dayOfTarget('session:S08', sessions), dayOfTarget('day:2025-09-24', sessions), dayOfTarget('session:S99', sessions)]).toEqual(['2025-09-25', '2025-09-24', undefined]);
  });
});
