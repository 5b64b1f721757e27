import ICAL from 'ical.js';
import { KioskError } from '../../../shared/contract/errors';
import { AgendaBuilder, isSessionId, type AgendaOptions, type AgendaReading, type SessionDraft } from '../../../shared/domain/import/agenda';
import { cleanBlock, cleanCode, cleanLine, readYesNo } from '../../../shared/domain/import/cellValues';
import { quote, remark } from '../../../shared/domain/import/remarks';
import { floatingIn, wallIn, zoneOf, type CalendarZone } from './calendarZones';

/** Occurrences taken of one event: a repetition without end is a mistake in a workshop's agenda. */
const maxOccurrences = 500;

/** Whether a text is an iCalendar file. */
export function isCalendar(text: string): boolean {
  return /^\s*BEGIN:VCALENDAR/i.test(text);
}

/**
 * The bytes of a calendar with its folded lines joined (RFC 5545, 3.1). A fold may stand in the middle of a letter, so
 * it has to go before the bytes are read as text. Any other file stays as it is.
 */
export function unfoldLines(bytes: Uint8Array): Uint8Array {
  if (!isCalendar(new TextDecoder('latin1').decode(bytes.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, ''))) return bytes;
  const joined = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lineEnd = bytes[at] === 0x0a ? 1 : bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? 2 : 0;
    const next = bytes[at + lineEnd];
    if (lineEnd > 0 && (next === 0x20 || next === 0x09)) {
      at += lineEnd;
      continue;
    }
    joined[length] = bytes[at] as number;
    length += 1;
  }
  return joined.subarray(0, length);
}

/** A short name for a long UID that is the same on every import (FNV-1a, twice 32 bits). */
function shortHash(text: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (i & 0xff), 0x01000197);
  }
  return (low >>> 0).toString(36).padStart(7, '0') + (high >>> 0).toString(36).slice(0, 3).padStart(3, '0');
}

function textOf(event: ICAL.Component, name: string): string {
  const value: unknown = event.getFirstPropertyValue(name);
  return value === null || value === undefined ? '' : cleanLine(String(value));
}

/** The session's id: given by X-SESSION-ID, else the UID's first part if it is short, else a hash of the UID. */
function sessionIdOf(event: ICAL.Component): string {
  const given = cleanCode(textOf(event, 'x-session-id'));
  if (given !== '') return given;
  const uid = textOf(event, 'uid');
  const [name = ''] = uid.split('@');
  if (name.length <= 16 && /^[A-Za-z][\w.-]*$/.test(name) && isSessionId(name)) return name;
  return `ics-${shortHash(uid || `${textOf(event, 'summary')} ${textOf(event, 'dtstart')}`)}`;
}

interface CalendarContext {
  rules: ReadonlyMap<string, ICAL.Timezone>;
  options: AgendaOptions;
  builder: AgendaBuilder;
  /** Zones that nobody explains, each of which is remarked on once. */
  unknownZones: Set<string>;
}

function ownZone(property: ICAL.Property, time: ICAL.Time, context: CalendarContext, row: number): CalendarZone {
  const tzid = property.getFirstParameter('tzid') as string | undefined;
  const isUtc = tzid === undefined && time.zone === ICAL.Timezone.utcTimezone;
  const zone = zoneOf(tzid, isUtc, context.rules, context.options.timeZone);
  if (zone !== null) return zone;
  if (tzid !== undefined && !context.unknownZones.has(tzid)) {
    context.unknownZones.add(tzid);
    const column = property.name.toUpperCase();
    context.builder.warnings.push(remark('unknown_calendar_zone', row, column, tzid, context.options.timeZone));
  }
  return { iana: context.options.timeZone };
}

const timeProperties = ['dtstart', 'dtend', 'exdate', 'rdate', 'recurrence-id'];

