import { describe, expect, it } from 'vitest';
import { parseAgendaFile } from '../../../renderer/store/import/parseFile';
import { readCalendar } from '../../../renderer/store/import/readCalendar';
import { KioskError } from '../../../shared/contract/errors';
import { bytesOf } from './files';

const rome = { timeZone: 'Europe/Rome' };
const calendar = (...events: string[]) =>
  readCalendar(['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.trim().split(/\n\s*/), 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n'), 'plan.ics', rome);

describe('readCalendar', () => {
  it('reads repetitions over a clock change, exceptions, zones of every kind and whole days', async () => {
    const agenda = await parseAgendaFile(bytesOf('tests/fixtures/agendas/rome.ics'), 'rome.ics', rome);
    expect(agenda.encoding).toBe('utf-8');
    const series = agenda.sessions.filter((session) => session.id.startsWith('ics-'));
    expect(series.map(({ id, title, room, start, startsAt, endsAt }) => [id.slice(-8), title, room, start, startsAt, endsAt])).toEqual([
      ['20250328', 'Morning lab, with coffee', 'Room A', '2025-03-28T09:00', '2025-03-28T08:00:00.000Z', '2025-03-28T09:30:00.000Z'],
      ['20250330', 'Morning lab, with coffee', 'Room A', '2025-03-30T09:00', '2025-03-30T07:00:00.000Z', '2025-03-30T08:30:00.000Z'],
      ['20250331', 'Morning lab (moved)', 'Room B', '2025-03-31T11:00', '2025-03-31T09:00:00.000Z', '2025-03-31T10:00:00.000Z'],
      ['20250401', 'Morning lab, with coffee', 'Room A', '2025-04-01T09:00', '2025-04-01T07:00:00.000Z', '2025-04-01T08:30:00.000Z'],
    ]);
    expect(series[0]).toMatchObject({ kind: 'lab', capacity: 40, registrationRequired: true, language: 'en', timeZone: 'Europe/Rome' });
    const byId = new Map(agenda.sessions.map((session) => [session.id, session]));
    expect(byId.get('S01')).toMatchObject({ start: '2025-03-28T08:00', timeZone: 'Europe/Rome', startsAt: '2025-03-28T07:00:00.000Z' });
    expect(byId.get('S02')).toMatchObject({ timeZone: 'Europe/Berlin', endsAt: '2025-03-31T12:45:00.000Z' });
    expect(byId.get('S03')).toMatchObject({ start: '2025-03-28T15:00', startsAt: '2025-03-28T14:00:00.000Z' });
    expect(byId.get('S04')).toMatchObject({ start: '2025-03-30T00:00', end: '2025-03-31T00:00', endsAt: '2025-03-30T22:00:00.000Z' });
    expect(agenda.sessions.filter((session) => session.id.startsWith('S07-'))).toHaveLength(500);
    expect(agenda.rejected.map(({ row, code }) => [row, code])).toEqual([[8, 'end_not_after_start']]);
    expect(agenda.warnings.map(({ row, code }) => [row, code])).toEqual([[7, 'cancelled_event'], [9, 'too_many_occurrences']]);
  });

  it('reads a series over the end of summer time: left out, added, moved, and moved from a day on', async () => {
    const agenda = await parseAgendaFile(bytesOf('tests/fixtures/agendas/autumn.ics'), 'autumn.ics', rome);
    const circle = agenda.sessions.filter(({ title }) => title.startsWith('Morgenkreis'));
    expect(circle.map(({ title, room, start, startsAt, endsAt }) => [title.slice(0, 19), room, start, startsAt, endsAt])).toEqual([
      ['Morgenkreis für all', 'Sala A', '2025-10-24T09:30', '2025-10-24T07:30:00.000Z', '2025-10-24T08:30:00.000Z'],
      ['Morgenkreis für all', 'Sala A', '2025-10-26T09:30', '2025-10-26T08:30:00.000Z', '2025-10-26T09:30:00.000Z'],
      ['Morgenkreis für all', 'Sala A', '2025-10-26T16:00', '2025-10-26T15:00:00.000Z', '2025-10-26T16:00:00.000Z'],
      ['Morgenkreis (later)', 'Sala B', '2025-10-27T11:00', '2025-10-27T10:00:00.000Z', '2025-10-27T11:00:00.000Z'],
      ['Morgenkreis (from n', 'Sala A', '2025-10-28T10:00', '2025-10-28T09:00:00.000Z', '2025-10-28T10:00:00.000Z'],
      ['Morgenkreis (from n', 'Sala A', '2025-10-29T10:00', '2025-10-29T09:00:00.000Z', '2025-10-29T10:00:00.000Z'],
      ['Morgenkreis (from n', 'Sala A', '2025-10-31T10:00', '2025-10-31T09:00:00.000Z', '2025-10-31T10:00:00.000Z'],
    ]);
    // Folded in the middle of letters, as the format allows.
    expect(circle[0]?.title).toBe('Morgenkreis für alle – Würde, Größe und Übermut in den Städten von morgen 도시의 아침 모임');
    expect(new Set(circle.map(({ id }) => id)).size).toBe(circle.length);
    const call = agenda.sessions.filter(({ title }) => title === 'New York call');
    // Clocks go back on 26 October in Rome, on 2 November in New York: three in the afternoon there, each week.
    expect(call.map(({ start, startsAt, timeZone }) => [start, startsAt, timeZone])).toEqual([
      ['2025-10-21T15:00', '2025-10-21T19:00:00.000Z', 'America/New_York'],
      ['2025-10-28T15:00', '2025-10-28T19:00:00.000Z', 'America/New_York'],
      ['2025-11-04T15:00', '2025-11-04T20:00:00.000Z', 'America/New_York'],
    ]);
    const utc = agenda.sessions.filter(({ title }) => title === 'Watch in UTC');
    expect(utc.map(({ start, startsAt }) => [start, startsAt])).toEqual([
      ['2025-10-26T00:00', '2025-10-25T22:00:00.000Z'], ['2025-10-26T23:00', '2025-10-26T22:00:00.000Z'],
    ]);
    expect(agenda.rejected).toEqual([]);
  });

  it('gives the same ids on every import', () => {
    const event = 'UID:a-very-long-identifier-from-a-program@example.org\nSUMMARY:A\nDTSTART:20250328T090000\nDURATION:PT1H';
    const id = (text: string) => calendar(text).sessions[0]?.id;
    expect(id(event)).toBe(id(event.replace('SUMMARY:A', 'SUMMARY:B')));
    expect(id(event)).not.toBe(id(event.replace('a-very', 'one-very')));
    expect(id(event)).toMatch(/^ics-[0-9a-z]{10}$/);
    expect(id(`${event}\nX-SESSION-ID:S42`)).toBe('S42');
  });

  it('leaves out a cancelled occurrence, and takes an override without its series for itself', () => {
    const agenda = calendar(
      'UID:S1\nSUMMARY:Daily\nDTSTART;TZID=Asia/Seoul:20250328T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3',
      'UID:S1\nRECURRENCE-ID;TZID=Asia/Seoul:20250329T090000\nSTATUS:CANCELLED\nDTSTART;TZID=Asia/Seoul:20250329T090000\nDURATION:PT1H',
      'UID:S2\nSUMMARY:Alone\nRECURRENCE-ID:20250329T090000\nDTSTART:20250329T100000\nDURATION:PT1H',
    );
    expect(agenda.sessions.map(({ id }) => id)).toEqual(['S1-20250328', 'S1-20250330', 'S2-20250329']);
    expect(agenda.sessions[0]).toMatchObject({ timeZone: 'Asia/Seoul', startsAt: '2025-03-28T00:00:00.000Z' });
    expect(agenda.warnings).toMatchObject([{ row: 1, code: 'cancelled_event' }]);
  });

  it('tells what it had to assume or leave out', () => {
    const agenda = calendar(
      'UID:S1\nSUMMARY:Somewhere\nDTSTART;TZID=Nowhere/Land:20250328T090000\nDTEND;TZID=Nowhere/Land:20250328T100000\nX-CAPACITY:lots',
      'UID:S2\nSUMMARY:Never\nDTEND:20250328T100000',
      'UID:S3\nSUMMARY:Twice\nDTSTART:20250328T120000\nDURATION:PT1H',
      'UID:S3\nSUMMARY:Twice\nDTSTART:20250328T120000\nDURATION:PT1H',
    );
    expect(agenda.sessions.map(({ id, startsAt }) => [id, startsAt])).toEqual([
      ['S1', '2025-03-28T08:00:00.000Z'],
      ['S3', '2025-03-28T11:00:00.000Z'],
    ]);
    expect(agenda.warnings.map(({ column, code }) => [column, code])).toEqual([
      ['DTSTART', 'invalid_time_zone'], ['X-CAPACITY', 'invalid_capacity'],
    ]);
    expect(agenda.rejected.map(({ row, code }) => [row, code])).toEqual([[2, 'missing_time'], [4, 'duplicate_session_id']]);
  });

  it('ends even where a rule asks for a day that never comes', () => {
    const agenda = calendar('UID:S1\nSUMMARY:Never\nDTSTART:20250328T090000\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30');
    expect(agenda.sessions.length + agenda.rejected.length).toBeLessThanOrEqual(500);
  });

  it.each([
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x', /damaged calendar/],
    ['BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR', /without events/],
  ])('refuses a calendar that is none', (text, why) => {
    expect(() => readCalendar(text, 'plan.ics', rome)).toThrow(why);
    expect(() => readCalendar(text, 'plan.ics', rome)).toThrow(KioskError);
  });
});
