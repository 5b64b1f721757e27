import * as v from 'valibot';
import { agendaSession } from './values';

/** Changes to an agenda by hand: what events, commands and queries share of them. */

const { id, title, kind, start, end, timeZone, startsAt, endsAt, room, capacity, speakers, language, countsForCertificate, registrationRequired } =
  agendaSession.entries;

/** The fields of a session that are set by themselves; its times are one of them, for they belong together. */
const sessionFields = v.partial(
  v.object({
    title, kind, when: v.object({ start, end, timeZone, startsAt, endsAt }), room, capacity, speakers, language, countsForCertificate, registrationRequired,
  }),
);

/**
 * What is changed of one session. `was` has the values from before, for whoever reads the record, or takes the change
 * back. `removed`: the session is out of the agenda, or (false) in it from now on; without it, that stays as it is.
 */
export const sessionChange = v.object({ id, set: sessionFields, was: sessionFields, removed: v.optional(v.boolean()) });
export type SessionChange = v.InferOutput<typeof sessionChange>;

export const changeCause = v.picklist(['edited', 'added', 'removed', 'delayed', 'undone']);

/** A wall-clock time of the venue, `YYYY-MM-DDTHH:mm`. */
const wallTime = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/), v.check(isOfCalendar, 'There is no such day.'));

function isOfCalendar(wall: string): boolean {
  const time = Date.parse(`${wall}:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(wall);
}

/** A session as somebody types it in. Its instants follow from the wall-clock times and the time zone. */
export const sessionInput = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
  kind: v.pipe(v.string(), v.trim(), v.maxLength(100)),
  start: wallTime,
  end: wallTime,
  room: v.pipe(v.string(), v.trim(), v.maxLength(120)),
  capacity: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9_999_999))),
  speakers: v.pipe(v.string(), v.trim(), v.maxLength(2_000)),
  language: v.pipe(v.string(), v.trim(), v.maxLength(35)),
  countsForCertificate: v.boolean(),
  registrationRequired: v.boolean(),
});
export type SessionInput = v.InferOutput<typeof sessionInput>;

/** A delay: from which session on, by how much, how far it reaches, and whether free time between sessions takes it up. */
export const delay = v.object({
  sessionId: id,
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(720)),
  scope: v.picklist(['room', 'day']),
  absorb: v.boolean(),
});
export type Delay = v.InferOutput<typeof delay>;

/** Something that cannot be as it stands. It warns; whoever makes the agenda decides. */
export const agendaConflict = v.variant('kind', [
  v.object({ kind: v.literal('room'), sessionId: id, otherId: id, room: v.string() }),
  v.object({ kind: v.literal('speaker'), sessionId: id, otherId: id, speaker: v.string() }),
  v.object({ kind: v.literal('end_before_start'), sessionId: id }),
  v.object({ kind: v.literal('over_capacity'), sessionId: id, inside: v.number(), capacity: v.number() }),
]);
export type AgendaConflict = v.InferOutput<typeof agendaConflict>;

export const sessionMove = v.object({ before: agendaSession, after: agendaSession });
export type SessionMove = v.InferOutput<typeof sessionMove>;