/** Rewrites all times of an event to the wall clock of `zone`, without a zone. */
function floatTimes(event: ICAL.Component, zone: CalendarZone, context: CalendarContext, row: number): void {
  for (const name of timeProperties) {
    for (const property of event.getAllProperties(name)) {
      const values = property.getValues().map((value: unknown) => {
        if (value instanceof ICAL.Time) return floatingIn(value, ownZone(property, value, context, row), zone);
        return value instanceof ICAL.Period ? floatingIn(value.start, ownZone(property, value.start, context, row), zone) : value;
      });
      property.removeParameter('tzid');
      const isDate = values.every((value) => value instanceof ICAL.Time && value.isDate);
      property.resetType(isDate ? 'date' : 'date-time');
      if (property.isMultiValue) property.setValues(values as ICAL.Time[]);
      else property.setValue(values[0] as ICAL.Time);
    }
  }
  for (const property of event.getAllProperties('rrule')) {
    const rule = property.getFirstValue() as ICAL.Recur;
    const { until } = rule;
    if (until === null || until === undefined || until.isDate) continue;
    const own: CalendarZone = until.zone === ICAL.Timezone.utcTimezone ? { iana: 'UTC' } : zone;
    rule.until = floatingIn(until, own, zone);
    property.setValue(rule);
  }
}

function zoneOfEvent(event: ICAL.Component, context: CalendarContext, row: number): CalendarZone | null {
  const property = event.getFirstProperty('dtstart');
  const time: unknown = property?.getFirstValue();
  return property && time instanceof ICAL.Time ? ownZone(property, time, context, row) : null;
}

/** Everything of a session but its id and times. */
function describe(event: ICAL.Component, row: number, context: CalendarContext): Omit<SessionDraft, 'id' | 'start' | 'end' | 'timeZone'> {
  const yesNo = (name: string, absent: boolean): boolean => readYesNo(textOf(event, name)) ?? absent;
  const capacityText = textOf(event, 'x-capacity');
  const capacity = /^\d{1,7}$/.test(capacityText) ? Number(capacityText) : null;
  if (capacity === null && capacityText !== '') {
    context.builder.warnings.push(remark('invalid_capacity', row, 'X-CAPACITY', capacityText));
  }
  const language = event.getFirstProperty('summary')?.getFirstParameter('language') ?? '';
  return {
    title: textOf(event, 'summary'),
    kind: textOf(event, 'categories').toLowerCase(),
    room: textOf(event, 'location'),
    capacity,
    speakers: cleanBlock(textOf(event, 'x-speakers')),
    language: cleanLine(String(language)),
    countsForCertificate: yesNo('x-counts-for-certificate', true),
    registrationRequired: yesNo('x-registration-required', false),
  };
}

/** One VEVENT with those that override some of its occurrences, and its place among the calendar's events. */
interface EventGroup {
  row: number;
  main: ICAL.Component;
  overrides: ICAL.Component[];
}

/** Adds all occurrences of an event to the agenda. */
function addEvent({ row, main, overrides }: EventGroup, context: CalendarContext): void {
  const { builder, options } = context;
  const cancelled = (event: ICAL.Component): boolean => textOf(event, 'status').toUpperCase() === 'CANCELLED';
  const title = textOf(main, 'summary') || textOf(main, 'uid');
  if (cancelled(main)) {
    builder.warnings.push(remark('cancelled_event', row, '', title));
    return;
  }
  const zone = zoneOfEvent(main, context, row);
  if (zone === null) {
    builder.rejected.push(remark('missing_time', row, 'DTSTART', 'start'));
    return;
  }
  for (const event of [main, ...overrides]) floatTimes(event, zone, context, row);
  const event = new ICAL.Event(main, { strictExceptions: false, exceptions: overrides });
  // A session is shown by the venue's clocks unless the calendar names a place of its own.
  const timeZone = 'iana' in zone && zone.iana !== 'UTC' ? zone.iana : options.timeZone;
  const id = sessionIdOf(main);
  const add = (item: ICAL.Component, occurrenceId: string, start: ICAL.Time, end: ICAL.Time): void => {
    if (cancelled(item)) {
      builder.warnings.push(remark('cancelled_event', row, '', `${textOf(item, 'summary') || title}, ${start.toString()}`));
      return;
    }
    const details = describe(item, row, context);
    builder.add(
      { ...details, title: details.title || title, id: occurrenceId, start: wallIn(zone, start, timeZone), end: wallIn(zone, end, timeZone), timeZone },
      row,
      { session_id: 'UID', title: 'SUMMARY', start: 'DTSTART', end: 'DTEND' },
    );
  };
  if (!event.isRecurring()) {
    add(main, id, event.startDate, event.endDate);
    return;
  }
  const iterator = event.iterator();
  const starts = new Set<string>();
  let count = 0;
  for (let next: ICAL.Time | null = iterator.next(); next; next = iterator.next()) {
    if (count === maxOccurrences) {
      builder.warnings.push(remark('too_many_occurrences', row, 'RRULE', title, maxOccurrences));
      break;
    }
    count += 1;
    const occurrence = event.getOccurrenceDetails(next);
    const day = next.toString().slice(0, 10).replaceAll('-', '');
    const time = next.toString().slice(11, 16).replace(':', '');
    const occurrenceId = starts.has(day) ? `${id}-${day}T${time}` : `${id}-${day}`;
    starts.add(day);
    add(occurrence.item.component, occurrenceId, occurrence.startDate, occurrence.endDate);
  }
}

