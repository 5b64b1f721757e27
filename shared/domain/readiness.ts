import type { Workshop } from '../contract/values';
import { addDays } from './calendar';
import type { RetentionTerm } from './retention';

/** Whether a workshop could begin tomorrow: one item a subject, each judged from what is so now, none ticked by hand. */

export const readinessNames = [
  'workshop', 'roster', 'agenda', 'tickets', 'reader', 'pin', 'station', 'disk', 'clock', 'store', 'mirror', 'printer', 'retention',
] as const;
export type ReadinessName = (typeof readinessNames)[number];

/** Where to go to mend it. */
export type Remedy = 'workshop' | 'roster' | 'agenda' | 'station' | 'hardware' | 'tickets' | 'mirror' | 'privacy' | 'headquarters';

/**
 * `open` stands in the way of the workshop; `advice` does not, but whoever has the time does it. `reason` says which
 * sentence is true, `count` the number in it.
 */
export interface ReadinessItem {
  name: ReadinessName;
  state: 'good' | 'open' | 'advice';
  reason: string;
  count: number | null;
  remedy: Remedy | null;
}

export interface ReadinessFacts {
  workshop: Workshop | null;
  /** The agenda's days, in order. */
  agendaDays: readonly string[];
  sessions: number;
  people: number;
  withoutTicket: number;
  hasPin: boolean;
  kiosksOpen: number;
  mirror: 'none' | 'up_to_date' | 'behind' | 'lost';
  storeRunning: boolean;
  damagedLines: number;
  /** Null when it cannot be told. */
  freeMegabytes: number | null;
  /** Milliseconds since 1970; the date is the one at the venue by this clock. */
  now: number;
  today: string;
  lastWrittenAt: number | null;
  /** UTC instants of the last check that went well. */
  cameraSeenAt: string | null;
  scannerSeenAt: string | null;
  testPageAt: string | null;
  printers: number;
  /** How long personal data are kept; null for whoever may not know. */
  retention: { days: number | null; term: Pick<RetentionTerm, 'waiting' | 'reminder'> } | null;
}

const littleSpace = 500;
/** Clocks are set by hand and by the network: a step back of this much is no wrong clock, in ms. */
const stepBack = 60_000;

export function readiness(facts: ReadinessFacts): ReadinessItem[] {
  return [
    workshop(facts), roster(facts), agenda(facts), tickets(facts), reader(facts), pin(facts),
    station(facts), disk(facts), clock(facts), store(facts), mirror(facts), printer(facts), ...retention(facts),
  ];
}

/** How many things stand in the way. */
export function openItems(items: readonly ReadinessItem[]): number {
  return items.filter(({ state }) => state === 'open').length;
}

/** The workshop's days: the agenda's or, without one, all from its first to its last. */
export function plannedDays(workshop: Workshop | null, agendaDays: readonly string[]): string[] {
  if (agendaDays.length > 0) return [...agendaDays].sort();
  const { firstDay, lastDay = firstDay } = workshop ?? {};
  if (firstDay === undefined || lastDay === undefined) return [];
  const days: string[] = [];
  for (let day = firstDay; day <= lastDay && days.length < 60; day = addDays(day, 1)) days.push(day);
  return days;
}

function good(name: ReadinessName, count: number | null = null): ReadinessItem {
  return { name, state: 'good', reason: 'good', count, remedy: null };
}

function open(name: ReadinessName, reason: string, remedy: Remedy | null, count: number | null = null): ReadinessItem {
  return { name, state: 'open', reason, count, remedy };
}

function advice(name: ReadinessName, reason: string, remedy: Remedy | null, count: number | null = null): ReadinessItem {
  return { name, state: 'advice', reason, count, remedy };
}

function workshop({ workshop: set, agendaDays }: ReadinessFacts): ReadinessItem {
  if (set === null) return open('workshop', 'missing', 'workshop');
  if (set.city.trim() === '') return open('workshop', 'nowhere', 'workshop');
  if (plannedDays(set, agendaDays).length === 0) return open('workshop', 'undated', 'workshop');
  return good('workshop');
}

