import type { ImportRemark } from '../../contract/reports';
import type { AttendeeRecord, Enrolment, Person } from '../../contract/values';
import { remark } from './remarks';
import type { RosterAttendee, RosterReading } from './roster';
import type { RosterColumn } from './rosterLayout';

/** One changed value, as the report shows it. `column` is the roster's name of it, or a further column's own. */
export interface RosterChange {
  column: string;
  from: string;
  to: string;
}

/** What `attendee.corrected` needs beside `source` and `by`: only the fields that changed. */
export interface RosterCorrection {
  data: { registrationId: string } & Partial<Enrolment>;
  person: Partial<Person>;
}

export interface RosterUpdate {
  record: AttendeeRecord;
  changes: RosterChange[];
  correction: RosterCorrection;
}

export interface RosterPlan {
  added: AttendeeRecord[];
  updated: RosterUpdate[];
  unchanged: number;
  rejected: ImportRemark[];
}

/** What is already known when a roster comes in. */
export interface KnownPeople {
  existing: (registrationId: string) => AttendeeRecord | undefined;
  /** The registration id of whoever holds this ticket code now. */
  ownerOfTicket: (ticketCode: string) => string | undefined;
}

type Field = keyof Enrolment | keyof Person;

/** Which field of a record a column is, and how its value is shown and compared. */
const fields: readonly { column: RosterColumn; field: Field; shown: (record: AttendeeRecord) => string }[] = [
  { column: 'ticket_code', field: 'ticketCode', shown: (record) => record.ticketCode ?? '' },
  { column: 'full_name', field: 'fullName', shown: (record) => record.person.fullName },
  { column: 'name_on_certificate', field: 'nameOnCertificate', shown: (record) => record.person.nameOnCertificate },
  { column: 'email', field: 'email', shown: (record) => record.person.email },
  { column: 'birth_date', field: 'birthDate', shown: (record) => record.person.birthDate ?? '' },
  { column: 'country', field: 'country', shown: (record) => record.person.country },
  { column: 'organisation', field: 'organisation', shown: (record) => record.person.organisation },
  { column: 'language', field: 'language', shown: (record) => record.person.language ?? '' },
  { column: 'online_part_1', field: 'onlineParts', shown: (record) => yesNo(record.onlineParts[0]) },
  { column: 'online_part_2', field: 'onlineParts', shown: (record) => yesNo(record.onlineParts[1]) },
  { column: 'online_part_3', field: 'onlineParts', shown: (record) => yesNo(record.onlineParts[2]) },
  { column: 'dietary', field: 'dietary', shown: (record) => record.person.dietary },
  { column: 'sessions', field: 'sessions', shown: (record) => record.sessions.join(';') },
  { column: 'consent_data', field: 'consents', shown: (record) => yesNo(record.consents.data) },
  { column: 'consent_photo', field: 'consents', shown: (record) => yesNo(record.consents.photo) },
];

function yesNo(value: boolean | null | undefined): string {
  return value === true ? 'yes' : value === false ? 'no' : '';
}

function sameSessions(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((id) => after.includes(id));
}

/** The values that differ between two states of one person. The order of sessions does not count. */
export function compareAttendee(before: AttendeeRecord, after: AttendeeRecord): RosterChange[] {
  const changes: RosterChange[] = [];
  for (const { column, shown } of fields) {
    if (column === 'sessions' && sameSessions(before.sessions, after.sessions)) continue;
    const from = shown(before);
    const to = shown(after);
    if (from !== to) changes.push({ column, from, to });
  }
  if (before.person.other === after.person.other) return changes;
  const further = new Set([...Object.keys(before.person.other), ...Object.keys(after.person.other)]);
  for (const column of further) {
    const from = before.person.other[column] ?? '';
    const to = after.person.other[column] ?? '';
    if (from !== to) changes.push({ column, from, to });
  }
  return changes;
}

/** Lays an incoming row over a known person: a column the file lacks, or whose value was unusable, says nothing. */
export function overlay(
  known: AttendeeRecord,
  incoming: RosterAttendee,
  columns: ReadonlySet<RosterColumn>,
  otherColumns: readonly string[],
): AttendeeRecord {
  const leftOut = incoming.leftOut ?? [];
  const says = (column: RosterColumn): boolean => columns.has(column) && !leftOut.includes(column);
  const person = (column: RosterColumn): Person => (says(column) ? incoming : known).person;
  const part = (index: 0 | 1 | 2): boolean | null =>
    (says(`online_part_${(index + 1) as 1 | 2 | 3}`) ? incoming : known).onlineParts[index] ?? null;
  let other = known.person.other;
  if (otherColumns.length > 0) {
    other = { ...other };
    for (const key of otherColumns) {
      const value = incoming.person.other[key];
      if (value === undefined) delete other[key];
      else other[key] = value;
    }
  }
  return {
    registrationId: known.registrationId,
    ticketCode: (says('ticket_code') ? incoming : known).ticketCode,
    person: {
      fullName: incoming.person.fullName,
      nameOnCertificate: person('name_on_certificate').nameOnCertificate,
      email: person('email').email,
      birthDate: person('birth_date').birthDate,
      country: person('country').country,
      organisation: person('organisation').organisation,
      language: person('language').language,
      dietary: person('dietary').dietary,
      other,
    },
    sessions: (says('sessions') ? incoming : known).sessions,
    consents: {
      data: (says('consent_data') ? incoming : known).consents.data,
      photo: (says('consent_photo') ? incoming : known).consents.photo,
    },
    onlineParts: [part(0), part(1), part(2)],
  };
}