/** The events of a calendar, each with its overrides; an override alone (a part of a series) stands for itself. */
function groupEvents(calendars: readonly ICAL.Component[]): EventGroup[] {
  const events = calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  const isOverride = (event: ICAL.Component): boolean => event.hasProperty('recurrence-id');
  const groups: EventGroup[] = [];
  const byUid = new Map<string, EventGroup>();
  events.forEach((main, index) => {
    if (isOverride(main)) return;
    const group = { row: index + 1, main, overrides: [] };
    groups.push(group);
    const uid = textOf(main, 'uid');
    if (uid !== '' && !byUid.has(uid)) byUid.set(uid, group);
  });
  events.forEach((event, index) => {
    if (!isOverride(event)) return;
    const group = byUid.get(textOf(event, 'uid'));
    if (group !== undefined) {
      group.overrides.push(event);
      return;
    }
    const day = textOf(event, 'recurrence-id').slice(0, 10).replaceAll('-', '');
    if (!event.hasProperty('x-session-id')) event.addPropertyWithValue('x-session-id', `${sessionIdOf(event)}-${day}`);
    event.removeAllProperties('recurrence-id');
    groups.push({ row: index + 1, main: event, overrides: [] });
  });
  return groups.sort((a, b) => a.row - b.row);
}

/**
 * Reads an iCalendar text (RFC 5545) as an agenda: repeated events give one session per occurrence, up to 500. In
 * remarks, `row` is the event's place among the events of the file. Throws KioskError `unreadable_file`.
 */
export function readCalendar(text: string, fileName: string, options: AgendaOptions): AgendaReading {
  let calendars: ICAL.Component[];
  try {
    const parsed = ICAL.parse(text.trim()) as unknown[];
    const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown as ConstructorParameters<typeof ICAL.Component>[0][];
    calendars = roots.map((root) => new ICAL.Component(root)).filter((root) => root.name === 'vcalendar');
  } catch (cause) {
    throw new KioskError(
      'unreadable_file',
      `${quote(fileName)} is a damaged calendar (${cause instanceof Error ? cause.message : String(cause)}). Export it again from the calendar program and import that file.`,
    );
  }
  const rules = new Map<string, ICAL.Timezone>();
  for (const zone of calendars.flatMap((calendar) => calendar.getAllSubcomponents('vtimezone'))) {
    const tzid = zone.getFirstPropertyValue('tzid');
    if (typeof tzid === 'string') rules.set(tzid, new ICAL.Timezone({ component: zone, tzid }));
  }
  const builder = new AgendaBuilder();
  const context: CalendarContext = { rules, options, builder, unknownZones: new Set() };
  const groups = groupEvents(calendars);
  if (groups.length === 0) {
    throw new KioskError('unreadable_file', `${quote(fileName)} is a calendar without events. Export the right calendar and import that file.`);
  }
  for (const group of groups) {
    try {
      addEvent(group, context);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      builder.rejected.push(remark('unreadable_event', group.row, '', textOf(group.main, 'summary') || 'An event', why));
    }
  }
  return builder.finish(groups.length);
}
