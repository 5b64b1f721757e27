import type { JournalEvent } from '@shared/contract/events';
import { type NamingTexts, personKey } from './erasedPeople';
import { hashEvent } from './hashes';

/** Whom to blank: these people (`personKey`), and texts that name them in events about others. */
export interface Erasing {
  people: ReadonlySet<string>;
  texts: NamingTexts;
}

/** A blanked event as the journal keeps it: `blanked` is the hash it had while its texts were there. */
type Blankable = JournalEvent & { blanked?: string };

/** A text shorter than this names nobody for sure, and would be found in texts that have nothing to do with them. */
const shortestText = 4;

/**
 * Texts by which somebody could be found in what others wrote or scanned: names, address, whatever else the roster
 * had of them in a column of its own.
 */
export function textsOf(person: Record<string, unknown>): string[] {
  const { fullName, nameOnCertificate, email, other } = person;
  const further = other && typeof other === 'object' ? Object.values(other).filter((value) => isTelling(String(value))) : [];
  return [fullName, nameOnCertificate, email, ...further].filter((text) => typeof text === 'string').map(comparable).filter((text) => text.length >= shortestText || /[^\p{ASCII}]{2}/u.test(text));
}

/** "yes", "vegan" and "M" say nothing of who it was; an address or a number does. */
function isTelling(value: string): boolean {
  return value.includes('@') || value.replace(/\D/g, '').length >= 6;
}

function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase().trim();
}

/** Whether a text names one of them: as a whole, or by all the words of a name in any order. */
export function names(text: string, texts: readonly string[]): boolean {
  if (texts.length === 0 || text === '') return false;
  const here = comparable(text);
  return texts.some((each) => {
    if (here.includes(each)) return true;
    const words = each.split(/\s+/);
    return words.length > 1 && words.every((word) => here.includes(word));
  });
}

/**
 * An event without what is personal of the erased, or null if it has nothing of them. `person` goes for its hash alone
 * is chained. A text in `data` goes too, and then the hash that the event had is kept in its place.
 */
export function blankEvent(event: Blankable, { people, texts }: Erasing): Blankable | null {
  const data = event.data as Record<string, unknown>;
  const theirs = typeof data.registrationId === 'string' && people.has(personKey(event.workshop, data.registrationId));
  const naming = texts.of(event.workshop);
  const changes: Record<string, unknown> = {};
  const blank = (key: string, text: unknown, isTheirs: boolean, emptied: unknown = ''): void => {
    if (typeof text === 'string' && text !== '' && (isTheirs || names(text, naming))) changes[key] = emptied;
  };
  blank('code', data.code, false);
  blank('note', data.note, false);
  if (event.type !== 'attendee.erased') blank('reason', data.reason, theirs);
  const override = data.override as { reason: string } | undefined;
  if (override) blank('override', override.reason, theirs, { ...override, reason: '' });
  const hasPerson = theirs && event.person !== undefined && event.person !== null;
  if (!hasPerson && Object.keys(changes).length === 0) return null;
  const hasText = Object.keys(changes).length > 0;
  return {
    ...event,
    ...(hasText ? { data: { ...data, ...changes }, blanked: hashEvent(event) } : {}),
    ...(hasPerson ? { person: null } : {}),
  } as Blankable;
}
