import type { SessionChange } from '../../contract/agenda';
import type { AgendaSession } from '../../contract/values';

/** A value and the order of the event that set it: of two, the later stands. */
interface Written<T> {
  value: T;
  order: string;
}

type Fields = Required<SessionChange['set']>;

/** What has been changed of one session since the agenda was brought in: each field stands for itself. */
export type SessionEdits = { [K in keyof Fields]?: Written<Fields[K]> } & { removed?: Written<boolean> };

/** The latest change, which can be taken back. */
export interface LastChange {
  eventId: string;
  at: string;
  order: string;
  cause: 'edited' | 'added' | 'removed' | 'delayed' | 'undone';
  minutes: number | null;
  changes: SessionChange[];
}

/**
 * The agenda: as it was last brought in, what has been changed of it since, and, in `sessions`, both together.
 * `order` is of the event that brought it in, empty while sessions have only been added by hand.
 */
export interface Agenda {
  sessions: AgendaSession[];
  source: string | null;
  order: string;
  base: AgendaSession[];
  edits: Map<string, SessionEdits>;
  last: LastChange | null;
}

export function emptyAgenda(): Agenda {
  return { sessions: [], source: null, order: '', base: [], edits: new Map(), last: null };
}

/** Another agenda in the place of this one: changes that were made to an earlier one go with it. */
export function replaceAgenda(agenda: Agenda, base: AgendaSession[], source: string, order: string): Agenda {
  if (order <= agenda.order) return agenda;
  const edits = new Map<string, SessionEdits>();
  for (const [id, each] of agenda.edits) {
    const later = Object.entries(each).filter(([, written]) => written.order > order);
    if (later.length > 0) edits.set(id, Object.fromEntries(later) as SessionEdits);
  }
  return together({ ...agenda, source, order, base, edits, last: agenda.last && agenda.last.order > order ? agenda.last : null });
}

/**
 * Takes changes in. Every field is last-writer-wins by itself, so that what two devices do to different sessions, or
 * to different fields of one, is all there once they have met. A change that is older than the agenda was made to
 * another one, and says nothing about this.
 */
export function changeSessions(agenda: Agenda, change: LastChange): Agenda {
  const { order } = change;
  if (order <= agenda.order) return agenda;
  const edits = new Map(agenda.edits);
  for (const { id, set, removed } of change.changes) {
    const known: SessionEdits = { ...edits.get(id) };
    const write = (field: string, value: unknown): void => {
      const fields = known as Record<string, Written<unknown>>;
      if (order > (fields[field]?.order ?? '')) fields[field] = { value, order };
    };
    for (const [field, value] of Object.entries(set)) if (value !== undefined) write(field, value);
    if (removed !== undefined) write('removed', removed);
    edits.set(id, known);
  }
  const last = agenda.last && agenda.last.order >= order ? agenda.last : change;
  return together({ ...agenda, edits, last });
}

/** Sessions in the order they were brought in, then those that were added, by their beginning. */
function together(agenda: Agenda): Agenda {
  const { base, edits } = agenda;
  const known = new Set(base.map(({ id }) => id));
  const kept = base.map((session) => withEdits(session.id, session, edits.get(session.id)));
  const added = [...edits].filter(([id]) => !known.has(id)).map(([id, each]) => withEdits(id, null, each));
  const isThere = (session: AgendaSession | null): session is AgendaSession => session !== null;
  const inOrder = added.filter(isThere).sort((a, b) => compare(a.startsAt, b.startsAt) || compare(a.id, b.id));
  return { ...agenda, sessions: [...kept.filter(isThere), ...inOrder] };
}

/** Null for a session that was removed, or of which only some fields are known: the agenda that had it is gone. */
function withEdits(id: string, session: AgendaSession | null, edits: SessionEdits | undefined): AgendaSession | null {
  if (!edits) return session;
  if (edits.removed?.value) return null;
  const set: SessionChange['set'] = {};
  for (const [field, written] of Object.entries(edits)) if (field !== 'removed') Object.assign(set, { [field]: written.value });
  if (session === null && !isWhole(set)) return null;
  return withFields(session ?? ({ id } as AgendaSession), set);
}

const sessionFields = [
  'title', 'kind', 'when', 'room', 'capacity', 'speakers', 'language', 'countsForCertificate', 'registrationRequired',
] as const satisfies readonly (keyof Fields)[];

function isWhole(set: SessionChange['set']): set is Fields {
  return sessionFields.every((field) => set[field] !== undefined);
}

/** A session with some fields set anew, its fields in the order of the contract. */
export function withFields(session: AgendaSession, set: SessionChange['set']): AgendaSession {
  const { when, ...rest } = set;
  const { id, title, kind, start, end, timeZone, startsAt, endsAt, room, capacity, speakers, language, countsForCertificate, registrationRequired } = {
    ...session, ...when, ...rest,
  } as AgendaSession;
  return { id, title, kind, start, end, timeZone, startsAt, endsAt, room, capacity, speakers, language, countsForCertificate, registrationRequired };
}

/** All fields of a session, as a change sets them. */
export function fieldsOf(session: AgendaSession): Fields {
  const { title, kind, start, end, timeZone, startsAt, endsAt, room, capacity, speakers, language, countsForCertificate, registrationRequired } = session;
  const when = { start, end, timeZone, startsAt, endsAt };
  return { title, kind, when, room, capacity, speakers, language, countsForCertificate, registrationRequired };
}

/**
 * What turns one state of a session into another, with the values from before; null when they are the same. `before`
 * is null for a session that is added, `after` for one that is removed.
 */
export function changeBetween(before: AgendaSession | null, after: AgendaSession | null): SessionChange | null {
  if (before === null) return after && { id: after.id, set: fieldsOf(after), was: {}, removed: false };
  if (after === null) return { id: before.id, set: {}, was: fieldsOf(before), removed: true };
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  const differing = sessionFields.filter((field) => JSON.stringify(old[field]) !== JSON.stringify(next[field]));
  if (differing.length === 0) return null;
  const pick = (fields: Fields): SessionChange['set'] => Object.fromEntries(differing.map((field) => [field, fields[field]]));
  return { id: before.id, set: pick(next), was: pick(old) };
}

/**
 * What takes a change back: every field that still is as the change left it is again as it was before. What somebody
 * has changed since stays.
 */
export function changesBack(agenda: Agenda, change: LastChange): SessionChange[] {
  const shown = new Map(agenda.sessions.map((session) => [session.id, session]));
  return change.changes.flatMap(({ id, set, was, removed }): SessionChange[] => {
    const session = shown.get(id) ?? null;
    if (removed === true) return session ? [] : [{ id, set: was, was: {}, removed: false }];
    if (session === null) return [];
    if (removed === false) return [{ id, set: {}, was: fieldsOf(session), removed: true }];
    const now = fieldsOf(session);
    const still = sessionFields.filter((field) => set[field] !== undefined && was[field] !== undefined && JSON.stringify(now[field]) === JSON.stringify(set[field]));
    if (still.length === 0) return [];
    const pick = (fields: SessionChange['set']): SessionChange['set'] => Object.fromEntries(still.map((field) => [field, fields[field]]));
    return [{ id, set: pick(was), was: pick(set) }];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
