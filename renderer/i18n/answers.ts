import type { ScanAnswerCode } from '@shared/contract/answers';
import type { Direction, Language } from '@shared/contract/values';
import ar from './ar/answers.json';
import de from './de/answers.json';
import en from './en/answers.json';
import fr from './fr/answers.json';
import it from './it/answers.json';
import ko from './ko/answers.json';
import { timeWithDate } from './times';
import zh from './zh/answers.json';

/**
 * What an attendee is told, in seven languages. No React and no i18next here: the hidden store window and the
 * headless commands speak with the same words.
 */

/** Each a list of alternatives, the richest first: the first one all of whose values are known is said. */
interface Sentences {
  message: readonly string[];
  next: readonly string[];
}

export interface AnswerCatalogue {
  /** What a waiting kiosk says to everybody. */
  invitation: { welcome: string; scan: string };
  answers: Record<Exclude<ScanAnswerCode, 'ok'>, Sentences> & { ok: Record<Direction, Sentences> };
  /** After “no” to the question for consent. */
  declined: Sentences;
  buttons: { agree: string; decline: string; again: string; done: string };
  countdown: string;
}

export const answerCatalogues: Record<Language, AnswerCatalogue> = { en, it, de, ar, fr, ko, zh };

/** What a sentence may speak of. A value that is missing, null or empty only makes the sentence plainer. */
export interface AnswerValues {
  name?: string | null;
  /** A UTC instant: when the earlier check-in or check-out was, or when check-in opens. Other texts are taken as they are. */
  time?: string | null;
  /** The workshop's time zone; without it, the computer's own. */
  timeZone?: string | null;
  /** The UTC instant of the scan: a time on another day is said with its date. Without it, the day is taken to be the same. */
  now?: string | null;
  /** The station or device of the earlier check-in. */
  place?: string | null;
  /** The session's title. Not for a whole day. */
  session?: string | null;
  /** Why somebody was cancelled or a ticket revoked. Staff wrote it for staff: no sentence says it to the attendee. */
  reason?: string | null;
}

export interface AnswerWords {
  /** What happened. */
  message: string;
  /** What to do next. */
  next: string;
}

/**
 * The words for one answer. Every value stands between Unicode isolates (FSI … PDI), so that a Latin name in an
 * Arabic sentence, or the other way round, leaves the order of the rest alone.
 */
export function answerWords(
  answer: ScanAnswerCode,
  direction: Direction,
  language: Language,
  values: AnswerValues,
): AnswerWords {
  const { answers } = answerCatalogues[language];
  return say(answer === 'ok' ? answers.ok[direction] : answers[answer], valuesOf(values, language));
}

/** The words after somebody said no to the question for consent. */
export function declinedWords(language: Language): AnswerWords {
  return say(answerCatalogues[language].declined, {});
}

export function countdownWords(language: Language, seconds: number): string {
  return fill(answerCatalogues[language].countdown, { seconds: String(seconds) });
}

const placeholder = /\{\{(\w+)\}\}/g;

/** The names of a sentence's values, in its order. */
export function placeholdersOf(sentence: string): string[] {
  return [...sentence.matchAll(placeholder)].map((match) => match[1] as string);
}

type Known = Readonly<Record<string, string | undefined>>;

function valuesOf(values: AnswerValues, language: Language): Known {
  const text = (value: string | null | undefined): string | undefined =>
    value === undefined || value === null || value.trim() === '' ? undefined : isolate(value);
  return {
    name: text(values.name),
    time: text(timeText(values, language)),
    place: text(values.place),
    session: text(values.session),
  };
}

function timeText({ time, timeZone, now }: AnswerValues, language: Language): string | null | undefined {
  if (!time || Number.isNaN(Date.parse(time))) return time;
  return timeWithDate(time, now ?? time, language, timeZone ?? undefined);
}

/** A foreign text inside a sentence, kept apart for the bidirectional algorithm (UAX #9). */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

function say(sentences: Sentences, known: Known): AnswerWords {
  return { message: fill(choose(sentences.message, known), known), next: fill(choose(sentences.next, known), known) };
}

/** The last alternative needs no value at all: the test of the catalogues holds them to that. */
function choose(alternatives: readonly string[], known: Known): string {
  const fitting = alternatives.find((sentence) => placeholdersOf(sentence).every((name) => known[name] !== undefined));
  return fitting ?? alternatives.at(-1) ?? '';
}

function fill(sentence: string, known: Known): string {
  return sentence.replace(placeholder, (_, name: string) => known[name] ?? '');
}
