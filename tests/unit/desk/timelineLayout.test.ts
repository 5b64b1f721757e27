import { describe, expect, test } from 'vitest';
import { neighbourOf } from '../../../renderer/desk/agenda/neighbour';
import { changedFields, emptyForm, endsBeforeStart, formOf, movedStart, readForm } from '../../../renderer/desk/agenda/sessionForm';
import { layOut } from '../../../renderer/desk/agenda/timelineLayout';
import type { AgendaSession } from '../../../shared/contract/values';

const session = (id: string, start: string, end: string, room = 'Hall'): AgendaSession => ({
  id, title: id, kind: '', start: `2025-09-24T${start}`, end: end.length > 5 ? end : `2025-09-24T${end}`, timeZone: 'UTC', startsAt: `2025-09-24T${start}:00.000Z`,
  endsAt: `2025-09-24T${end}:00.000Z`, room, capacity: null, speakers: '', language: '', countsForCertificate: true, registrationRequired: false,
});

describe('the timeline', () => {
  test('has a column for each room, and lanes where sessions overlap', () => {
    const { columns, firstHour, lastHour } = layOut(
      [session('A', '09:15', '10:00'), session('B', '09:30', '11:00', ' hall'), session('C', '10:00', '10:30'), session('D', '11:00', '12:00'), session('E', '08:30', '09:00', ''), session('F', '13:00', '12:00', 'Lab')],
      '2025-09-24',
    );
    expect([firstHour, lastHour]).toEqual([8, 14]);
    expect(columns.map(({ room, blocks }) => [room, blocks.map(({ session: { id }, from, to, lane, lanes }) => [id, from, to, lane, lanes])])).toEqual([
      ['Hall', [['A', 555, 600, 0, 2], ['B', 570, 660, 1, 2], ['C', 600, 630, 0, 2], ['D', 660, 720, 0, 1]]],
      ['Lab', [['F', 780, 800, 0, 1]]],
      ['', [['E', 510, 540, 0, 1]]],
    ]);
  });

  test('of a day shows an evening to its end after midnight, and of another day nothing', () => {
    expect(layOut([session('A', '22:00', '2025-09-25T00:30')], '2025-09-24')).toMatchObject({ firstHour: 22, lastHour: 25 });
    expect(layOut([session('A', '22:00', '23:00')], '2025-09-25').columns).toEqual([]);
  });

  test('is walked by arrow keys as it is seen', () => {
    const place = (left: number, top: number, width = 100, height = 50) => ({ left, right: left + width, top, bottom: top + height });
    const places = [place(0, 100), place(50, 0, 50), place(110, 60), place(220, 10)];
    expect(neighbourOf(place(50, 0, 50), places, 'ArrowDown')).toBe(0);
    expect(neighbourOf(place(0, 100), places, 'ArrowRight')).toBe(2);
    expect(neighbourOf(place(110, 60), places, 'ArrowRight')).toBe(3);
    expect(neighbourOf(place(220, 10), places, 'ArrowLeft')).toBe(2);
    expect(neighbourOf(place(220, 10), places, 'ArrowRight')).toBeUndefined();
  });
});

describe('the form of a session', () => {
  const form = formOf(session('A', '09:15', '10:00'));

  test('says what is wrong with each field', () => {
    expect(readForm({ ...form, title: ' ', from: '25:00', capacity: 'x', room: 'r'.repeat(121) }).problems).toEqual({ title: 'title', from: 'time', capacity: 'capacity', room: 'long' });
    expect(readForm({ ...form, day: '', to: '', capacity: '1.5' }).problems).toEqual({ day: 'day', capacity: 'capacity' });
    expect(readForm({ ...form, day: '2025-02-30' }).problems).toEqual({ day: 'day' });
    expect(readForm({ ...form, from: '9.05', to: '1010' }).session).toMatchObject({ start: '2025-09-24T09:05', end: '2025-09-24T10:10' });
    expect(readForm({ ...form, from: '23:30', to: '0:15', daysLater: 1 }).session).toMatchObject({ start: '2025-09-24T23:30', end: '2025-09-25T00:15' });
    expect(readForm({ ...form, capacity: ' 40 ' }).session?.capacity).toBe(40);
    expect(readForm({ ...form, capacity: '' }).session?.capacity).toBe(null);
  });

  test('gives only the fields that were changed', () => {
    expect(changedFields(form, readForm({ ...form, title: ' New ' }).session!)).toEqual({ title: 'New' });
    expect(changedFields(form, readForm(form).session!)).toEqual({});
  });

  test('carries the end along with the start, and begins after the last session of the day', () => {
    expect(movedStart(form, '23:30')).toMatchObject({ from: '23:30', to: '00:15', daysLater: 1 });
    expect(movedStart(movedStart(form, '23:30'), '09:15')).toEqual(form);
    expect(movedStart(form, '9')).toMatchObject({ from: '9', to: '10:00' });
    expect([endsBeforeStart(form), endsBeforeStart({ ...form, to: '09:00' })]).toEqual([false, true]);
    expect(emptyForm([session('A', '09:15', '10:00')], '2025-09-24')).toMatchObject({ day: '2025-09-24', from: '10:00', to: '11:00', room: 'Hall' });
    expect(emptyForm([], '2025-09-24')).toMatchObject({ from: '09:00', to: '10:00' });
  });
});
