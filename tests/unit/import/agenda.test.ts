import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { parseAgendaFile } from '../../../renderer/store/import/parseFile';
import { agendaSession } from '../../../shared/contract/values';
import { readAgendaTable, shiftAgenda } from '../../../shared/domain/import/agenda';
import { instantOf, readWall } from '../../../shared/domain/import/zonedTime';
import { bytesOf, sampleAgenda, tableFrom } from './files';

const header = ['session_id', 'title', 'start', 'end', 'timezone', 'room', 'capacity', 'registration_required'];
const read = (...rows: string[][]) => readAgendaTable(tableFrom([header, ...rows], 'agenda.csv'), { timeZone: 'Europe/Rome' });
const codes = (remarks: { row: number; column: string; code: string }[]) => remarks.map(({ row, column, code }) => [row, column, code]);

describe('readAgendaTable', () => {
  it('reads the sample', async () => {
    const agenda = await parseAgendaFile(bytesOf(sampleAgenda), 'agenda.csv', { timeZone: 'Asia/Seoul' });
    expect(agenda).toMatchObject({ read: 12, rejected: [], warnings: [], encoding: 'utf-8' });
    for (const session of agenda.sessions) v.parse(v.strictObject(agendaSession.entries), session);
    expect(agenda.sessions[5]).toEqual({
      id: 'S06',
      title: '도시 안전과 인공지능 (AI for urban security & safety)',
      kind: 'workshop',
      start: '2025-09-24T13:00',
      end: '2025-09-24T14:30',
      timeZone: 'Asia/Seoul',
      startsAt: '2025-09-24T04:00:00.000Z',
      endsAt: '2025-09-24T05:30:00.000Z',
      room: 'Room C',
      capacity: 60,
      speakers: '',
      language: 'ko',
      countsForCertificate: true,
      registrationRequired: true,
    });
  });

  it('reads a workbook with Excel times', async () => {
    const agenda = await parseAgendaFile(bytesOf('tests/fixtures/agendas/workbook.xlsx'), 'agenda.xlsx', { timeZone: 'Europe/Rome' });
    expect(agenda.sessions).toMatchObject([{ id: 'S01', start: '2025-09-24T09:15', end: '2025-09-24T10:00', capacity: 320 }]);
  });

  it('rejects what cannot stand', () => {
    const day = ['2025-09-24T09:00', '2025-09-24T10:00'];
    const agenda = read(
      ['', 'No id', ...day],
      ['S1', '', ...day],
      ['S2', 'Backwards', day[1] ?? '', day[0] ?? ''],
      ['S3', 'First', ...day],
      ['S3', 'Second', ...day],
      ['S4', 'Where?', ...day, 'Mars/Olympus'],
      ['S5', 'When?', '09/24/2025 9:00', day[1] ?? ''],
      ['S6', 'When?', '', ''],
      ['S7;S8', 'Two ids', ...day],
      ['S9', 'Impossible', '2025-02-30T09:00', '2025-02-30T10:00'],
    );
    expect(codes(agenda.rejected)).toEqual([
      [2, 'session_id', 'missing_session_id'],
      [3, 'title', 'missing_title'],
      [4, 'end', 'end_not_after_start'],
      [6, 'session_id', 'duplicate_session_id'],
      [7, 'timezone', 'invalid_time_zone'],
      [8, 'start', 'invalid_time'],
      [9, 'start', 'missing_time'],
      [10, 'session_id', 'invalid_session_id'],
      [11, 'start', 'invalid_time'],
    ]);
    expect(agenda.sessions.map((session) => session.title)).toEqual(['First']);
    expect(agenda.read).toBe(10);
  });

  it('warns of rooms used twice, of capacities and of answers that are neither', () => {
    const agenda = read(
      ['S1', 'Long', '2025-09-24T09:00', '2025-09-24T12:00', '', 'Room A', 'many', 'maybe'],
      ['S2', 'Inside', '2025-09-24T10:00', '2025-09-24T11:00', '', 'room a', '-1', ''],
      ['S3', 'Later', '2025-09-24T11:30', '2025-09-24T12:30', '', 'Room A', '40', ''],
      ['S4', 'After', '2025-09-24T12:30', '13:00', '', 'Room A', '', 'yes'],
      ['S5', 'Elsewhere', '2025-09-24T09:00', '2025-09-24T12:00', '', '', '', ''],
    );
    expect(codes(agenda.warnings)).toEqual([
      [2, 'capacity', 'invalid_capacity'],
      [2, 'registration_required', 'invalid_yes_no'],
      [3, 'capacity', 'invalid_capacity'],
      [3, 'room', 'room_conflict'],
      [4, 'room', 'room_conflict'],
    ]);
    expect(agenda.sessions.map((session) => [session.capacity, session.registrationRequired, session.end.slice(11)])).toEqual([
      [null, false, '12:00'], [null, false, '11:00'], [40, false, '12:30'], [null, true, '13:00'], [null, false, '12:00'],
    ]);
  });

  it('says which columns are missing', () => {
    expect(() => readAgendaTable(tableFrom([['Title', 'From']], 'plan.csv'), { timeZone: 'Asia/Seoul' })).toThrow(
      /“plan\.csv” has no column session_id, start, end.*“Title”, “From”/,
    );
  });
});

