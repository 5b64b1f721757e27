import { type JournalEvent, orderOf } from '@shared/contract/events';
import type { Workshop } from '@shared/contract/values';
import { type Agenda, changeSessions, emptyAgenda, replaceAgenda } from './agenda/sessionEdits';
import { type Attendee, foldAttendee, isAboutAttendee } from './attendee';
import { emptyImportHistory, foldImports, type ImportHistory, isAboutImports } from './import/importHistory';
import { emptyHelpDesk, foldHelp, type HelpDesk, isAboutHelp } from './helpDesk';
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
}

export function emptyState(attendees: AttendeeShelf): State {
  return { attendees, workshop: null, agenda: emptyAgenda(), tally: emptyTally(), help: emptyHelpDesk(), imports: emptyImportHistory() };
}

/**
 * Takes one more event into the state. The result is the same for every order of arrival, and for an event that
 * comes twice: the workshop is last-writer-wins, the agenda by `replaceAgenda` and `changeSessions`,
 * attendees by `foldAttendee`, calls for help by `foldHelp`.
 * Refused scans change nothing here; they are counted where events are kept by id.
 *
 * @returns the attendee before and after, for those who keep indexes of them.
 */
export function applyEvent(
  state: State,
  event: JournalEvent,
): { before: Attendee | undefined; after: Attendee } | undefined {
  if (isAboutAttendee(event)) {
    const before = state.attendees.get(event.data.registrationId);
    const after = foldAttendee(before, event);
    if (after === before) return undefined;
    count(state.tally, before, -1);
    count(state.tally, after, 1);
    state.attendees.set(after);
    return { before, after };
  }
  if (isAboutHelp(event)) {
    foldHelp(state.help, event);
    return undefined;
  }
  if (isAboutImports(event)) {
    foldImports(state.imports, event);
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

/** The fold of a set of events from nothing: the reference that the store must agree with. */
export function foldAll(events: Iterable<JournalEvent>): State & { people: Map<string, Attendee> } {
  const people = new Map<string, Attendee>();
  const state = emptyState({ get: (id) => people.get(id), set: (attendee) => people.set(attendee.id, attendee) });
  for (const event of events) applyEvent(state, event);
  return Object.assign(state, { people });
}
