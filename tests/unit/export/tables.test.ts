import fc from 'fast-check';
import Papa from 'papaparse';
import type { AttendeeView, VisitView } from '@shared/contract/queries';
import type { AgendaSession, Language } from '@shared/contract/values';
import { countsTable, isExpectedAt, standingTargets, targetTable, visitsTable, workshopTable } from '@shared/domain/export/attendanceTables';
import { byteOrderMark, csvHeader, csvLines } from '@shared/domain/export/csv';
import { defused } from '@shared/domain/export/defuse';
import { exportFileName } from '@shared/domain/export/fileName';
import { wallClockOf } from '@shared/domain/export/wallClock';
import { describe, expect, test } from 'vitest';

const day = 'day:2025-09-24';
const session: AgendaSession = {
  id: 'S05', title: 'Nature', kind: 'workshop', start: '2025-09-24T13:00', end: '2025-09-24T14:30', timeZone: 'Asia/Seoul', startsAt: '2025-09-24T04:00:00.000Z',
  endsAt: '2025-09-24T05:30:00.000Z', room: 'Room B', capacity: 60, speakers: '', language: 'en', countsForCertificate: true, registrationRequired: true,
};

function visit(target: string, at: string, more: Partial<VisitView> = {}): VisitView {
  return { eventId: `w/K1AAAAAA/${at}`, target, at, device: 'K1AAAAAA', station: null, outAt: null, voided: false, duplicate: false, override: null, ...more };
}

function person(more: Partial<AttendeeView> = {}): AttendeeView {
  return {
    registrationId: 'A-1', ticketCode: 'T-1', sessions: [], consents: { data: true, photo: false }, onlineParts: [], cancelled: null, blocked: null, erased: null, mergedInto: null, mergedFrom: [], revokedTickets: [], award: null, issuedTickets: [],
    person: { fullName: 'Ada', nameOnCertificate: '', email: 'ada@example.org', birthDate: null, country: 'GB', organisation: 'Engines', language: 'en', dietary: '', other: {} },
    visits: [], ...more,
  };
}

