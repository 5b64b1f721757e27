import type { EventOf } from '../../contract/events';
import { type Details, foldDetails, recordOf } from '../details';
import { compareAttendee, correctionOf, type RosterCorrection } from './rosterPlan';

type SetsDetails = EventOf<'attendee.registered' | 'attendee.corrected'>;

/** What takes an import back from one person. */
export type PersonUndo =
  /** The import brought them: without it they are not there. */
  | { kind: 'withdraw' }
  /** They were there: what the import changed, and nobody since, goes back. */
  | { kind: 'restore'; correction: RosterCorrection }
  | { kind: 'nothing' };

/**
 * Compares somebody as all events say with how they would be had the import not been. Nothing is taken out of the
 * journal: the difference is written as events of its own.
 *
 * @param events all that set the person's details, in any order
 * @param isUndone whether an import was taken back before: nobody is here by it any more
 */
export function undoForPerson(events: readonly SetsDetails[], importId: string, isUndone: (importId: string) => boolean = () => false): PersonUndo {
  const isOfImport = (event: SetsDetails): boolean => event.data.importId === importId;
  if (!events.some(isOfImport)) return { kind: 'nothing' };
  const others = events.filter((event) => !isOfImport(event));
  const isHereBy = ({ type, data }: SetsDetails): boolean => type === 'attendee.registered' && !isUndone(data.importId ?? '');
  if (!others.some(isHereBy)) return { kind: 'withdraw' };
  const now = recordOf(fold(events));
  const before = recordOf(fold(others));
  const changes = compareAttendee(now, before);
  return changes.length === 0 ? { kind: 'nothing' } : { kind: 'restore', correction: correctionOf(before, changes) };
}

function fold(events: readonly SetsDetails[]): Details {
  let details: Details | undefined;
  for (const event of events) details = foldDetails(details, event);
  return details as Details;
}
