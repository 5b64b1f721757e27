import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { eventTypes } from '../../../shared/contract/events';
import type { AttendeeRecord } from '../../../shared/contract/values';
import { readRoster } from '../../../shared/domain/import/roster';
import { compareAttendee, planRosterImport } from '../../../shared/domain/import/rosterPlan';
import { tableFrom } from './files';

const read = (lines: readonly (readonly string[])[]) => readRoster(tableFrom(lines), { today: '2025-09-01' });

/** The people a first import leaves behind. */
function people(lines: readonly (readonly string[])[]) {
  const records = new Map<string, AttendeeRecord>();
  const plan = planRosterImport({ existing: () => undefined, ownerOfTicket: () => undefined }, read(lines));
  for (const record of plan.added) records.set(record.registrationId, record);
  return {
    existing: (id: string) => records.get(id),
    ownerOfTicket: (code: string) => [...records.values()].find((one) => one.ticketCode === code)?.registrationId,
  };
}

const header = ['registration_id', 'ticket_code', 'full_name', 'email', 'birth_date', 'dietary', 'sessions', 'consent_data', 'consent_photo', 'online_part_1', 'Team'];
const mary = ['A1', 'T1', 'Mary', 'm@example.org', '2001-02-03', 'halal', 'S1;S2', 'yes', 'no', 'yes', 'Red'];
const john = ['A2', 'T2', 'John', '', '', '', '', '', '', '', ''];

describe('planRosterImport', () => {
  it('adds everybody once, and finds nothing to do the second time', () => {
    const first = planRosterImport({ existing: () => undefined, ownerOfTicket: () => undefined }, read([header, mary, john]));
    expect(first).toMatchObject({ updated: [], unchanged: 0, rejected: [] });
    expect(first.added).toHaveLength(2);
    expect(first.added[0]).not.toHaveProperty('row');
    const again = planRosterImport(people([header, mary, john]), read([header, john, mary]));
    expect(again).toEqual({ added: [], updated: [], unchanged: 2, rejected: [] });
  });

  it('gives only the changed fields, in the shape of attendee.corrected', () => {
    const changed = ['A1', 'T9', 'Mary', 'new@example.org', '2001-02-03', '', 'S2;S1', 'yes', 'yes', 'no', 'Blue'];
    const plan = planRosterImport(people([header, mary]), read([header, changed]));
    expect(plan.updated).toHaveLength(1);
    const [update] = plan.updated;
    expect(update?.changes).toEqual([
      { column: 'ticket_code', from: 'T1', to: 'T9' },
      { column: 'email', from: 'm@example.org', to: 'new@example.org' },
      { column: 'online_part_1', from: 'yes', to: 'no' },
      { column: 'dietary', from: 'halal', to: '' },
      { column: 'consent_photo', from: 'no', to: 'yes' },
      { column: 'Team', from: 'Red', to: 'Blue' },
    ]);
    expect(update?.correction).toEqual({
      data: { registrationId: 'A1', ticketCode: 'T9', consents: { data: true, photo: true }, onlineParts: [false, null, null] },
      person: { email: 'new@example.org', dietary: '', other: { Team: 'Blue' } },
    });
    const schema = eventTypes['attendee.corrected'];
    v.parse(v.strictObject(schema.data.entries), { ...update?.correction.data, source: 'import', by: { role: 'desk' } });
    v.parse(v.strictObject(schema.person.entries), update?.correction.person);
  });

  it('lets a column that the file lacks, or a value that could not be used, say nothing', () => {
    const known = people([header, mary]);
    expect(planRosterImport(known, read([['registration_id', 'full_name'], ['A1', 'Mary']]))).toMatchObject({ updated: [], unchanged: 1 });
    const wrong = ['A1', '1.23457E+24', 'Mary', 'nonsense', '03/04/2001', 'halal', 'S1;S2', 'hm', 'no', 'yes', 'Red'];
    expect(planRosterImport(known, read([header, wrong]))).toMatchObject({ updated: [], unchanged: 1 });
    const empty = planRosterImport(known, read([['registration_id', 'full_name', 'email', 'Team', 'consent_data'], ['A1', 'Mary', '', '', '']]));
    expect(empty.updated[0]?.changes.map(({ column, to }) => [column, to])).toEqual([['email', ''], ['consent_data', ''], ['Team', '']]);
    expect(empty.updated[0]?.record).toMatchObject({ ticketCode: 'T1', consents: { data: null, photo: false }, person: { email: '', dietary: 'halal', other: {} } });
  });

  it('refuses a ticket code that somebody else holds, unless the same file takes it from them', () => {
    const known = people([header, mary, john]);
    const row = (id: string, code: string) => [id, code, 'Somebody'];
    const columns = ['registration_id', 'ticket_code', 'full_name'];
    const clash = planRosterImport(known, read([columns, row('A3', 'T1'), row('A4', 'T4')]));
    expect(clash.rejected).toMatchObject([{ row: 2, column: 'ticket_code', code: 'duplicate_ticket_code' }]);
    expect(clash.rejected[0]?.message).toContain('A1');
    expect(clash.added.map((one) => one.registrationId)).toEqual(['A4']);
    const swap = planRosterImport(known, read([columns, row('A1', 'T2'), row('A2', 'T1')]));
    expect([swap.rejected, swap.updated.length]).toEqual([[], 2]);
    // A1 cannot have John's code, so A3 cannot have Mary's either.
    const chain = planRosterImport(known, read([columns, row('A3', 'T1'), row('A1', 'T2')]));
    expect(chain.rejected.map((one) => one.row)).toEqual([2, 3]);
  });

  it('compares 100,000 people without delay', () => {
    const many = read([header, ...Array.from({ length: 100_000 }, (_, index) => [`A${index}`, `T${index}`, ...mary.slice(2)])]);
    const records = new Map(many.attendees.map((one) => [one.registrationId, one]));
    const owners = new Map(many.attendees.map((one) => [one.ticketCode, one.registrationId]));
    const started = performance.now();
    const plan = planRosterImport({ existing: (id) => records.get(id), ownerOfTicket: (code) => owners.get(code) }, many);
    expect(plan.unchanged).toBe(100_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('compareAttendee', () => {
  it('finds nothing between equal records, with missing online parts as unknown ones', () => {
    const record = read([header, mary]).attendees[0] as AttendeeRecord;
    expect(compareAttendee(record, structuredClone(record))).toEqual([]);
    expect(compareAttendee({ ...record, onlineParts: [true] }, record)).toEqual([]);
  });
});
