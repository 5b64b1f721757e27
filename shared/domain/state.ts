import { type JournalEvent, orderOf } from '@shared/contract/events';
import type { AgendaSession, Workshop } from '@shared/contract/values';
import { type Attendee, foldAttendee, isAboutAttendee } from './attendee';
import { emptyHelpDesk, foldHelp, type HelpDesk, isAboutHelp } from './helpDesk';
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
  agenda: { sessions: AgendaSession[]; source: string; order: string } | null;
  tally: Tally;
  help: HelpDesk;
  retention: Retention | null;
}

export function emptyState(attendees: AttendeeShelf): State {
  return { attendees, workshop: null, agenda: null, tally: emptyTally(), help: emptyHelpDesk(), retention: null };
}

/**
 * Takes one more event into the state. The result is the same for every order of arrival, and for an event that
 * comes twice: workshop and agenda are last-writer-wins, attendees by `foldAttendee`, calls for help by `foldHelp`.
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
  if (event.type === 'retention.set') {
    state.retention = foldRetention(state.retention, event);
    return undefined;
  }
  const order = orderOf(event);
  if (event.type === 'workshop.configured' && order > (state.workshop?.order ?? '')) {
    state.workshop = { value: event.data, order };
  } else if (event.type === 'agenda.replaced' && order > (state.agenda?.order ?? '')) {
    state.agenda = { sessions: event.data.sessions, source: event.data.source, order };
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
