import * as v from 'valibot';
import { agendaSession, place, workshop } from './values';
import { attendeeView, openException, targetCount } from './views';

/** What headquarters sees of every venue. Only its role may ask. */

const hq = ['hq'] as const;
const count = v.number();

/** How far the journal has been read; null once all of it has. Numbers grow until then. */
const reading = v.nullable(v.object({ done: count, total: count }));

/** People and what became of them: of one workshop, of a city, of a year. */
const figures = {
  /** In the roster and not cancelled. */
  expected: count,
  /** People with a check-in that stands, whatever for. */
  arrived: count,
  /** Of whom registered at the venue. */
  walkIns: count,
  /** Certificates that were issued and not taken back, and those of them that came out of a printer. */
  certificates: count,
  printed: count,
  /** What waits for somebody. */
  exceptions: count,
};

export const hqWorkshop = v.object({
  id: v.string(),
  name: v.string(),
  city: v.string(),
  timeZone: v.string(),
  /** Of its first day; null while no day is known. */
  year: v.nullable(count),
  firstDay: v.nullable(v.string()),
  lastDay: v.nullable(v.string()),
  place: v.nullable(place),
  /** Today is one of its days, by its own clock. */
  live: v.boolean(),
  ...figures,
  cancelled: count,
  /** Arrivals of the last quarter of an hour. */
  recent: count,
  /** Of the venue. */
  devices: count,
  /** Events that other events say exist, and that are not here. */
  missing: count,
  /** When the venue's latest event was written, by the clock of its device; null before the first. */
  lastAt: v.nullable(v.string()),
});
export type HqWorkshop = v.InferOutput<typeof hqWorkshop>;

/** A device that wrote events of a workshop. */
export const hqDevice = v.object({
  workshop: v.string(),
  city: v.string(),
  device: v.string(),
  /** Headquarters' own, which answers and sets something here. */
  isHq: v.boolean(),
  /** Names of the stations that it was, in order. */
  stations: v.array(v.string()),
  /** Its events that are here, and the number of the last one. */
  events: count,
  lastSeq: count,
  lastAt: v.string(),
  /** First and last number of each run of events that are missing; at most fifty. */
  gaps: v.array(v.tuple([count, count])),
  missing: count,
});
export type HqDevice = v.InferOutput<typeof hqDevice>;

export const hqException = v.object({
  ...openException.entries,
  workshop: v.string(),
  city: v.string(),
  timeZone: v.string(),
  /** The title of the session that it is about; null for a day. */
  sessionTitle: v.nullable(v.string()),
});
export type HqException = v.InferOutput<typeof hqException>;

/** A city or a year with all its workshops. */
export const hqGroup = v.object({ key: v.string(), place: v.nullable(place), workshops: count, live: count, ...figures });
export type HqGroup = v.InferOutput<typeof hqGroup>;

const page = { offset: v.pipe(v.number(), v.integer(), v.minValue(0)), limit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)) };
const filter = { year: v.nullable(v.number()), city: v.nullable(v.string()) };

export const hqQueries = {
  /** Workshops, those of today first, then the latest. `years` and `cities`: what can be asked for. */
  'hq.workshops': {
    roles: hq,
    params: v.object({ ...filter, search: v.pipe(v.string(), v.maxLength(100)), ...page }),
    result: v.object({
      reading,
      total: count,
      years: v.array(count),
      cities: v.array(v.string()),
      /** Of all that the filter lets through. */
      sum: v.object({ workshops: count, live: count, devices: count, missing: count, recent: count, ...figures }),
      workshops: v.array(hqWorkshop),
    }),
  },
  /** One workshop in full; null for one of which nothing is here. */
  'hq.workshop': {
    roles: hq,
    params: v.object({ id: v.string() }),
    result: v.nullable(
      v.object({
        workshop: hqWorkshop,
        today: v.string(),
        days: v.array(targetCount),
        sessions: v.array(v.object({ ...targetCount.entries, title: v.string(), start: v.string(), end: v.string(), room: v.string(), capacity: v.nullable(count) })),
        devices: v.array(hqDevice),
        exceptions: v.array(hqException),
        retention: v.object({
          days: v.nullable(count),
          postponedTo: v.nullable(v.string()),
          /** The day before which no computer of the workshop is to erase them; null while it has no days or they are kept. */
          notBefore: v.nullable(v.string()),
          /** Of how many there is something left here. */
          people: count,
        }),
      }),
    ),
  },
  /** Cities by their names, or years, the latest first. */
  'hq.compare': { roles: hq, params: v.object({ by: v.picklist(['city', 'year']), ...filter }), result: v.object({ groups: v.array(hqGroup) }) },
  /** What waits for somebody anywhere, the latest first. */
  'hq.exceptions': {
    roles: hq,
    params: v.object({ ...filter, ...page }),
    result: v.object({ total: count, exceptions: v.array(hqException) }),
  },
  /** Devices, those with missing events first, then by their latest event. */
  'hq.devices': {
    roles: hq,
    params: v.object({ ...filter, ...page }),
    result: v.object({ total: count, withGaps: count, missing: count, devices: v.array(hqDevice) }),
  },
  /** People of one workshop by a part of their name or id: to find the other record of somebody. */
  'hq.people': {
    roles: hq,
    params: v.object({ workshop: workshop.entries.id, search: v.pipe(v.string(), v.maxLength(200)), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)) }),
    result: v.object({ people: v.array(v.object({ registrationId: v.string(), fullName: v.string(), organisation: v.string() })) }),
  },
  /** The attendance of a workshop in pages, for taking it out. `person` is null: details are in the journal alone. */
  'hq.attendance': {
    roles: hq,
    params: v.object({ workshop: workshop.entries.id, from: v.pipe(v.number(), v.integer(), v.minValue(0)), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5_000)) }),
    result: v.object({ attendees: v.array(attendeeView), next: v.nullable(v.number()), workshop: v.nullable(workshop), sessions: v.array(agendaSession) }),
  },
} as const;
