import * as v from 'valibot';
import { scanAnswerCode } from './answers';
import type { Call } from './commands';
import {
  agendaSession, consents, direction, helpSubject, language, nonce, person, registrationId, stationTarget, target, ticketKind, walkInRules, workshop,
} from './values';

const desk = ['desk'] as const;
/** What a volunteer at the desk may see, too: without birth dates, addresses and further columns. */
const deskAndHelper = ['desk', 'helper'] as const;
const kioskAndDesk = ['kiosk', 'desk', 'helper'] as const;

/** Expected, ever arrived and inside now, for one target. */
const count = v.object({ target: v.string(), expected: v.number(), arrived: v.number(), inside: v.number() });
export type TargetCount = v.InferOutput<typeof count>;

const visit = v.object({
  eventId: v.string(),
  target: v.string(),
  at: v.string(),
  device: v.string(),
  station: v.nullable(v.string()),
  outAt: v.nullable(v.string()),
  voided: v.boolean(),
  /** A second check-in for the same target while the first still stood, as two offline devices can make. */
  duplicate: v.boolean(),
  override: v.nullable(v.string()),
});
export type VisitView = v.InferOutput<typeof visit>;

const rosterRow = v.object({
  registrationId: v.string(),
  ticketCode: v.nullable(v.string()),
  fullName: v.string(),
  organisation: v.string(),
  status: v.picklist(['expected', 'inside', 'left', 'cancelled']),
  erased: v.optional(v.boolean()),
  lastCheckInAt: v.nullable(v.string()),
});
export type RosterRow = v.InferOutput<typeof rosterRow>;

const attendee = v.object({
  registrationId: v.string(),
  ticketCode: v.nullable(v.string()),
  sessions: v.array(v.string()),
  consents,
  onlineParts: v.array(v.nullable(v.boolean())),
  cancelled: v.nullable(v.object({ at: v.string(), reason: v.string() })),
  /** Set once nothing personal is kept of them any more. */
  erased: v.nullable(v.object({ at: v.string() })),
  revokedTickets: v.array(v.string()),
  /** Tickets of our own that are still good. */
  issuedTickets: v.array(v.object({ ticketCode: v.string(), kind: ticketKind })),
  person: v.nullable(person),
  visits: v.array(visit),
});
export type AttendeeView = v.InferOutput<typeof attendee>;

const recentScan = v.object({
  eventId: v.string(),
  at: v.string(),
  answer: scanAnswerCode,
  direction,
  target: v.string(),
  registrationId: v.nullable(v.string()),
  fullName: v.nullable(v.string()),
  code: v.nullable(v.string()),
  station: v.nullable(v.string()),
  override: v.boolean(),
});
export type RecentScan = v.InferOutput<typeof recentScan>;

