import type { Language } from '@shared/contract/values';
import { localeOf } from './languages';

const formats = new Map<string, Intl.DateTimeFormat>();

/** One Intl format per locale, time zone and shape: making one takes longer than a whole scan. */
function formatOf(language: Language, timeZone: string | undefined, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}/${timeZone ?? ''}/${JSON.stringify(shape)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(localeOf(language), timeZone === undefined ? shape : { ...shape, timeZone });
    formats.set(key, format);
  }
  return format;
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const day = { day: 'numeric', month: 'long' } as const;
const key = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;

/** The time of day at a UTC instant, on a 24-hour clock. Without `timeZone`, the computer's own. */
export function timeOfDay(instant: string, language: Language, timeZone?: string): string {
  return formatOf(language, timeZone, clock).format(new Date(instant));
}

/** As `timeOfDay`, with the date unless that is the day of `now`. */
export function timeWithDate(instant: string, now: string, language: Language, timeZone?: string): string {
  const days = formatOf('en', timeZone, key);
  const sameDay = days.format(new Date(instant)) === days.format(new Date(now));
  return sameDay ? timeOfDay(instant, language, timeZone) : formatOf(language, timeZone, { ...day, ...clock }).format(new Date(instant));
}

/** A calendar date (`YYYY-MM-DD`) with its weekday, such as `Wednesday, 24 September`. */
export function dayOf(date: string, language: Language, shape: 'long' | 'short' = 'long'): string {
  const format = formatOf(language, 'UTC', { weekday: shape, day: 'numeric', month: shape });
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** The first and the last of some days as one phrase, such as `24 – 25 September 2025`. */
export function daysSpan(first: string, last: string, language: Language): string {
  const format = formatOf(language, 'UTC', { ...day, year: 'numeric' });
  return format.formatRange(new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`));
}

/** A whole number with the language's separators. */
export function wholeNumber(value: number, language: Language): string {
  return value.toLocaleString(localeOf(language));
}

/** A number of days with its word, such as `30 days`. */
export function daysInWords(count: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(count);
}

/** A share from 0 to 1 in per cent, without decimals. */
export function percentage(share: number, language: Language): string {
  return share.toLocaleString(localeOf(language), { style: 'percent' });
}

const countries = new Map<Language, Intl.DisplayNames>();

/** The name of a country by its ISO 3166 code; an unknown code is its own name. */
export function countryNameOf(code: string, language: Language): string {
  let names = countries.get(language);
  if (!names) countries.set(language, (names = new Intl.DisplayNames(localeOf(language), { type: 'region', fallback: 'code' })));
  return names.of(code) ?? code;
}

export type DateField = 'day' | 'month' | 'year';

/** In which order a date is written in a language: the order of the fields to enter one. */
export function dateFieldOrder(language: Language): DateField[] {
  return datePartsOf('2003-12-31', language).map((part) => part.type).filter((type): type is DateField => type === 'day' || type === 'month' || type === 'year');
}

/** A calendar date (`YYYY-MM-DD`) in digits, day and month with two of them, as the language writes it: `31.12.2003`. */
export function dateInDigits(date: string, language: Language): string {
  return datePartsOf(date, language).map((part) => part.value).join('').replace(/[\u200e\u200f]/g, '');
}

/** A calendar date (`YYYY-MM-DD`) with its month in words, so that day and month cannot be mistaken: `3 April 2001`. */
export function dateInWords(date: string, language: Language): string {
  return formatOf(language, 'UTC', { ...day, year: 'numeric' }).format(new Date(`${date}T00:00:00Z`));
}

function datePartsOf(date: string, language: Language): Intl.DateTimeFormatPart[] {
  return formatOf(language, 'UTC', { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(`${date}T00:00:00Z`));
}
