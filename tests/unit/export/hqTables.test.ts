import { expect, test } from 'vitest';
import type { JournalEvent } from '@shared/contract/events';
import type { HqWorkshop } from '@shared/contract/hqQueries';
import type { AttendeeView } from '@shared/contract/views';
import { hqVisitsTable, peopleTable, workshopCells, workshopColumns } from '@shared/domain/export/hqTables';
import { detailsFromJournal } from '../../../electron/exports/journalDetails';

const workshop: HqWorkshop = {
  id: 'seoul-2025', name: 'N', city: 'Seoul', timeZone: 'Asia/Seoul', year: 2025, firstDay: '2025-09-24', lastDay: '2025-09-25', place: null, live: false, expected: 3, arrived: 2, walkIns: 1,
  certificates: 1, printed: 0, exceptions: 4, cancelled: 5, recent: 0, devices: 2, missing: 7, lastAt: '2025-09-24T03:00:00.000Z',
};
const visit = { eventId: 'e', device: 'K1AAAAAA', station: 'Door', outAt: null, voided: false, duplicate: false, override: null };
const one: AttendeeView = {
  registrationId: 'A', ticketCode: 'T', sessions: [], consents: { data: true, photo: false }, onlineParts: [], cancelled: null, blocked: null, mergedInto: null, mergedFrom: [], erased: null, revokedTickets: [],
  award: { awardId: null, title: 'City of the year' }, issuedTickets: [], person: { fullName: 'Ann', nameOnCertificate: '', email: 'a@example.org', birthDate: null, country: 'KR', organisation: 'U', language: null, dietary: '', other: {} },
  visits: [
    { ...visit, target: 'session:S1', at: '2025-09-24T04:00:00.000Z' }, { ...visit, target: 'day:2025-09-24', at: '2025-09-24T03:00:00.000Z' },
    { ...visit, target: 'day:2025-09-25', at: '2025-09-25T03:00:00.000Z', voided: true }, { ...visit, target: 'day:2025-09-24', at: '2025-09-24T03:10:00.000Z', duplicate: true },
  ],
};

test('every row is as wide as its head, and says whose workshop it is of', () => {
  const row = (columns: readonly { name: string }[], cells: unknown[]): Record<string, unknown> => {
    expect(cells).toHaveLength(columns.length);
    return Object.fromEntries(columns.map(({ name }, index) => [name, cells[index]]));
  };
  expect(row(workshopColumns, workshopCells(workshop))).toMatchObject({ workshop: 'seoul-2025', year: 2025, expected: 3, arrived: 2, open_exceptions: 4, missing_events: 7, last_contact: workshop.lastAt });
  const people = peopleTable('en');
  const [person, ...noMore] = people.rowsOf(workshop, [], one);
  expect(noMore).toEqual([]);
  expect(row(people.columns, person!)).toMatchObject({ workshop: 'seoul-2025', city: 'Seoul', registration_id: 'A', full_name: 'Ann', first_check_in: '2025-09-24T03:00:00.000Z', days: 1, sessions: 1, award: 'City of the year' });
  const visits = hqVisitsTable.rowsOf(workshop, [], one);
  expect(visits).toHaveLength(4);
  expect(row(hqVisitsTable.columns, visits[2]!)).toMatchObject({ city: 'Seoul', voided: true, duplicate: false });
  // Whoever refused the use of their data is counted, and not named.
  expect(JSON.stringify(people.rowsOf(workshop, [], { ...one, consents: { data: false, photo: null } }))).not.toMatch(/Ann|a@example|City of the year/);
});

test('details come out of the journal, of the workshops that are asked for and without what was erased', async () => {
  const event = (workshop: string, seq: number, type: string, data: object, person?: object): JournalEvent =>
    ({ id: `${workshop}/K1AAAAAA/${String(seq).padStart(10, '0')}`, workshop, device: 'K1AAAAAA', seq, hlc: `000000000000${seq}-0000`, v: 1, prev: '', at: '', type, data, ...(person ? { person: { salt: '', ...person } } : {}) }) as unknown as JournalEvent;
  const registered = (workshop: string, seq: number, id: string, email: string): JournalEvent =>
    event(workshop, seq, 'attendee.registered', { registrationId: id, ticketCode: null, sessions: [], consents: { data: true, photo: null }, onlineParts: [], source: 'import', by: { role: 'desk' } }, { fullName: id, email });
  const events = [registered('seoul', 1, 'A', 'a@seoul'), registered('athens', 1, 'A', 'a@athens'), registered('seoul', 2, 'B', 'b@seoul'), event('seoul', 3, 'attendee.corrected', { registrationId: 'A', source: '', by: { role: 'desk' } }, { email: 'new@seoul' }), event('seoul', 4, 'attendee.erased', { registrationId: 'B', reason: 'requested', by: { role: 'desk' } })];
  const journal = {
    read: (after: number) => {
      const lines = events.slice(after, after + 2).map((each, index) => ({ line: after + index + 1, text: JSON.stringify(each) }));
      const through = after + lines.length;
      return { lines, damaged: [], through, anchor: '', end: through === events.length };
    },
  };
  const detailsOf = await detailsFromJournal(journal, new Set(['seoul']));
  expect(detailsOf('seoul', 'A')?.fields.email).toBe('new@seoul');
  expect(detailsOf('seoul', 'B')?.fields.email).toBe('');
  expect(detailsOf('athens', 'A')).toBeUndefined();
});
