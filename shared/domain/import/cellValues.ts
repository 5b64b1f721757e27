import { languages, type Language } from '../../contract/values';

/** How the text of a cell becomes a value. Nothing here knows of rows or columns. */

const plainAscii = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
/** Controls, zero-width and bidirectional marks: never part of a name, and a way to make two names look alike. */
const invisible =
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const spaces = /[\t\n\v\f\r\u0020\u0085\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f]+/g;
const loneSurrogate = /\p{Surrogate}/gu;

/** White space, or one of the two joiners that Persian and Indic names need inside, but nobody needs at an end. */
function isEdge(character: string): boolean {
  return character === '\u200c' || character === '\u200d' || character.trim() === '';
}

function trimEdges(value: string, edge: (character: string) => boolean): string {
  let start = 0;
  let end = value.length;
  while (start < end && edge(value.charAt(start))) start += 1;
  while (end > start && edge(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

/** A value of one line: NFC, without invisible marks, runs of white space as one space. */
export function cleanLine(value: string): string {
  if (value === '' || plainAscii.test(value)) return value;
  const visible = value.replace(invisible, '').replace(loneSurrogate, '\ufffd').replace(spaces, ' ');
  return trimEdges(visible.normalize('NFC'), isEdge);
}

/** A value that may have several lines, such as a note on diet. */
export function cleanBlock(value: string): string {
  if (!/[\n\r\v\f]/.test(value)) return cleanLine(value);
  return value
    .split(/\r\n?|[\n\v\f]/)
    .map(cleanLine)
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/** An id or a code: compared letter by letter, so only what a scanner or a spreadsheet puts around it goes away. */
export function cleanCode(value: string): string {
  if (plainAscii.test(value)) return value;
  return trimEdges(value, (character) => isEdge(character) || character.replace(invisible, '') === '').replace(
    loneSurrogate,
    '\ufffd',
  );
}

/** Whether a code looks like what a spreadsheet makes of a long number, such as `1.23457E+24`. */
export function isRoundedNumber(code: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d{2,}$/i.test(code);
}

/** Digits of other scripts as 0 to 9. */
export function latinDigits(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

export type DateReading =
  | { date: string }
  | { problem: 'invalid_date' | 'ambiguous_date' | 'impossible_date' | 'future_date' | 'old_date' };

/** Whether there is such a day in the Gregorian calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

/**
 * A birth date, as `YYYY-MM-DD`. Only an order that starts with the year is certain: 03/04/2001 is March in one
 * country and April in the next. `today` is the local date of the venue, `ordered` the same date once somebody has said
 * which order it is in.
 */
export function readBirthDate(value: string, today: string, ordered?: string | null): DateReading {
  const text = ordered ?? (/^[\d-]+$/.test(value) ? value : latinDigits(value).trim());
  const match =
    /^(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})\.?(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?$/.exec(text) ??
    /^(\d{4})\s*([년年])\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]$/u.exec(text);
  if (!match) {
    const short = /^(\d{1,2})[-/.\s]+(\d{1,2})[-/.\s]+(\d{2}|\d{4})\.?$/.exec(text);
    const ambiguous = short !== null && Number(short[1]) <= 12 && Number(short[2]) <= 12;
    return { problem: ambiguous ? 'ambiguous_date' : 'invalid_date' };
  }
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (!isDay(year, month, day)) return { problem: 'impossible_date' };
  const date = `${match[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (date > today) return { problem: 'future_date' };
  if (year < 1900) return { problem: 'old_date' };
  return { date };
}

const emailForm = /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{M}][\p{L}\p{N}\p{M}-]*$/u;

/** An e-mail address, or null. Letters of every script are allowed, comments and display names are not. */
export function readEmail(value: string): string | null {
  const address = value.replace(/^mailto:/i, '');
  if (address.length > 254 || address.startsWith('.') || address.includes('..') || address.includes('.@')) return null;
  return emailForm.test(address) ? address : null;
}

const languageNames: Record<Language, string> = {
  en: 'eng english inglese englisch anglais 영어 英语 英語 الإنجليزية',
  it: 'ita italian italiano italienisch italien 이탈리아어 意大利语',
  de: 'deu ger german deutsch tedesco allemand 독일어 德语',
  ar: 'ara arabic العربية عربي arabo arabisch arabe 아랍어 阿拉伯语',
  fr: 'fra fre french français francais francese französisch 프랑스어 法语',
  ko: 'kor korean 한국어 coreano koreanisch coréen 韩语 韓國語',
  zh: 'zho chi chinese 中文 汉语 漢語 cinese chinesisch chinois 중국어 普通话 mandarin',
};
const languageByName = new Map<string, Language>(
  languages.flatMap((code) => [code, ...languageNames[code].split(' ')].map((name) => [name, code] as const)),
);

/** One of the kiosk's languages, from a code (`en-GB`, `zh_Hans`) or a name; null for all others. */
export function readLanguage(value: string): Language | null {
  const known = languageByName.get(value);
  if (known !== undefined) return known;
  const text = value.normalize('NFKC').toLowerCase();
  const tag = /^([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*$/.exec(text);
  return languageByName.get(tag?.[1] ?? text) ?? languageByName.get(text) ?? null;
}

const yes = new Set('yes y true t 1 x ok ja j si sì sí s oui o vrai wahr vero 예 네 是 有 对 نعم ✓ ✔ ☑ √'.split(' '));
const no = new Set('no n false f 0 nein non faux falsch falso 아니오 아니요 아뇨 否 不 不是 无 لا ✗ ✘ ☐'.split(' '));

/** Yes or no; null for anything else. The empty cell is not known, and the caller's business. */
export function readYesNo(value: string): boolean | null {
  const text = yes.has(value) || no.has(value) ? value : value.normalize('NFKC').toLowerCase();
  return yes.has(text) ? true : no.has(text) ? false : null;
}

/** A list of session ids in one cell, each once, in the order given. */
export function readSessionList(value: string): string[] {
  return [...new Set(value.split(/[;,|\n\r；，、]/u).map(cleanCode))].filter((id) => id !== '');
}