/** Every query: reads what all acknowledged events say, and changes nothing. All can be subscribed to. */
export const queries = {
  /** What a waiting kiosk shows. Names nobody. */
  'kiosk.status': {
    roles: kioskAndDesk,
    params: v.object({ target: stationTarget }),
    result: v.object({
      workshop: v.nullable(workshop),
      /** What a scan counts for now; null without a workshop, and at a room that has nothing more today. */
      target: v.nullable(v.string()),
      sessionTitle: v.nullable(v.string()),
      arrived: v.number(),
      ready: v.boolean(),
      walkIns: v.object({ ...walkInRules.entries, placesLeft: v.nullable(v.number()) }),
    }),
  },
  /** People of the roster by name, as a kiosk may show them: masked, few, and none for a short search. */
  'attendee.search': {
    roles: ['kiosk'],
    params: v.object({ search: v.pipe(v.string(), v.maxLength(100)) }),
    result: v.object({
      /** False while the search is too short to look. */
      enough: v.boolean(),
      /** More than can be shown: a longer search is needed. */
      more: v.boolean(),
      matches: v.array(
        v.object({
          handle: v.string(),
          given: v.string(),
          /** First letter of the family name; empty for a name of one word. */
          familyInitial: v.string(),
          familyFirst: v.boolean(),
          organisation: v.string(),
          /** What they can prove themselves with; empty when only a human can. */
          proofs: v.array(v.picklist(['birthDate', 'email'])),
        }),
      ),
    }),
  },
  /** The day of the attendee whose scan with this nonce was answered on the same port a short while ago. */
  'attendee.day': {
    roles: ['kiosk'],
    params: v.object({ nonce }),
    result: v.object({
      fullName: v.string(),
      language: v.nullable(language),
      date: v.string(),
      timeZone: v.string(),
      sessions: v.array(
        v.object({ session: agendaSession, state: v.picklist(['past', 'now', 'next', 'later']), mine: v.boolean() }),
      ),
    }),
  },
  'help.open': {
    roles: deskAndHelper,
    params: v.object({}),
    result: v.object({
      requests: v.array(
        v.object({ requestId: v.string(), at: v.string(), subject: helpSubject, station: v.nullable(v.string()) }),
      ),
    }),
  },
  'help.status': { roles: kioskAndDesk, params: v.object({ requestId: nonce }), result: v.object({ answered: v.boolean() }) },
  agenda: {
    roles: kioskAndDesk,
    params: v.object({}),
    result: v.object({ sessions: v.array(agendaSession), source: v.nullable(v.string()) }),
  },
  'workshop.overview': {
    roles: deskAndHelper,
    params: v.object({}),
    result: v.object({
      workshop: v.nullable(workshop),
      today: v.string(),
      currentTarget: v.nullable(v.string()),
      registered: v.number(),
      cancelled: v.number(),
      refusedScans: v.number(),
      days: v.array(count),
      sessions: v.array(count),
    }),
  },
  'roster.page': {
    roles: deskAndHelper,
    params: v.object({
      search: v.pipe(v.string(), v.maxLength(200)),
      filter: v.picklist(['all', 'expected', 'arrived', 'cancelled']),
      /** Whose arrival `filter` and `status` speak of; `auto` is today. */
      target: v.union([v.literal('auto'), target]),
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)),
    }),
    result: v.object({ total: v.number(), rows: v.array(rosterRow) }),
  },
  'attendee.get': { roles: deskAndHelper, params: v.object({ registrationId }), result: attendee },
  'scans.recent': {
    roles: deskAndHelper,
    params: v.object({ limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)) }),
    result: v.object({ scans: v.array(recentScan) }),
  },
  /** The whole attendance in pages, in the order of registration; `next` is null on the last one. */
  'attendance.page': {
    roles: desk,
    params: v.object({ from: v.pipe(v.number(), v.integer(), v.minValue(0)), limit: v.pipe(v.number(), v.integer(), v.maxValue(5000)) }),
    result: v.object({ attendees: v.array(attendee), next: v.nullable(v.number()) }),
  },
  /** When personal data are to be erased. */
  'retention.state': {
    roles: desk,
    params: v.object({}),
    result: v.object({
      days: v.nullable(v.number()),
      lastDay: v.nullable(v.string()),
      postponedTo: v.nullable(v.string()),
      /** The day on which they are to go; null while there is no agenda or they are kept. */
      dueOn: v.nullable(v.string()),
      /** Days until then; negative once it is over. */
      daysLeft: v.nullable(v.number()),
      /** How many people there is something left of. */
      people: v.number(),
    }),
  },
  /** How the store stands to the journal. */
  'store.health': {
    roles: deskAndHelper,
    params: v.object({}),
    result: v.object({
      events: v.number(),
      applied: v.number(),
      attendees: v.number(),
      database: v.string(),
      /** Lines of the journal that could not be read at the last replay. */
      damaged: v.array(v.object({ file: v.string(), line: v.number(), reason: v.string() })),
      /** Set while the database cannot be written; answers go on from the journal. */
      databaseError: v.nullable(v.string()),
    }),
  },
} as const satisfies Record<string, Call>;

export type QueryName = keyof typeof queries;
export type QueryParams<N extends QueryName> = v.InferOutput<(typeof queries)[N]['params']>;
export type QueryResult<N extends QueryName> = v.InferOutput<(typeof queries)[N]['result']>;
