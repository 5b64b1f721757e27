import type { AgendaConflict } from '../../contract/agenda';
import type { AgendaSession } from '../../contract/values';
import { foldForSearch } from '../names/foldForSearch';
import { roomName } from '../stationTarget';

/**
 * Everything in an agenda that cannot be as it stands, in order of time.
 *
 * @param inside how many people are inside a session now.
 */
export function conflictsOf(sessions: readonly AgendaSession[], inside: (sessionId: string) => number): AgendaConflict[] {
  const inOrder = [...sessions].sort((a, b) => compare(a.startsAt, b.startsAt) || compare(a.id, b.id));
  const speakers = new Map(inOrder.map((session) => [session, speakersOf(session.speakers)]));
  const conflicts: AgendaConflict[] = [];
  inOrder.forEach((session, index) => {
    const { id, capacity } = session;
    if (!hasLength(session)) conflicts.push({ kind: 'end_before_start', sessionId: id });
    const people = inside(id);
    if (capacity !== null && people > capacity) conflicts.push({ kind: 'over_capacity', sessionId: id, inside: people, capacity });
    for (const other of inOrder.slice(index + 1)) {
      if (other.startsAt >= session.endsAt) break;
      if (!overlap(session, other)) continue;
      if (roomName(session.room) !== '' && roomName(session.room) === roomName(other.room)) {
        conflicts.push({ kind: 'room', sessionId: id, otherId: other.id, room: session.room });
      }
      const theirs = speakers.get(other);
      for (const [key, speaker] of speakers.get(session) ?? []) {
        if (theirs?.has(key)) conflicts.push({ kind: 'speaker', sessionId: id, otherId: other.id, speaker });
      }
    }
  });
  return conflicts;
}

/** Whether two sessions share time. One that ends when the other begins does not, nor one without any length. */
export function overlap(a: AgendaSession, b: AgendaSession): boolean {
  return hasLength(a) && hasLength(b) && a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

function hasLength({ startsAt, endsAt }: AgendaSession): boolean {
  return endsAt > startsAt;
}

/** Those of some conflicts that were not there before. */
export function newConflicts(before: readonly AgendaConflict[], after: readonly AgendaConflict[]): AgendaConflict[] {
  const known = new Set(before.map(keyOf));
  return after.filter((conflict) => !known.has(keyOf(conflict)));
}

function keyOf(conflict: AgendaConflict): string {
  const pair = 'otherId' in conflict ? [conflict.sessionId, conflict.otherId].sort() : [conflict.sessionId];
  return [conflict.kind, ...pair, conflict.kind === 'speaker' ? conflict.speaker : ''].join('\n');
}

/**
 * The people in a `speakers` text, by a form in which two spellings of one are alike. Names are set apart by
 * semicolons or line breaks; without those by commas, unless that leaves single words: `Kim, Minsu` is one person.
 */
export function speakersOf(text: string): Map<string, string> {
  const people = new Map<string, string>();
  const parts = /[;\n|；؛]/.test(text) ? text.split(/[;\n|；؛]/) : byCommas(text);
  for (const part of parts) {
    const name = part.trim();
    const key = foldForSearch(name).trim();
    if (key !== '' && !people.has(key)) people.set(key, name);
  }
  return people;
}

function byCommas(text: string): string[] {
  const parts = text.split(/[,、，،]/).map((part) => part.trim()).filter((part) => part !== '');
  return parts.every((part) => /\s|[\p{Script=Han}\p{Script=Hangul}]{2}/u.test(part)) ? parts : [text];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
