import { type JournalEvent, orderOf } from '@shared/contract/events';
import type { Workshop } from '@shared/contract/values';
import { type Agenda, changeSessions, emptyAgenda, replaceAgenda } from './agenda/sessionEdits';
import { emptyImportHistory, foldImports, type ImportHistory, isAboutImports } from './import/importHistory';
import { type AboutAttendee, type Attendee, foldAttendee, insert, isAboutAttendee, unregistered } from './attendee';
import { type CertificateRegister, emptyCertificateRegister, foldRegister, isAboutRegister } from './certificates/register';
import { emptyExceptions, type Exceptions, foldException, isAboutExceptions } from './exceptions';
import { emptyHelpDesk, foldHelp, type HelpDesk, isAboutHelp } from './helpDesk';
import { keptIdOf, personOf } from './merge';
import { foldRetention, type Retention } from './retention';
import { count, emptyTally, type Tally } from './tally';

/** Where attendees are kept: a map in tests, packed memory in the store. */
export interface AttendeeShelf {
  get(id: string): Attendee | undefined;
  set(attendee: Attendee): void;
}

/** Everything that all events together say, but for the details of people. */
export interface State {
  attendees: AttendeeShelf;
  workshop: { value: Workshop; order: string } | null;
  agenda: Agenda;
  tally: Tally;
  help: HelpDesk;
  imports: ImportHistory;
  exceptions: Exceptions;
  retention: Retention | null;
  certificates: CertificateRegister;
}

export function emptyState(attendees: AttendeeShelf): State {
  return {
    attendees, workshop: null, agenda: emptyAgenda(), tally: emptyTally(), help: emptyHelpDesk(), imports: emptyImportHistory(), exceptions: emptyExceptions(),
    retention: null, certificates: emptyCertificateRegister(),
  };
}

/** A person as they counted before an event, and as they do after it; undefined where they did or do not. */
export interface PersonChange {
  id: string;
  before: Attendee | undefined;
  after: Attendee | undefined;
}

/**
 * Takes one more event into the state. The result is the same for every order of arrival, and for an event that
 * comes twice: the workshop is last-writer-wins, the agenda by `replaceAgenda` and `changeSessions`,
 * attendees by `foldAttendee`, calls for help by `foldHelp`, what waits for an organizer by `foldException`,
 * numbers and keys of certificates by `foldRegister`.
 * Refused scans change nothing here; they are counted where events are kept by id.
 *
 * @returns what it changed of people, for those who keep indexes of them. `first`: no record of the event's attendee
 * was here before.
 */
export function applyEvent(state: State, event: JournalEvent): { first: boolean; changes: PersonChange[] } | undefined {
  if (isAboutExceptions(event)) foldException(state.exceptions, event);
  if (isAboutRegister(event)) foldRegister(state.certificates, event);
  if (isAboutAttendee(event)) return applyToAttendee(state, event);
  if (isAboutHelp(event)) {
    foldHelp(state.help, event);
    return undefined;
  }
  if (isAboutImports(event)) {
    foldImports(state.imports, event);
    return undefined;
  }
  if (event.type === 'retention.set') {
    state.retention = foldRetention(state.retention, event);
    return undefined;
  }
  const order = orderOf(event);
  if (event.type === 'workshop.configured' && order > (state.workshop?.order ?? '')) {
    state.workshop = { value: event.data, order };
  } else if (event.type === 'agenda.replaced') {
    state.agenda = replaceAgenda(state.agenda, event.data.sessions, event.data.source, order);
  } else if (event.type === 'session.changed') {
    const { cause, minutes, changes } = event.data;
    state.agenda = changeSessions(state.agenda, { eventId: event.id, at: event.at, order, cause, minutes, changes });
  }
  return undefined;
}

function applyToAttendee(state: State, event: AboutAttendee): { first: boolean; changes: PersonChange[] } | undefined {
  const { attendees, tally } = state;
  const id = event.data.registrationId;
  const into = event.type === 'attendee.merged' ? event.data.into : null;
  if (into !== null && !attendees.get(into)) attendees.set(unregistered(into));
  const record = attendees.get(id);
  const next = foldAttendee(record, event);
  if (next === record) return undefined;
  const touched = [id, record?.merged?.into, next.merged?.into].filter((each) => typeof each === 'string');
  const before = peopleAmong(attendees, touched);
  attendees.set(next);
  if (event.type === 'attendee.merged') point(attendees, id, record?.merged?.into ?? null, into);
  const after = peopleAmong(attendees, touched);
  const changes = [...new Set([...before.keys(), ...after.keys()])].map((each) => ({ id: each, before: before.get(each), after: after.get(each) }));
  for (const change of changes) {
    count(tally, change.before, -1);
    count(tally, change.after, 1);
  }
  return { first: record === undefined, changes };
}

/** The people that some records belong to, by the id of the kept record. */
function peopleAmong(attendees: AttendeeShelf, ids: readonly string[]): Map<string, Attendee> {
  const people = new Map<string, Attendee>();
  for (const id of ids) {
    const keptId = keptIdOf(attendees, id);
    const kept = people.has(keptId) ? undefined : attendees.get(keptId);
    if (kept) people.set(keptId, personOf(attendees, kept));
  }
  return people;
}

/** Keeps `absorbed` the other way round of `merged`. */
function point(attendees: AttendeeShelf, id: string, from: string | null, to: string | null): void {
  const left = from === null ? undefined : attendees.get(from);
  if (left) {
    const { absorbed = [], ...rest } = left;
    const others = absorbed.filter((each) => each !== id);
    attendees.set(others.length > 0 ? { ...rest, absorbed: others } : rest);
  }
  const joined = to === null ? undefined : attendees.get(to);
  if (joined) attendees.set({ ...joined, absorbed: insert(joined.absorbed ?? [], id) });
}

/** The fold of a set of events from nothing: the reference that the store must agree with. */
export function foldAll(events: Iterable<JournalEvent>): State & { people: Map<string, Attendee> } {
  const people = new Map<string, Attendee>();
  const state = emptyState({ get: (id) => people.get(id), set: (attendee) => people.set(attendee.id, attendee) });
  for (const event of events) applyEvent(state, event);
  return Object.assign(state, { people });
}
