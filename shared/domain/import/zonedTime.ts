import { isDay } from './cellValues';

/** Wall-clock times of a place and the instants they are, by the time zone data of `Intl`. */

const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  let formatter: Intl.DateTimeFormat | null = null;
  // Newer engines also take offsets such as +09:00; they know no summer time and are refused alike everywhere.
  if (/^[A-Za-z]/.test(timeZone)) {
    try {
      formatter = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      });
    } catch {
      formatter = null;
    }
  }
  formatters.set(timeZone, formatter);
  return formatter;
}

/** Whether there is such an IANA time zone. */
export function isTimeZone(timeZone: string): boolean {
  return formatterOf(timeZone) !== null;
}

/** A wall-clock time as if it were UTC, in ms: a number to reckon with, not an instant. */
function wallMs(wall: string): number {
  return Date.parse(`${wall.length === 16 ? wall : wall.slice(0, 16)}:00.000Z`);
}

function wallText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}

/** How many ms the zone's clocks are ahead of UTC at an instant. */
function offsetAt(timeZone: string, instant: number): number {
  const formatter = formatterOf(timeZone);
  if (formatter === null) throw new RangeError(`unknown time zone ${timeZone}`);
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

export interface ZonedTime {
  /** The wall-clock time that the instant has, `YYYY-MM-DDTHH:mm`. */
  wall: string;
  /** The instant, as UTC ISO with milliseconds. */
  instant: string;
  /** `skipped`: no clock showed the time asked for, it was moved on; `repeated`: it came twice, the first was taken. */
  clock: 'plain' | 'skipped' | 'repeated';
}

const day = 24 * 3600 * 1000;

/** The instant of a wall-clock time (`YYYY-MM-DDTHH:mm`). Throws RangeError for an unknown time zone. */
export function instantOf(wall: string, timeZone: string): ZonedTime {
  const asked = wallMs(wall);
  const [before, after] = [offsetAt(timeZone, asked - day), offsetAt(timeZone, asked + day)];
  const instants = [...new Set([asked - before, asked - after])]
    .filter((instant) => offsetAt(timeZone, instant) === asked - instant)
    .sort((a, b) => a - b);
  const [first] = instants;
  // In a gap, the offset from before it carries the time on by the length of the gap: 02:30 becomes 03:30.
  const instant = first ?? asked - before;
  return {
    wall: wallText(instant + offsetAt(timeZone, instant)),
    instant: new Date(instant).toISOString(),
    clock: first === undefined ? 'skipped' : instants.length > 1 ? 'repeated' : 'plain',
  };
}

/** The wall-clock time of an instant, given in ms since 1970. Throws RangeError for an unknown time zone. */
export function wallOf(instant: number, timeZone: string): string {
  return wallText(instant + offsetAt(timeZone, instant));
}

/** Moves a wall-clock time by whole days; the clock shows the same. */
export function moveWall(wall: string, days: number): string {
  return wallText(wallMs(wall) + days * day);
}

/** Whole days from one local date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((wallMs(`${to}T00:00`) - wallMs(`${from}T00:00`)) / day);
}

/**
 * Reads a day and time with the year first, such as `2025-09-24T09:15` or `2025/9/24 9:15`. A time with `Z` or an
 * offset is an instant; it is told as the wall-clock time of `timeZone`. A time alone belongs to `sameDay`.
 * Null if it cannot be read for certain.
 */
export function readWall(value: string, timeZone: string, sameDay = ''): string | null {
  const text = value.normalize('NFKC').trim();
  const alone = /^(\d{1,2}):(\d{2})$/.exec(text);
  const match =
    alone && sameDay !== ''
      ? [text, sameDay.slice(0, 4), '-', sameDay.slice(5, 7), sameDay.slice(8, 10), alone[1], alone[2]]
      : /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?(?:T|t|,?\s+)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (!match) return null;
  const [year, month, dayOfMonth, hour, minute] = [match[1], match[3], match[4], match[5], match[6]].map(Number) as [
    number, number, number, number, number,
  ];
  if (!isDay(year, month, dayOfMonth) || year < 1900 || hour > 23 || minute > 59) return null;
  const asked = Date.UTC(year, month - 1, dayOfMonth, hour, minute);
  const offset = match[7];
  if (offset === undefined) return wallText(asked);
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? ['', '+', '0', '0'];
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return wallOf(asked - ahead, timeZone);
}
