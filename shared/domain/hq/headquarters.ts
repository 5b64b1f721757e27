import type { JournalEvent } from '@shared/contract/events';
import type { AttendeeShelf } from '../state';
import { emptyWorkshop, foldWorkshop, type WorkshopRecord } from './workshopRecord';

/** All that headquarters knows, workshop by workshop. */
export interface HqState {
  workshops: Map<string, WorkshopRecord>;
  /** Where the people of a workshop are kept: a map in tests, packed memory in the store. */
  shelfOf(workshop: string): AttendeeShelf;
}

export function emptyHq(shelfOf: (workshop: string) => AttendeeShelf = mapShelf): HqState {
  return { workshops: new Map(), shelfOf };
}

/**
 * Takes one more event in, changing the given state. Workshops say nothing of one another, so the order among them does
 * not matter either.
 */
export function foldHq(state: HqState, event: JournalEvent): void {
  let record = state.workshops.get(event.workshop);
  if (!record) state.workshops.set(event.workshop, (record = emptyWorkshop(event.workshop, state.shelfOf(event.workshop))));
  foldWorkshop(record, event);
}

function mapShelf(): AttendeeShelf {
  const people = new Map<string, ReturnType<AttendeeShelf['get']>>();
  return { get: (id) => people.get(id), set: (attendee) => void people.set(attendee.id, attendee) };
}