/** The changed fields alone, shaped for `attendee.corrected`. */
export function correctionOf(record: AttendeeRecord, changes: readonly RosterChange[]): RosterCorrection {
  const correction: RosterCorrection = { data: { registrationId: record.registrationId }, person: {} };
  const { data, person } = correction;
  for (const change of changes) {
    const field = fields.find((entry) => entry.column === change.column)?.field ?? 'other';
    if (field === 'ticketCode') data.ticketCode = record.ticketCode;
    else if (field === 'sessions') data.sessions = record.sessions;
    else if (field === 'consents') data.consents = record.consents;
    else if (field === 'onlineParts') data.onlineParts = record.onlineParts;
    else Object.assign(person, { [field]: record.person[field] });
  }
  return correction;
}

function recordOf(incoming: RosterAttendee): AttendeeRecord {
  const { registrationId, ticketCode, person, sessions, consents, onlineParts } = incoming;
  return { registrationId, ticketCode, person, sessions, consents, onlineParts };
}

/**
 * Who would hold a ticket code that somebody else holds now. A code whose owner gets another one by the same file is
 * free; whoever is refused keeps what they have, which may refuse the next, so this goes on until nothing changes.
 */
function ticketClashes(
  attendees: readonly RosterAttendee[],
  ownerOfTicket: KnownPeople['ownerOfTicket'],
  givesTickets: boolean,
): Map<string, string> {
  const refused = new Map<string, string>();
  if (!givesTickets) return refused;
  const claims = attendees.flatMap(({ registrationId, ticketCode }) => {
    const owner = ticketCode === null ? undefined : ownerOfTicket(ticketCode);
    return owner === undefined || owner === registrationId ? [] : [{ registrationId, owner }];
  });
  if (claims.length === 0) return refused;
  const freed = new Set(
    attendees.filter((one) => !(one.leftOut ?? []).includes('ticket_code')).map((one) => one.registrationId),
  );
  for (let before = -1; before < refused.size; ) {
    before = refused.size;
    for (const { registrationId, owner } of claims) {
      if (refused.has(registrationId) || (freed.has(owner) && !refused.has(owner))) continue;
      refused.set(registrationId, owner);
    }
  }
  return refused;
}

/** So many rows are compared before others may have a turn. */
const rowsAtOnce = 500;

/** As `planRosterImport`, stopping now and then, with the rows done so far, so that scans can be answered in between. */
export function* planInSteps(known: KnownPeople, incoming: RosterReading): Generator<number, RosterPlan> {
  const plan: RosterPlan = { added: [], updated: [], unchanged: 0, rejected: [] };
  const columns = new Set(incoming.columns);
  const owners = new Map<string, string>();
  if (columns.has('ticket_code')) {
    for (const [index, { ticketCode }] of incoming.attendees.entries()) {
      if (index % rowsAtOnce === 0) yield 0;
      const owner = ticketCode === null ? undefined : known.ownerOfTicket(ticketCode);
      if (ticketCode !== null && owner !== undefined) owners.set(ticketCode, owner);
    }
  }
  const clashes = ticketClashes(incoming.attendees, (code) => owners.get(code), columns.has('ticket_code'));
  for (const [index, attendee] of incoming.attendees.entries()) {
    if (index % rowsAtOnce === 0) yield index;
    planOne(plan, attendee, { known, clashes, columns, otherColumns: incoming.otherColumns });
  }
  return plan;
}

interface PlanCase {
  known: KnownPeople;
  clashes: ReadonlyMap<string, string>;
  columns: ReadonlySet<RosterColumn>;
  otherColumns: readonly string[];
}

function planOne(plan: RosterPlan, attendee: RosterAttendee, { known, clashes, columns, otherColumns }: PlanCase): void {
  const owner = clashes.get(attendee.registrationId);
  if (owner !== undefined) {
    plan.rejected.push(remark('ticket_code_taken', attendee.row, 'ticket_code', attendee.ticketCode ?? '', owner));
    return;
  }
  const before = known.existing(attendee.registrationId);
  if (before === undefined) {
    plan.added.push(recordOf(attendee));
    return;
  }
  const record = overlay(before, attendee, columns, otherColumns);
  const changes = compareAttendee(before, record);
  if (changes.length === 0) plan.unchanged += 1;
  else plan.updated.push({ record, changes, correction: correctionOf(record, changes) });
}

/**
 * Compares a roster with the people already there: who is new, who changed (and what), who is refused because
 * somebody else holds their ticket code. Pure; the records of `existing` are not touched.
 */
export function planRosterImport(known: KnownPeople, incoming: RosterReading): RosterPlan {
  const steps = planInSteps(known, incoming);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