const named = (table: { columns: readonly { name: string }[] }, row: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(table.columns.map(({ name }, index) => [name, row[index]]));

describe('tables of attendance', () => {
  const voided = visit(day, '2025-09-24T00:01:00.000Z', { voided: true });
  const first = visit(day, '2025-09-24T00:02:00.000Z', { outAt: '2025-09-24T01:32:29.000Z' });
  const again = visit(day, '2025-09-24T02:00:00.000Z', { station: 'Door' });

  test('the whole workshop: a column for each target with the first check-in that stands', () => {
    const people = [person({ visits: [voided, first, again] }), person({ registrationId: 'A-2', visits: [visit('session:S05', '2025-09-24T04:00:00.000Z', { voided: true })] })];
    expect(standingTargets(people)).toEqual([day]);
    const table = workshopTable(standingTargets(people));
    expect(table.columns.map(({ name }) => name)).toEqual([
      'registration_id', 'ticket_code', 'full_name', 'name_on_certificate', 'email', 'organisation', 'country', 'cancelled', day, 'award',
    ]);
    expect(people.flatMap(table.rowsOf).map((row) => named(table, row)[day])).toEqual([first.at, null]);
  });

  test('one target: who is expected or came, how often and how it ended', () => {
    const table = targetTable(day, [session]);
    expect(named(table, table.rowsOf(person({ visits: [voided, first, again] }))[0]!)).toMatchObject({
      state: 'inside', first_check_in: first.at, last_check_out: null, check_ins: 2, station: 'Door', consent_photo: false,
    });
    expect(named(table, table.rowsOf(person({ visits: [first] }))[0]!)).toMatchObject({ state: 'left', last_check_out: first.outAt });
    expect(named(table, table.rowsOf(person())[0]!)).toMatchObject({ state: 'expected', check_ins: 0 });
    expect(table.rowsOf(person({ cancelled: { at: first.at, reason: 'ill' } }))).toEqual([]);
    const room = targetTable('session:S05', [session]);
    expect(room.rowsOf(person())).toEqual([]);
    expect(room.rowsOf(person({ sessions: ['S05'] }))).toHaveLength(1);
    expect(isExpectedAt(person(), 'session:S05', [{ ...session, registrationRequired: false }])).toBe(true);
  });

  test('an award is in the tables of people, in their language; of who refused or was erased, in none', () => {
    const ofPack = { awardId: 'best-pitch', title: { en: 'Best pitch', de: 'Beste Präsentation' } };
    const tables = (language: Language) => [workshopTable([day], { language }), workshopTable([day], { withConsents: true, language }), targetTable(day, [session], language)];
    const awards = (one: AttendeeView, language: Language) => tables(language).map((table) => named(table, table.rowsOf(one)[0]!).award);
    const same = (cell: string) => [cell, cell, cell];
    expect(awards(person({ award: ofPack }), 'de')).toEqual(same('Beste Präsentation'));
    expect(awards(person({ award: ofPack }), 'ko')).toEqual(same('Best pitch'));
    expect(awards(person({ award: { awardId: null, title: '올해의 도시' } }), 'fr')).toEqual(same('올해의 도시'));
    expect(awards(person(), 'en')).toEqual(same(''));
    expect(awards(person({ award: ofPack, consents: { data: false, photo: null } }), 'de')).toEqual(same(''));
    expect(awards(person({ award: ofPack, erased: { at: first.at }, person: null }), 'de')).toEqual(same(''));
    expect(named(workshopTable([day]), workshopTable([day]).rowsOf(person({ award: ofPack }))[0]!).award).toBe('Best pitch');
  });

  test('one row a visit, voided and doubled ones too', () => {
    const table = visitsTable([session]);
    const rows = table.rowsOf(person({ visits: [voided, first, visit('session:S05', '2025-09-24T04:00:00.000Z', { duplicate: true })] }));
    expect(rows.map((row) => named(table, row))).toMatchObject([
      { target: day, voided: true, date: '2025-09-24', minutes: null },
      { check_out: first.outAt, minutes: 90 },
      { target: 'session:S05', title: 'Nature', date: '2025-09-24', duplicate: true },
    ]);
  });

  test('counts name nobody', () => {
    const { rows } = countsTable([{ target: day, expected: 3, arrived: 2, inside: 1 }, { target: 'session:S05', expected: 2, arrived: 0, inside: 0 }], [session]);
    expect(rows).toEqual([
      [day, '', '', '2025-09-24', '', '', null, 3, 2, 1],
      ['session:S05', 'Nature', 'Room B', '2025-09-24', '13:00', '14:30', 60, 2, 0, 0],
    ]);
  });

  test('of somebody who refused, no table says more than the id and what counts', () => {
    const refused = person({
      consents: { data: false, photo: null }, cancelled: null,
      visits: [visit(day, first.at, { override: 'knows the mayor' })],
    });
    const targets = standingTargets([refused]);
    for (const table of [workshopTable(targets), workshopTable(targets, { withConsents: true }), targetTable(day, []), visitsTable([])]) {
      const rows = table.rowsOf(refused);
      expect(rows).toHaveLength(1);
      const said = JSON.stringify(rows);
      expect(said).toContain('A-1');
      for (const secret of ['T-1', 'Ada', 'ada@', 'Engines', 'GB', 'mayor']) expect(said).not.toContain(secret);
    }
    const gone = workshopTable([]).rowsOf({ ...refused, cancelled: { at: first.at, reason: 'Ada is ill' } });
    expect(JSON.stringify(gone)).not.toContain('ill');
  });
});

describe('CSV', () => {
  test.each([
    ['=1+1', "'=1+1"], ['+82-10-1234', "'+82-10-1234"], ['-2', "'-2"], ['@SUM(A1)', "'@SUM(A1)"], ['\t=1', "'\t=1"], ['\r=1', "'\r=1"], [' =1+1', "' =1+1"],
    ['＝1+1', "'＝1+1"], ['\ufeff=1', "'\ufeff=1"],
  ])('%j is defused', (text, expected) => expect(defused(text)).toBe(expected));

  test.each(['', 'Ada', '010-1234-5678', '(02) 123', "O'Neill", 'a=b', '최시우'])('%j stays as it is', (text) => expect(defused(text)).toBe(text));

  test('reads back as it was written, but for what was defused', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const width = rows[0]!.length;
      const even = rows.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? ''));
      const { data } = Papa.parse<string[]>(csvLines(even), { delimiter: ',', newline: '\r\n' });
      expect(data.slice(0, -1)).toEqual(even.map((row) => row.map(defused)));
    }));
  });

  test('numbers keep their minus, and truths are words', () => {
    expect(csvLines([[-5, true, false, null, 'x']])).toBe('-5,yes,no,,x\r\n');
    expect(byteOrderMark + csvHeader([{ name: 'a', kind: 'text', width: 1 }])).toBe('\ufeffa\r\n');
  });
});

test('the wall clock of a zone, as Intl has it, on both sides of a change of the hour', () => {
  fc.assert(fc.property(
    fc.constantFrom('Asia/Seoul', 'Europe/Rome', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'),
    fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2027, 0) }),
    (timeZone, at) => {
      const instant = new Date(at).toISOString();
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      expect(new Date(wallClockOf(timeZone)(instant)).toISOString().slice(0, 19).replace('T', ' ')).toBe(format.format(at));
    },
  ));
});

test.each([
  [['seoul-2025', 'attendance', 'S01'], 'csv', 'seoul-2025-attendance-S01.csv'],
  [['a/b\\c:d', '', '..'], 'xlsx', 'a-b-c-d.xlsx'],
  [['서울', 'x'.repeat(200)], 'pdf', `서울-${'x'.repeat(77)}.pdf`],
])('%j is called %s', (parts, ending, name) => expect(exportFileName(parts, ending)).toBe(name));
