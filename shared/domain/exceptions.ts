import type { ScanAnswerCode } from '@shared/contract/answers';
import type { EventOf, JournalEvent } from '@shared/contract/events';
import type { Direction, Target } from '@shared/contract/values';

/** A refused scan that somebody has to look at. */
export interface RefusedScan {
  eventId: string;
  at: string;
  answer: ScanAnswerCode;
  target: Target;
  direction: Direction;
  code: string;
  registrationId: string | null;
  station: string | null;
}

/**
 * What waits until somebody answers it. Refusals and answers only grow, so an answer may come before what it answers;
 * a refusal that was answered is not kept.
 */
export interface Exceptions {
  refused: Map<string, RefusedScan>;
  answered: Set<string>;
}

/** Refusals that end by themselves (a second scan, a door that opens later, a question for consent) are none. */
const wanting: ReadonlySet<ScanAnswerCode> = new Set([
  'unknown_ticket', 'ambiguous', 'wrong_workshop', 'cancelled', 'revoked', 'bad_signature', 'not_registered_for_session', 'session_full', 'too_late',
]);

type AboutExceptions = EventOf<'scan.refused' | 'sync.exceptionAnswered'>;

export function emptyExceptions(): Exceptions {
  return { refused: new Map(), answered: new Set() };
}

export function isAboutExceptions(event: JournalEvent): event is AboutExceptions {
  return event.type === 'scan.refused' || event.type === 'sync.exceptionAnswered';
}

/** Takes one more event in, changing the given state. */
export function foldException(exceptions: Exceptions, event: AboutExceptions): void {
  if (event.type === 'sync.exceptionAnswered') {
    for (const id of event.data.eventIds) {
      exceptions.answered.add(id);
      exceptions.refused.delete(id);
    }
    return;
  }
  const { answer, target, direction, code, registrationId, by } = event.data;
  if (!wanting.has(answer) || exceptions.answered.has(event.id)) return;
  exceptions.refused.set(event.id, {
    eventId: event.id, at: event.at, answer, target, direction, code: code.slice(0, 128), registrationId, station: by.station ?? null,
  });
}
