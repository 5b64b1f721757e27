import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delay } from '@shared/contract/agenda';
import { orderOf } from '@shared/contract/events';
import type { AgendaSession } from '@shared/contract/values';
import { conflictsOf, newConflicts, overlap, speakersOf } from '@shared/domain/agenda/conflicts';
import { pushDelay, withMoves } from '@shared/domain/agenda/delay';
import { changeBetween, changesBack, changeSessions, emptyAgenda, fieldsOf, type LastChange, replaceAgenda, withFields } from '@shared/domain/agenda/sessionEdits';
import { instantOf } from '@shared/domain/import/zonedTime';
import { foldAll } from '@shared/domain/state';
import { roomName } from '@shared/domain/stationTarget';
import { eventSets } from './events';

function session(id: string, start: string, end: string, more: Partial<AgendaSession> = {}): AgendaSession {
  const timeZone = more.timeZone ?? 'Asia/Seoul';
  const on = (time: string): string => (time.length === 5 ? `2025-09-24T${time}` : time);
  return {
    id, title: id, kind: 'lecture', start: on(start), end: on(end), timeZone, startsAt: instantOf(on(start), timeZone).instant, endsAt: instantOf(on(end), timeZone).instant,
    room: 'Hall', capacity: null, speakers: '', language: 'en', countsForCertificate: true, registrationRequired: false, ...more,
  };
}

const day = [
  session('S1', '09:00', '10:00'),
  session('S2', '10:15', '11:00'),
  session('S3', '11:00', '12:00'),
  session('S4', '14:00', '15:00'),
  session('T1', '09:30', '10:30', { room: 'Room B' }),
  session('T2', '10:15', '11:15', { room: ' room b ' }),
  session('N1', '09:00', '10:00', { start: '2025-09-25T09:00', end: '2025-09-25T10:00', startsAt: '2025-09-25T00:00:00.000Z', endsAt: '2025-09-25T01:00:00.000Z' }),
];
const times = (sessions: readonly AgendaSession[], delay: Partial<Delay> & { sessionId: string }): [string, string, string][] =>
  pushDelay(sessions, { minutes: 30, scope: 'room', absorb: false, ...delay }).map(({ after }) => [after.id, after.start.slice(11), after.end.slice(11)]);

