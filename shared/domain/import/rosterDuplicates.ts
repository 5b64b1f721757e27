import type { DuplicateCase, DuplicateChoices, DuplicateKind } from '../../contract/rosterImports';
import type { ImportRemark } from '../../contract/reports';
import { nameKey } from '../names/sameName';
import { remark } from './remarks';
import type { RosterAttendee, RosterReading } from './roster';
import { overlay } from './rosterPlan';

/** Somebody of the roster, as far as duplicates are known by it. */
export interface KnownPerson {
  registrationId: string;
  fullName: string;
  email: string;
  birthDate: string | null;
}

interface Candidate {
  row: number | null;
  registrationId: string;
  name: string;
}

/**
 * Finds rows that may be somebody who is there already: in the roster, or earlier in the file. Takes one row or person
 * at a time, all rows of the file first, so that a hundred thousand can be looked at in between scans.
 */
export class DuplicateFinder {
  private readonly rows: RosterAttendee[] = [];
  private readonly firstWith = new Map<string, Candidate>();
  private readonly inRoster = new Map<string, Candidate>();
  private readonly birthDates = new Set<string>();

  /** @param isKnown whether the roster has somebody with this id: such a row brings them up to date, and is no duplicate. */
  constructor(private readonly isKnown: (registrationId: string) => boolean) {}

  /** Whether a row is of nobody whom the roster has: without one there is nothing to find there. */
  hasNewcomers = false;

  add(attendee: RosterAttendee): void {
    const { row, registrationId, person } = attendee;
    this.rows.push(attendee);
    this.hasNewcomers ||= !this.isKnown(registrationId);
    if (person.birthDate !== null) this.birthDates.add(person.birthDate);
    for (const key of keysOf(person)) if (!this.firstWith.has(key)) this.firstWith.set(key, { row, registrationId, name: person.fullName });
  }

  addKnown(known: KnownPerson): void {
    const birthDate = known.birthDate !== null && this.birthDates.has(known.birthDate) ? known.birthDate : null;
    for (const key of keysOf({ ...known, birthDate })) {
      if (this.firstWith.has(key) && !this.inRoster.has(key)) this.inRoster.set(key, { row: null, registrationId: known.registrationId, name: known.fullName });
    }
  }

  /** One case for each row, the surest kind first: an id, then name and birth date, then an address. */
  cases(repeated: readonly RosterAttendee[]): DuplicateCase[] {
    const firstOfId = new Map<string, RosterAttendee>();
    if (repeated.length > 0) for (const attendee of this.rows) firstOfId.set(attendee.registrationId, attendee);
    const cases: DuplicateCase[] = repeated.map((attendee) => {
      const first = firstOfId.get(attendee.registrationId);
      return caseOf('id', attendee, attendee.registrationId, { row: first?.row ?? null, registrationId: attendee.registrationId, name: first?.person.fullName ?? '' });
    });
    for (const attendee of this.rows) {
      const found = this.isKnown(attendee.registrationId) ? undefined : this.caseOfRow(attendee);
      if (found) cases.push(found);
    }
    return cases.sort((a, b) => a.row - b.row);
  }

  private caseOfRow(attendee: RosterAttendee): DuplicateCase | undefined {
    for (const key of keysOf(attendee.person)) {
      const other = this.inRoster.get(key) ?? this.firstWith.get(key);
      if (other === undefined || other.registrationId === attendee.registrationId) continue;
      const kind = key.startsWith('@') ? 'email' : 'name_birth';
      return caseOf(kind, attendee, kind === 'email' ? attendee.person.email : `${attendee.person.fullName}, ${attendee.person.birthDate}`, other);
    }
    return undefined;
  }
}

function keysOf({ fullName, birthDate, email }: { fullName: string; birthDate: string | null; email: string }): string[] {
  const keys: string[] = [];
  if (birthDate !== null) keys.push(`${birthDate} ${nameKey(fullName)}`);
  if (email !== '') keys.push(`@${email.toLowerCase()}`);
  return keys;
}

function caseOf(kind: DuplicateKind, attendee: RosterAttendee, same: string, other: Candidate): DuplicateCase {
  return { kind, row: attendee.row, registrationId: attendee.registrationId, name: attendee.person.fullName, same, other };
}

/** A reading once every duplicate is decided. */
export interface SettledReading extends RosterReading {
  /** Rows that were left out because they are somebody who is there. */
  skipped: ImportRemark[];
  skippedRows: RowPerson[];
  /** Rows whose values went to another row's person, who is named. */
  merged: RowPerson[];
}

interface RowPerson {
  row: number;
  registrationId: string;
  name: string;
}

/**
 * Does with each duplicate what was decided: for its row, or else for its kind; undecided ones are left out. Kept beside
 * somebody of the same id, a row gets the id with a number; one that updates is laid over the person it is the same as.
 */
export function settleDuplicates(reading: RosterReading, cases: readonly DuplicateCase[], choices: DuplicateChoices): SettledReading {
  const caseOfRow = new Map(cases.map((one) => [one.row, one]));
  const columns = new Set(reading.columns);
  const taken = new Set(reading.attendees.map(({ registrationId }) => registrationId));
  /** Who a row of the file has become part of. */
  const becomes = new Map<number, string>();
  const attendees: RosterAttendee[] = [];
  const place = new Map<string, number>();
  const skipped: ImportRemark[] = [];
  const skippedRows: RowPerson[] = [];
  const merged: RowPerson[] = [];
  const add = (attendee: RosterAttendee): void => {
    place.set(attendee.registrationId, attendees.length);
    attendees.push(attendee);
  };
  const inOrder = reading.repeated.length === 0 ? reading.attendees : [...reading.attendees, ...reading.repeated].sort((a, b) => a.row - b.row);
  for (const attendee of inOrder) {
    const duplicate = caseOfRow.get(attendee.row);
    const choice = duplicate && (choices.rows[String(duplicate.row)] ?? choices.kinds[duplicate.kind] ?? 'skip');
    if (duplicate === undefined || (choice === 'keep' && duplicate.kind !== 'id')) {
      add(attendee);
      continue;
    }
    const { other } = duplicate;
    const target = (other.row === null ? undefined : becomes.get(other.row)) ?? other.registrationId;
    if (choice === 'keep') {
      let number = 2;
      while (taken.has(`${attendee.registrationId}-${number}`)) number += 1;
      const registrationId = `${attendee.registrationId}-${number}`;
      taken.add(registrationId);
      add({ ...attendee, registrationId });
      continue;
    }
    becomes.set(attendee.row, target);
    if (choice === 'skip') {
      skippedRows.push({ row: attendee.row, registrationId: attendee.registrationId, name: attendee.person.fullName });
      skipped.push(remark('duplicate_skipped', attendee.row, '', duplicate.same, other.row === null ? target : `row ${other.row}`));
      continue;
    }
    const at = place.get(target);
    if (at === undefined) add({ ...attendee, registrationId: target });
    else {
      merged.push({ row: attendee.row, registrationId: target, name: attendee.person.fullName });
      attendees[at] = { ...(attendees[at] as RosterAttendee), ...overlay(attendees[at] as RosterAttendee, attendee, columns, reading.otherColumns) };
    }
  }
  return { ...reading, attendees, repeated: [], skipped, skippedRows, merged };
}