describe('clock changes', () => {
  it.each([
    ['2025-03-30T01:59', 'Europe/Rome', '2025-03-30T00:59:00.000Z', '2025-03-30T01:59', 'plain'],
    ['2025-03-30T02:30', 'Europe/Rome', '2025-03-30T01:30:00.000Z', '2025-03-30T03:30', 'skipped'],
    ['2025-03-30T03:00', 'Europe/Rome', '2025-03-30T01:00:00.000Z', '2025-03-30T03:00', 'plain'],
    ['2025-10-26T01:59', 'Europe/Rome', '2025-10-25T23:59:00.000Z', '2025-10-26T01:59', 'plain'],
    ['2025-10-26T02:30', 'Europe/Rome', '2025-10-26T00:30:00.000Z', '2025-10-26T02:30', 'repeated'],
    ['2025-10-26T03:00', 'Europe/Rome', '2025-10-26T02:00:00.000Z', '2025-10-26T03:00', 'plain'],
    ['2025-03-09T02:15', 'America/New_York', '2025-03-09T07:15:00.000Z', '2025-03-09T03:15', 'skipped'],
    ['2025-11-02T01:15', 'America/New_York', '2025-11-02T05:15:00.000Z', '2025-11-02T01:15', 'repeated'],
    ['2025-11-02T12:00', 'America/New_York', '2025-11-02T17:00:00.000Z', '2025-11-02T12:00', 'plain'],
    ['2025-10-05T02:15', 'Australia/Lord_Howe', '2025-10-04T15:45:00.000Z', '2025-10-05T02:45', 'skipped'],
    ['2025-09-24T09:15', 'Asia/Kathmandu', '2025-09-24T03:30:00.000Z', '2025-09-24T09:15', 'plain'],
  ])('%s in %s is %s', (asked, timeZone, instant, wall, clock) => {
    expect(instantOf(asked, timeZone)).toEqual({ instant, wall, clock });
  });

  it('are told in the agenda', () => {
    const agenda = read(['S1', 'Night', '2025-03-30T02:30', '2025-03-30T04:00'], ['S2', 'Twice', '2025-10-26T02:30', '2025-10-26T04:00']);
    expect(codes(agenda.warnings)).toEqual([[2, 'start', 'clock_change'], [3, 'start', 'clock_change']]);
    expect(agenda.sessions.map((session) => session.start)).toEqual(['2025-03-30T03:30', '2025-10-26T02:30']);
  });

  it('reads times with an offset as instants', () => {
    expect(readWall('2025-09-24T00:15:00Z', 'Asia/Seoul')).toBe('2025-09-24T09:15');
    expect(readWall('2025-09-24 02:15 +0200', 'Asia/Seoul')).toBe('2025-09-24T09:15');
    expect(readWall('2025/9/24 9:15', 'Asia/Seoul')).toBe('2025-09-24T09:15');
    for (const text of ['24.09.2025 09:15', '2025-09-24', '2025-09-24T25:00', '09:15', '']) expect(readWall(text, 'Asia/Seoul')).toBeNull();
  });
});

describe('shiftAgenda', () => {
  it('moves whole days and keeps wall-clock times over a clock change', () => {
    const { sessions } = read(
      ['S2', 'Second day', '2025-03-30T09:00', '2025-03-30T10:00'],
      ['S1', 'First day', '2025-03-29T09:00', '2025-03-29T10:00'],
    );
    const moved = shiftAgenda(sessions, '2025-10-25');
    expect(moved.map(({ start, startsAt }) => [start, startsAt])).toEqual([
      ['2025-10-26T09:00', '2025-10-26T08:00:00.000Z'],
      ['2025-10-25T09:00', '2025-10-25T07:00:00.000Z'],
    ]);
    expect(shiftAgenda(moved, '2025-03-29')).toEqual(sessions);
    expect(shiftAgenda([], '2025-10-25')).toEqual([]);
  });

  it('keeps the length of a session that falls into the hour that is skipped', () => {
    const { sessions } = read(['S1', 'Night', '2025-03-29T02:30', '2025-03-29T03:15']);
    expect(shiftAgenda(sessions, '2025-03-30')).toMatchObject([{ start: '2025-03-30T03:30', end: '2025-03-30T04:15' }]);
  });
});