describe('a delay', () => {
  test('pushes what follows in the same room that day, by as much', () => {
    expect(times(day, { sessionId: 'S2' })).toEqual([['S2', '10:45', '11:30'], ['S3', '11:30', '12:30'], ['S4', '14:30', '15:30']]);
  });

  test('is taken up by the time between, if asked', () => {
    expect(times(day, { sessionId: 'S1', absorb: true })).toEqual([['S1', '09:30', '10:30'], ['S2', '10:30', '11:15'], ['S3', '11:15', '12:15']]);
    expect(times(day, { sessionId: 'S1', absorb: true, minutes: 15 })).toEqual([['S1', '09:15', '10:15']]);
  });

  test('of the whole day moves all rooms, each by what its own and the others need', () => {
    expect(times(day, { sessionId: 'S1', scope: 'day' }).map(([id, start]) => [id, start])).toEqual([
      ['S1', '09:30'], ['T1', '10:00'], ['S2', '10:45'], ['T2', '10:45'], ['S3', '11:30'], ['S4', '14:30'],
    ]);
    expect(times(day, { sessionId: 'S1', scope: 'day', absorb: true }).map(([id, start]) => [id, start])).toEqual([
      ['S1', '09:30'], ['S2', '10:30'], ['T2', '10:30'], ['S3', '11:15'],
    ]);
  });

  test('that runs past midnight pushes the next morning no further than it must', () => {
    const late = [session('L1', '2025-09-24T20:00', '2025-09-24T23:30'), session('L2', '2025-09-25T00:15', '2025-09-25T02:00'), session('L3', '2025-09-25T09:00', '2025-09-25T10:00')];
    expect(pushDelay(late, { sessionId: 'L1', minutes: 60, scope: 'room', absorb: false }).map(({ after }) => [after.id, after.start])).toEqual([
      ['L1', '2025-09-24T21:00'], ['L2', '2025-09-25T00:30'],
    ]);
  });

  test('over a change of the clocks keeps the true length', () => {
    const night = [session('D1', '2025-03-30T01:30', '2025-03-30T03:30', { timeZone: 'Europe/Rome' })];
    const [move] = pushDelay(night, { sessionId: 'D1', minutes: 45, scope: 'room', absorb: false });
    expect(move?.after).toMatchObject({ start: '2025-03-30T03:15', end: '2025-03-30T04:15', startsAt: '2025-03-30T01:15:00.000Z' });
  });

  test('of a session without a room, or of none, moves nothing else', () => {
    const loose = [session('A', '09:00', '10:00', { room: '' }), session('B', '10:00', '11:00', { room: '' })];
    expect(times(loose, { sessionId: 'A' })).toEqual([['A', '09:30', '10:30']]);
    expect(times(loose, { sessionId: 'X' })).toEqual([]);
  });

  const rooms = fc.constantFrom('Hall', 'hall ', 'Room B', '');
  const agendas = fc
    .array(fc.record({ from: fc.integer({ min: 0, max: 3 * 1440 }), length: fc.integer({ min: -30, max: 300 }), room: rooms, zone: fc.constantFrom('Europe/Rome', 'Asia/Seoul') }), { minLength: 1, maxLength: 14 })
    .map((all) =>
      all.map(({ from, length, room, zone }, index) => {
        const at = (minutes: number): string => new Date(Date.UTC(2025, 2, 29) + minutes * 60_000).toISOString();
        const wall = (minutes: number): string => at(minutes + (zone === 'Asia/Seoul' ? 540 : 60)).slice(0, 16);
        return session(`S${index}`, wall(from), wall(from + length), { room, timeZone: zone, startsAt: at(from), endsAt: at(from + length) });
      }),
    );
  const delays = fc.record({ sessionId: fc.nat({ max: 13 }).map((n) => `S${n}`), minutes: fc.integer({ min: 1, max: 720 }), scope: fc.constantFrom('room' as const, 'day' as const), absorb: fc.boolean() });
  const length = (each: AgendaSession): number => Date.parse(each.endsAt) - Date.parse(each.startsAt);

  test('makes no two sessions in a room overlap that did not, keeps every length, and moves nothing to an earlier time or too far', () => {
    fc.assert(fc.property(agendas, delays, (sessions, delay) => {
      const moves = pushDelay(sessions, delay);
      const after = withMoves(sessions, moves);
      for (const { before, after: moved } of moves) {
        expect(length(moved)).toBe(length(before));
        const by = Date.parse(moved.startsAt) - Date.parse(before.startsAt);
        expect(by).toBeGreaterThan(0);
        expect(by).toBeLessThanOrEqual(delay.minutes * 60_000);
        expect(before.startsAt >= (sessions.find(({ id }) => id === delay.sessionId)?.startsAt ?? '')).toBe(true);
      }
      sessions.forEach((a, i) => sessions.slice(i + 1).forEach((b, j) => {
        if (roomName(a.room) === '' || roomName(a.room) !== roomName(b.room) || overlap(a, b)) return;
        expect(overlap(after[i]!, after[i + 1 + j]!)).toBe(false);
      }));
      if (sessions.some(({ id }) => id === delay.sessionId)) expect(moves.map(({ after: { id } }) => id)).toContain(delay.sessionId);
    }), { numRuns: 1_000 });
  });

  test('that is taken up moves nothing further than one that is not', () => {
    fc.assert(fc.property(agendas, delays, (sessions, delay) => {
      const whole = new Map(pushDelay(sessions, { ...delay, absorb: false }).map(({ after }) => [after.id, after.startsAt]));
      for (const { after } of pushDelay(sessions, { ...delay, absorb: true })) expect(after.startsAt <= (whole.get(after.id) ?? '')).toBe(true);
    }));
  });
});

describe('conflicts', () => {
  const none = (): number => 0;

  test('are rooms and speakers in two places at once, ends before starts, and more people inside than fit', () => {
    const sessions = [
      session('A', '09:00', '10:00', { speakers: 'Kim Minsu; Giulia Rossi', capacity: 2 }),
      session('B', '09:30', '10:30', { room: ' HALL', speakers: 'giulia róssi' }),
      session('C', '09:45', '09:50', { room: 'Room C', speakers: 'KIM MINSU' }),
      session('D', '11:00', '10:00', { room: 'Hall' }),
      session('E', '10:30', '12:00'),
      session('F', '09:00', '12:00', { room: '' }),
    ];
    expect(conflictsOf(sessions, (id) => (id === 'A' ? 3 : 0))).toEqual([
      { kind: 'over_capacity', sessionId: 'A', inside: 3, capacity: 2 },
      { kind: 'room', sessionId: 'A', otherId: 'B', room: 'Hall' },
      { kind: 'speaker', sessionId: 'A', otherId: 'B', speaker: 'Giulia Rossi' },
      { kind: 'speaker', sessionId: 'A', otherId: 'C', speaker: 'Kim Minsu' },
      { kind: 'end_before_start', sessionId: 'D' },
    ]);
    expect(conflictsOf(day.slice(0, 4), none)).toEqual([]);
  });

  test('read speakers as people write them', () => {
    const names = (text: string): string[] => [...speakersOf(text).values()];
    expect(names('Kim, Minsu')).toEqual(['Kim, Minsu']);
    expect(names('Rossi, Giulia; Bianchi, Anna')).toEqual(['Rossi, Giulia', 'Bianchi, Anna']);
    expect(names('Giulia Rossi, Anna Bianchi')).toEqual(['Giulia Rossi', 'Anna Bianchi']);
    expect(names('김민수, 박지우')).toEqual(['김민수', '박지우']);
    expect(names(' \n; ')).toEqual([]);
  });

  test('that a delay would make are told from those that were there', () => {
    const sessions = [session('A', '09:00', '10:00', { speakers: 'Giulia Rossi' }), session('B', '10:00', '11:00', { room: 'Room B', speakers: 'Giulia Rossi' })];
    const after = withMoves(sessions, pushDelay(sessions, { sessionId: 'A', minutes: 10, scope: 'room', absorb: false }));
    expect(newConflicts(conflictsOf(sessions, none), conflictsOf(after, none))).toEqual([{ kind: 'speaker', sessionId: 'A', otherId: 'B', speaker: 'Giulia Rossi' }]);
    expect(newConflicts(conflictsOf(after, none), conflictsOf(after, none))).toEqual([]);
  });
});

