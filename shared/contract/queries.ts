import * as v from 'valibot';
import { agendaConflict, changeCause } from './agenda';
import { scanAnswerCode } from './answers';
import { grantedAward } from './awards';
import { certificateQueries } from './certificateQueries';
import type { Call } from './commands';
import { importId, importPhase, pastImport } from './rosterImports';
import { hqQueries } from './hqQueries';
import {
  agendaSession, direction, helpSubject, language, nonce, registrationId, role, stationTarget, target, walkInRules, workshop,
} from './values';
import { attendeeView, openException, targetCount } from './views';

export type { AttendeeView, OpenException, TargetCount, VisitView } from './views';

const desk = ['desk'] as const;
/** What a volunteer at the desk may see, too: without birth dates, addresses and further columns. */
const deskAndHelper = ['desk', 'helper'] as const;
const kioskAndDesk = ['kiosk', 'desk', 'helper'] as const;

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

/** One event about somebody, without anything personal. What a kind of event does not have is null. */
const attendeeEvent = v.object({
  eventId: v.string(),
  type: v.string(),
  at: v.string(),
  device: v.string(),
  role: v.nullable(role),
  station: v.nullable(v.string()),
  target: v.nullable(v.string()),
  answer: v.nullable(scanAnswerCode),
  reason: v.nullable(v.string()),
  ticketCode: v.nullable(v.string()),
  /** That was granted, or is on the certificate that was issued. */
  award: v.nullable(grantedAward),
  /** Of a merge: the record that was merged and the one it went into, null where it was taken apart. */
  merge: v.nullable(v.object({ from: v.string(), into: v.nullable(v.string()) })),
  /** Fields that a correction set and that nothing has set since. */
  fields: v.array(v.string()),
  /** The file that a registration or a correction came from. */
  source: v.nullable(v.string()),
  /** Of a registration: what made it. */
  how: v.nullable(v.picklist(['import', 'walk-in', 'hq', 'ticket'])),
});
export type AttendeeEvent = v.InferOutput<typeof attendeeEvent>;

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
        v.object({
          requestId: v.string(), at: v.string(), subject: helpSubject, station: v.nullable(v.string()),
          /** The name that somebody wishes on their certificate, and the one that it has. */
          wish: v.nullable(v.object({ registrationId: v.string(), name: v.string(), wished: v.string() })),
        }),
      ),
    }),
  },
  'help.status': { roles: kioskAndDesk, params: v.object({ requestId: nonce }), result: v.object({ answered: v.boolean() }) },
  agenda: {
    roles: kioskAndDesk,
    params: v.object({}),
    result: v.object({ sessions: v.array(agendaSession), source: v.nullable(v.string()) }),
  },
  /** The agenda as its editor needs it: what cannot be as it stands, and what was done last. */
  'agenda.board': {
    roles: deskAndHelper,
    params: v.object({}),
    result: v.object({
      sessions: v.array(agendaSession),
      source: v.nullable(v.string()),
      timeZone: v.string(),
      conflicts: v.array(agendaConflict),
      /** How many people are inside a session now, by its id; those that are empty are left out. */
      inside: v.record(v.string(), v.number()),
      /** Null when nothing has been changed since the agenda was brought in. */
      last: v.nullable(
        v.object({ eventId: v.string(), at: v.string(), cause: changeCause, minutes: v.nullable(v.number()), sessionIds: v.array(v.string()), title: v.string() }),
      ),
    }),
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
      /** Not cancelled, and without a ticket that would be admitted. */
      withoutTicket: v.number(),
      refusedScans: v.number(),
      days: v.array(targetCount),
      sessions: v.array(targetCount),
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
  /** How far an import is; null when none of that id is under way. `total` is 0 while it is not known. */
  'import.progress': {
    roles: desk,
    params: v.object({ importId }),
    result: v.object({ progress: v.nullable(v.object({ phase: importPhase, done: v.number(), total: v.number() })) }),
  },
  'imports.past': { roles: desk, params: v.object({}), result: v.object({ imports: v.array(pastImport) }) },
  /** A part of the CSV file that says what became of every row, of the import that was last planned or done. */
  'import.rowReport': {
    roles: desk,
    params: v.object({ importId, from: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    result: v.object({ csv: v.string(), next: v.nullable(v.number()) }),
  },
  /** People found by anything else that is known of them; grows while the details are looked through. */
  'roster.deep': {
    roles: desk,
    params: v.object({ search: v.pipe(v.string(), v.maxLength(200)) }),
    result: v.object({
      done: v.boolean(),
      more: v.boolean(),
      /** `field` names what was found: a field of the person, or a column of the roster. */
      matches: v.array(v.object({ registrationId: v.string(), fullName: v.string(), field: v.string(), text: v.string() })),
    }),
  },
  /** Every event about somebody, the latest first, at most 500. */
  'attendee.events': { roles: deskAndHelper, params: v.object({ registrationId }), result: v.object({ events: v.array(attendeeEvent) }) },
  /** When people arrived first at a target: slots of so many minutes from the first arrival to the last, in UTC. */
  'day.arrivals': {
    roles: deskAndHelper,
    params: v.object({ target, minutes: v.picklist([5, 15]) }),
    result: v.object({ slots: v.array(v.object({ at: v.string(), arrived: v.number(), total: v.number() })) }),
  },
  /** Stations by their last sign of life, the latest first: those of this laptop and of all it has events of. */
  'stations.list': {
    roles: deskAndHelper,
    params: v.object({}),
    result: v.object({ stations: v.array(v.object({ device: v.string(), station: v.nullable(v.string()), at: v.string(), scans: v.number() })) }),
  },
  /** What waits for an organizer, the latest first. */
  'exceptions.open': {
    roles: deskAndHelper,
    params: v.object({ limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)) }),
    result: v.object({ total: v.number(), exceptions: v.array(openException) }),
  },
  'attendee.get': { roles: deskAndHelper, params: v.object({ registrationId }), result: attendeeView },
  'scans.recent': {
    roles: deskAndHelper,
    params: v.object({ limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)) }),
    result: v.object({ scans: v.array(recentScan) }),
  },
  /** The whole attendance in pages, in the order of registration; `next` is null on the last one. */
  'attendance.page': {
    roles: desk,
    params: v.object({ from: v.pipe(v.number(), v.integer(), v.minValue(0)), limit: v.pipe(v.number(), v.integer(), v.maxValue(5000)) }),
    result: v.object({ attendees: v.array(attendeeView), next: v.nullable(v.number()) }),
  },
  /** What says when personal data are to be erased, besides what has reached headquarters: `retentionTerm` tells the day. */
  'retention.state': {
    roles: desk,
    params: v.object({}),
    result: v.object({
      days: v.nullable(v.number()),
      /** Of the agenda or, without one, of the workshop; null while it has no days. */
      lastDay: v.nullable(v.string()),
      postponedTo: v.nullable(v.string()),
      /** The date at the venue, and its time zone. */
      today: v.string(),
      timeZone: v.string(),
      /** How many people there is something left of. */
      people: v.number(),
    }),
  },
  ...certificateQueries,
  ...hqQueries,
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
