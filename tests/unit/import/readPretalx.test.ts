import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { parseAgendaFile } from '../../../renderer/store/import/parseFile';
import { readPretalx } from '../../../renderer/store/import/readPretalx';
import { KioskError } from '../../../shared/contract/errors';
import { agendaSession } from '../../../shared/contract/values';
import { bytesOf } from './files';

const seoul = { timeZone: 'Asia/Seoul' };
const api = (...results: object[]) => readPretalx(JSON.stringify({ count: results.length, next: null, previous: null, results }), 'talks.json', seoul);

describe('a schedule of pretalx', () => {
  it('is read with rooms, places, speakers, and true lengths over a change of the clocks', async () => {
    const agenda = await parseAgendaFile(bytesOf('tests/fixtures/agendas/pretalx-schedule.json'), 'schedule.json', seoul);
    for (const session of agenda.sessions) v.parse(v.strictObject(agendaSession.entries), session);
    expect(agenda.sessions[0]).toEqual({
      id: 'ABCDEF', title: 'Opening: città aperte', kind: 'keynote', start: '2025-03-29T09:00', end: '2025-03-29T09:45', timeZone: 'Europe/Rome',
      startsAt: '2025-03-29T08:00:00.000Z', endsAt: '2025-03-29T08:45:00.000Z', room: 'Sala Grande', capacity: 200, speakers: 'Giulia Rossi; 김민수', language: 'it',
      countsForCertificate: true, registrationRequired: false,
    });
    expect(agenda.sessions.slice(1).map(({ id, start, end, startsAt, endsAt, capacity }) => [id, start, end, startsAt, endsAt, capacity])).toEqual([
      ['NIGHTS', '2025-03-30T01:30', '2025-03-30T03:30', '2025-03-30T00:30:00.000Z', '2025-03-30T01:30:00.000Z', 200],
      ['TWICEE-20250329T1000', '2025-03-29T10:00', '2025-03-29T11:30', '2025-03-29T09:00:00.000Z', '2025-03-29T10:30:00.000Z', null],
      ['TWICEE-20250330T1000', '2025-03-30T10:00', '2025-03-30T11:30', '2025-03-30T08:00:00.000Z', '2025-03-30T09:30:00.000Z', null],
      ['talk-104', '2025-03-30T14:00', '2025-03-30T14:20', '2025-03-30T12:00:00.000Z', '2025-03-30T12:20:00.000Z', null],
    ]);
    expect(agenda).toMatchObject({ read: 6, encoding: 'utf-8', warnings: [] });
    expect(agenda.rejected).toMatchObject([{ row: 6, column: 'start', code: 'invalid_time' }]);
  });

  it('of the API is read in both of its forms', () => {
    const agenda = api(
      { code: 'AAA', title: 'Old form', speakers: [{ code: 'P', name: 'Anna Bianchi' }], submission_type: { en: 'Talk', de: 'Vortrag' }, state: 'confirmed', content_locale: 'en', slot: { room: { de: 'Saal', en: 'Hall' }, start: '2025-09-24T09:00:00+09:00', end: '2025-09-24T10:00:00+09:00' } },
      { id: 7, room: { name: { en: 'Lab' } }, start: '2025-09-24T00:00:00Z', end: '2025-09-24T00:30:00Z', submission: { code: 'BBB', title: 'Slot', speakers: [], submission_type: { name: { en: 'Workshop' } } } },
      { code: 'CCC', title: 'Slots and length', duration: 30, slots: [{ start: '2025-09-24T11:00:00+09:00', end: null, room: 'Lab' }] },
      { code: 'DDD', title: 'Called off', state: 'canceled', slot: { start: '2025-09-24T12:00:00+09:00', end: '2025-09-24T13:00:00+09:00' } },
      { code: 'EEE', title: 'Not in the schedule', state: 'accepted', slot: null },
    );
    expect(agenda.sessions.map(({ id, kind, start, end, room, speakers }) => [id, kind, start, end, room, speakers])).toEqual([
      ['AAA', 'talk', '2025-09-24T09:00', '2025-09-24T10:00', 'Hall', 'Anna Bianchi'],
      ['BBB', 'workshop', '2025-09-24T09:00', '2025-09-24T09:30', 'Lab', ''],
      ['CCC', '', '2025-09-24T11:00', '2025-09-24T11:30', 'Lab', ''],
    ]);
    expect(agenda.warnings).toMatchObject([{ row: 4, code: 'cancelled_event' }]);
    expect(agenda.rejected).toMatchObject([{ row: 5, code: 'missing_time' }]);
  });

  it('that is one page of several says so', () => {
    const page = { next: 'https://pretalx.example.org/api/events/x/talks/?page=2', results: [{ code: 'A', title: 'A', duration: 5, start: '2025-09-24T09:00:00Z' }] };
    expect(readPretalx(JSON.stringify(page), 'talks.json', seoul).warnings).toMatchObject([{ code: 'more_pages' }]);
  });

  it.each([
    ['{"schedule": ', /damaged JSON/],
    ['{"people": []}', /no schedule of pretalx/],
    ['[1, null, "x"]', null],
    ['{"schedule": {"conference": {"days": []}}}', /without talks/],
  ])('that is none is refused: %s', (text, why) => {
    if (why === null) {
      const { sessions, rejected } = readPretalx(text, 'x.json', seoul);
      expect([sessions.length, rejected.length]).toEqual([0, 3]);
      return;
    }
    expect(() => readPretalx(text, 'x.json', seoul)).toThrow(why);
    expect(() => readPretalx(text, 'x.json', seoul)).toThrow(KioskError);
  });
});
