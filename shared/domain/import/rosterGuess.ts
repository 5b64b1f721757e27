import { cleanCode, cleanLine } from './cellValues';
import { guessHeader, type HeaderMeaning, saysNameAlone } from './rosterHeaders';
import { type ColumnChoice, rosterColumns } from './rosterLayout';
import { headerKey, type Table } from './table';

/** Where a file comes from, as its headers tell. */
export type RosterOrigin = 'kiosk' | 'pretix' | 'indico' | 'google_forms' | 'unknown';

export interface RosterGuess {
  origin: RosterOrigin;
  columns: ColumnChoice;
}

/** The place of each meaning's best column, and of a column that says “name” alone. */
interface Meanings {
  places: Map<HeaderMeaning, number>;
  nameAlone: number | undefined;
}

function meaningsOf(header: readonly string[]): Meanings {
  const best = new Map<HeaderMeaning, { place: number; rank: number }>();
  let nameAlone: number | undefined;
  for (const [place, text] of header.entries()) {
    if (saysNameAlone(text)) nameAlone ??= place;
    const guess = guessHeader(text);
    if (guess === null) continue;
    const before = best.get(guess.meaning);
    if (before === undefined || guess.rank < before.rank) best.set(guess.meaning, { place, rank: guess.rank });
  }
  return { places: new Map([...best].map(([meaning, { place }]) => [meaning, place])), nameAlone };
}

function originOf(header: readonly string[], { places }: Meanings): RosterOrigin {
  const keys = new Set(header.map(headerKey));
  const has = (...names: string[]): boolean => names.some((name) => keys.has(headerKey(name)));
  if (has('registration_id') && has('full_name')) return 'kiosk';
  if (places.has('order_code') && (places.has('order_position') || has('Attendee name', 'Teilnehmername', 'Attendee name: Given name', 'Pseudonymization ID'))) return 'pretix';
  if (has('ID') && has('Name') && has('Registration date', 'Registration state', 'Check-in date', 'Checked in', 'Affiliation')) return 'indico';
  return places.has('timestamp') ? 'google_forms' : 'unknown';
}

/** The name's columns: the whole name, or its halves in the order in which they are spoken. */
function namePlaces({ places, nameAlone }: Meanings, han: boolean): number[] | undefined {
  const given = places.get('given_name');
  const family = places.get('family_name');
  const full = places.get('full_name');
  if (full !== undefined && full !== nameAlone) return [full];
  // “Nome” beside “Cognome” is the given name, “Name” beside “Vorname” the family's; alone each is the whole.
  const other = nameAlone !== undefined && given !== nameAlone && family !== nameAlone ? nameAlone : undefined;
  if (given !== undefined && family !== undefined && given !== family) return han ? [family, given] : [given, family];
  if (given !== undefined && other !== undefined && given !== nameAlone) return [given, other];
  const single = full ?? nameAlone ?? given ?? family;
  return single === undefined ? undefined : [single];
}

/** Whether every row has a value there, and no two rows the same. Values of several columns count together. */
function tellsApart(table: Table, places: readonly number[]): boolean {
  const seen = new Set<string>();
  for (const { cells } of table.rows) {
    const value = places.map((place) => cleanCode(cells[place] ?? '').toLowerCase());
    if (value.every((part) => part === '')) return false;
    const key = value.join('\n');
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return seen.size > 0;
}

/**
 * What to know people by where the file has no registration id: the order and the position in it, an address that
 * nobody shares, and so on to the name itself. The first that tells all rows apart, or else the first there is.
 */
function idPlaces(table: Table, { places }: Meanings, name: number[] | undefined): number[] | undefined {
  const [order, position, ticket, email, time] = (['order_code', 'order_position', 'ticket_code', 'email', 'timestamp'] as const).map((meaning) => places.get(meaning));
  const together = (...parts: (number | undefined)[]): number[][] => (parts.every((part) => part !== undefined) ? [parts as number[]] : []);
  const candidates = [
    ...together(order, position), ...together(ticket), ...together(order), ...together(email), ...together(email, name?.[0]),
    ...together(time, name?.[0]), ...(name ? [name] : []),
  ];
  return candidates.find((candidate) => tellsApart(table, candidate)) ?? candidates[0];
}

/** Guesses by its headers which column of a file is which of a roster's. A person looks at it before anything is done. */
export function guessColumns(table: Table): RosterGuess {
  const meanings = meaningsOf(table.header);
  const columns: ColumnChoice = {};
  for (const column of rosterColumns) {
    const place = meanings.places.get(column);
    if (place !== undefined && column !== 'full_name' && column !== 'registration_id') columns[column] = [place];
  }
  const name = namePlaces(meanings, table.header.some((text) => /^(姓|성)/u.test(cleanLine(text))));
  if (name) columns.full_name = name;
  const id = meanings.places.get('registration_id');
  const idWorks = id !== undefined && table.rows.some(({ cells }) => cleanCode(cells[id] ?? '') !== '');
  const chosen = idWorks ? [id] : idPlaces(table, meanings, name);
  if (chosen) columns.registration_id = chosen;
  return { origin: originOf(table.header, meanings), columns };
}

/** Whether the id is a column made for that, and not something that had to stand in for it. */
export function hasOwnId(header: readonly string[], columns: ColumnChoice): boolean {
  const places = columns.registration_id ?? [];
  return places.length === 1 && guessHeader(header[places[0] as number] ?? '')?.meaning === 'registration_id';
}

/**
 * What a file's headers are known by: the same headers in the same order give the same signature. Says nothing of the
 * rows. (FNV-1a, twice with different seeds.)
 */
export function headerSignature(header: readonly string[]): string {
  const text = header.map(headerKey).join('\u001f');
  const hash = (seed: number): string => {
    let state = seed;
    for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return state.toString(16).padStart(8, '0');
  };
  return `${header.length}-${hash(0x811c9dc5)}${hash(0x5bd1e995)}`;
}
