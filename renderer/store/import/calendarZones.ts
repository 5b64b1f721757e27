import ICAL from 'ical.js';
import { instantOf, isTimeZone, wallOf } from '../../../shared/domain/import/zonedTime';

/** Where a calendar's wall-clock times belong: an IANA zone, or rules that the calendar brings itself. */
export type CalendarZone = { iana: string } | { rules: ICAL.Timezone };

/** Outlook's names of the zones that workshops were or may be in (Unicode CLDR, windowsZones.xml). */
const windowsZones: Readonly<Record<string, string>> = {
  'Korea Standard Time': 'Asia/Seoul',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'China Standard Time': 'Asia/Shanghai',
  'Singapore Standard Time': 'Asia/Singapore',
  'India Standard Time': 'Asia/Kolkata',
  'Arabian Standard Time': 'Asia/Dubai',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Egypt Standard Time': 'Africa/Cairo',
  'GTB Standard Time': 'Europe/Athens',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'GMT Standard Time': 'Europe/London',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Pacific Standard Time': 'America/Los_Angeles',
};

/** The IANA name in a TZID: itself, behind a path (`/example.org/Europe/Rome`), or of one of Outlook's names. */
function ianaOf(tzid: string): string | null {
  if (isTimeZone(tzid)) return tzid;
  const parts = tzid.split('/').filter((part) => part !== '');
  for (let count = Math.min(3, parts.length); count >= 2; count -= 1) {
    const tail = parts.slice(-count).join('/');
    if (isTimeZone(tail)) return tail;
  }
  return windowsZones[tzid] ?? null;
}

/** The zone of a time; null if its TZID is not explained anywhere. A time without one is a time of the venue. */
export function zoneOf(
  tzid: string | undefined,
  isUtc: boolean,
  rules: ReadonlyMap<string, ICAL.Timezone>,
  venueZone: string,
): CalendarZone | null {
  if (isUtc) return { iana: 'UTC' };
  if (tzid === undefined) return { iana: venueZone };
  const iana = ianaOf(tzid);
  if (iana !== null) return { iana };
  const own = rules.get(tzid);
  return own === undefined ? null : { rules: own };
}

/** The wall-clock text of a calendar time, `YYYY-MM-DDTHH:mm`. */
function wallTextOf(time: ICAL.Time): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}T${two(time.hour)}:${two(time.minute)}`;
}

/** The instant, in ms, that a wall-clock time of a zone is. */
function instantIn(zone: CalendarZone, wall: ICAL.Time): number {
  if ('iana' in zone) return Date.parse(instantOf(wallTextOf(wall), zone.iana).instant);
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  return asUtc - zone.rules.utcOffset(wall) * 1000;
}

/** A wall-clock time of one zone, as the clocks of another show it. */
export function wallIn(from: CalendarZone, wall: ICAL.Time, timeZone: string): string {
  if ('iana' in from && from.iana === timeZone) return wallTextOf(wall);
  return wallOf(instantIn(from, wall), timeZone);
}

/**
 * The same instant without a zone, by the clocks of `zone`. With all times of an event in this form, its repetition
 * is reckoned on the wall clock, where “every day at nine” stays at nine over a clock change.
 */
export function floatingIn(time: ICAL.Time, own: CalendarZone, zone: CalendarZone): ICAL.Time {
  const floating = time.clone();
  floating.zone = ICAL.Timezone.localTimezone;
  if (time.isDate || own === zone) return floating;
  const sameIana = 'iana' in own && 'iana' in zone && own.iana === zone.iana;
  const sameRules = 'rules' in own && 'rules' in zone && own.rules === zone.rules;
  if (sameIana || sameRules) return floating;
  const instant = instantIn(own, floating);
  if ('iana' in zone) return ICAL.Time.fromDateTimeString(`${wallOf(instant, zone.iana)}:00`);
  const utc = ICAL.Time.fromDateTimeString(new Date(instant).toISOString().slice(0, 19));
  const ahead = zone.rules.utcOffset(utc);
  utc.adjust(0, 0, 0, ahead);
  return utc;
}