describe('changes by hand', () => {
  const brought = replaceAgenda(emptyAgenda(), day, 'agenda.csv', '1');
  const change = (order: string, changes: LastChange['changes']): LastChange => ({ eventId: order, at: '', order, cause: 'edited', minutes: null, changes });
  const [first] = day as [AgendaSession];

  test('of two devices to different sessions, or fields, are all there', () => {
    const a = change('2', [changeBetween(first, { ...first, title: 'New' })!]);
    const b = change('3', pushDelay(day, { sessionId: 'S1', minutes: 5, scope: 'room', absorb: false }).map(({ before, after }) => changeBetween(before, after)!));
    const both = changeSessions(changeSessions(brought, a), b);
    expect(changeSessions(changeSessions(brought, b), a)).toEqual(both);
    expect(both.sessions[0]).toMatchObject({ title: 'New', start: '2025-09-24T09:05', end: '2025-09-24T10:05' });
    expect(both.last?.eventId).toBe('3');
  });

  test('do not bring a removed session back, and end with the agenda they were made to', () => {
    const removed = changeSessions(brought, change('2', [changeBetween(first, null)!]));
    expect(removed.sessions.map(({ id }) => id)).not.toContain('S1');
    const after = changeSessions(removed, change('3', [changeBetween(first, { ...first, title: 'New' })!]));
    expect(after.sessions).toHaveLength(day.length - 1);
    const again = replaceAgenda(after, day, 'again.csv', '4');
    expect(again).toMatchObject({ sessions: day, last: null, source: 'again.csv' });
    expect(again.edits.size).toBe(0);
    expect(changeSessions(again, change('3', [changeBetween(first, null)!]))).toBe(again);
  });

  test('are taken back whole, but for what was changed since', () => {
    for (const after of [{ ...first, title: 'New', room: 'Other' }, null]) {
      const done = changeSessions(brought, change('2', [changeBetween(first, after)!]));
      const undone = changeSessions(done, change('3', changesBack(done, done.last!)));
      expect(undone.sessions).toEqual(day);
      expect(changeSessions(undone, change('4', changesBack(undone, undone.last!))).sessions).toEqual(done.sessions);
    }
    const added = changeSessions(brought, change('2', [changeBetween(null, session('X', '08:00', '08:30'))!]));
    expect(added.sessions.at(-1)?.id).toBe('X');
    expect(changeSessions(added, change('3', changesBack(added, added.last!))).sessions).toEqual(day);
    const two = changeSessions(brought, change('2', [changeBetween(first, { ...first, title: 'New', room: 'Other' })!]));
    const since = changeSessions(two, change('3', [changeBetween(two.sessions[0]!, { ...two.sessions[0]!, room: 'Third' })!]));
    expect(changeSessions(since, change('4', changesBack(since, two.last!))).sessions[0]).toEqual({ ...first, room: 'Third' });
  });

  test('folded in any order, are those of the latest writer of each field since the latest agenda', () => {
    fc.assert(fc.property(eventSets, (events) => {
      const { agenda } = foldAll(events);
      const sorted = [...events].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
      let sessions = new Map<string, AgendaSession>();
      const gone = new Set<string>();
      let parts = new Map<string, ReturnType<typeof fieldsOf>>();
      for (const event of sorted) {
        if (event.type === 'agenda.replaced') {
          sessions = new Map(event.data.sessions.map((each) => [each.id, each]));
          parts = new Map();
          gone.clear();
        } else if (event.type === 'session.changed') {
          for (const { id, set, removed } of event.data.changes) {
            parts.set(id, { ...(parts.get(id) ?? (sessions.has(id) ? fieldsOf(sessions.get(id)!) : {})), ...set } as ReturnType<typeof fieldsOf>);
            if (removed === true) gone.add(id);
            if (removed === false) gone.delete(id);
          }
        }
      }
      const expected = new Map(sessions);
      for (const [id, fields] of parts) if (Object.keys(fields).length === 9) expected.set(id, withFields({ id } as AgendaSession, fields));
      for (const id of gone) expected.delete(id);
      const byId = (all: Iterable<AgendaSession>): AgendaSession[] => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId(agenda.sessions)).toEqual(byId(expected.values()));
    }), { numRuns: 500 });
  });
});