function roster({ people }: ReadinessFacts): ReadinessItem {
  return people === 0 ? open('roster', 'empty', 'roster') : good('roster', people);
}

/** Without an agenda people are checked in for whole days, which some workshops want; but a wrong one misleads. */
function agenda({ workshop: set, sessions, agendaDays }: ReadinessFacts): ReadinessItem {
  if (sessions === 0) return advice('agenda', 'missing', 'agenda');
  const { firstDay, lastDay = firstDay } = set ?? {};
  const isElsewhen = firstDay !== undefined && lastDay !== undefined && agendaDays.some((day) => day < firstDay || day > lastDay);
  return isElsewhen ? open('agenda', 'otherDays', 'agenda') : good('agenda', sessions);
}

/** Walk-ins have no ticket: some without are no obstacle, since all can be found by name. */
function tickets({ people, withoutTicket }: ReadinessFacts): ReadinessItem {
  if (people > 0 && withoutTicket >= people) return open('tickets', 'none', 'tickets');
  return withoutTicket > 0 ? advice('tickets', 'some', 'tickets', withoutTicket) : good('tickets');
}

function reader({ cameraSeenAt, scannerSeenAt }: ReadinessFacts): ReadinessItem {
  return cameraSeenAt === null && scannerSeenAt === null ? open('reader', 'untried', 'hardware') : good('reader');
}

function pin({ hasPin }: ReadinessFacts): ReadinessItem {
  return hasPin ? good('pin') : open('pin', 'missing', 'station');
}

function station({ kiosksOpen }: ReadinessFacts): ReadinessItem {
  return kiosksOpen === 0 ? advice('station', 'none', 'station') : good('station', kiosksOpen);
}

function disk({ freeMegabytes }: ReadinessFacts): ReadinessItem {
  if (freeMegabytes === null) return advice('disk', 'unknown', 'hardware');
  return freeMegabytes < littleSpace ? open('disk', 'full', null, freeMegabytes) : good('disk', freeMegabytes);
}

function clock({ now, lastWrittenAt, today, workshop: set, agendaDays }: ReadinessFacts): ReadinessItem {
  if (lastWrittenAt !== null && now < lastWrittenAt - stepBack) return open('clock', 'behind', null);
  const days = plannedDays(set, agendaDays);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return good('clock');
  if (today < addDays(first, -1)) return advice('clock', 'early', null);
  return today > addDays(last, 1) ? advice('clock', 'past', null) : good('clock');
}

function store({ storeRunning, damagedLines }: ReadinessFacts): ReadinessItem {
  if (!storeRunning) return open('store', 'stopped', null);
  return damagedLines > 0 ? advice('store', 'damaged', null, damagedLines) : good('store');
}

function mirror({ mirror: state }: ReadinessFacts): ReadinessItem {
  if (state === 'none') return advice('mirror', 'none', 'mirror');
  if (state === 'lost') return open('mirror', 'lost', 'mirror');
  return state === 'behind' ? advice('mirror', 'behind', null) : good('mirror');
}

function printer({ printers, testPageAt }: ReadinessFacts): ReadinessItem {
  if (printers === 0) return advice('printer', 'none', 'hardware');
  return testPageAt === null ? advice('printer', 'untried', 'hardware') : good('printer', printers);
}

/** None of it keeps a workshop from beginning; but old data should be gone, and a time be set for the new ones. */
function retention({ retention: kept }: ReadinessFacts): ReadinessItem[] {
  if (kept === null) return [];
  const { days, term } = kept;
  if (days === null) return [advice('retention', 'endless', 'privacy')];
  if (term.reminder === 'waiting') return [advice('retention', 'waiting', 'headquarters', term.waiting)];
  return [term.reminder === 'due' ? advice('retention', 'due', null) : good('retention', days)];
}
