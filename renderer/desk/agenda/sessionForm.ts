import { sessionInput, type SessionInput } from '@shared/contract/agenda';
import type { AgendaSession } from '@shared/contract/values';
import { withFields } from '@shared/domain/agenda/sessionEdits';
import { addDays } from '@shared/domain/calendar';
import { daysBetween, instantOf } from '@shared/domain/import/zonedTime';
import * as v from 'valibot';

/** A session as the fields of the form hold it: its day, and the times of day by a 24-hour clock. */
export interface SessionForm extends Omit<SessionInput, 'capacity' | 'start' | 'end'> {
  capacity: string;
  day: string;
  from: string;
  to: string;
  /** On which day it ends: 0 the same, 1 the next. */
  daysLater: number;
}

/** What is wrong with a field, by the key of its words. */
export type FormProblems = Partial<Record<keyof SessionForm, 'title' | 'day' | 'time' | 'capacity' | 'long'>>;

export function formOf(session: AgendaSession): SessionForm {
  const { title, kind, start, end, room, capacity, speakers, language, countsForCertificate, registrationRequired } = session;
  const [day, from, to] = [start.slice(0, 10), start.slice(11, 16), end.slice(11, 16)];
  const daysLater = daysBetween(day, end.slice(0, 10));
  return { title, kind, day, from, to, daysLater, room, capacity: capacity === null ? '' : String(capacity), speakers, language, countsForCertificate, registrationRequired };
}

/** A new session: on a day, after the last one of it, an hour long. */
export function emptyForm(sessions: readonly AgendaSession[], day: string): SessionForm {
  const that = sessions.filter(({ start }) => start.startsWith(day)).sort((a, b) => (a.end < b.end ? -1 : 1));
  const last = that.at(-1);
  const from = last && last.end.startsWith(day) ? last.end.slice(11, 16) : '09:00';
  const form: SessionForm = {
    title: '', kind: '', day, from, to: from, daysLater: 0, room: last?.room ?? '', capacity: '', speakers: '', language: last?.language ?? '',
    countsForCertificate: true, registrationRequired: false,
  };
  return withLength(form, from, 60);
}

/** The form as a session of the contract, or what is wrong with it, field by field. */
export function readForm(form: SessionForm): { session: SessionInput; problems: null } | { session: null; problems: FormProblems } {
  const { day, daysLater } = form;
  const [from, to] = [timeOf(form.from), timeOf(form.to)];
  const capacity = form.capacity.trim() === '' ? null : /^\d+$/.test(form.capacity.trim()) ? Number(form.capacity) : Number.NaN;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  const end = isDay ? `${addDays(day, daysLater)}T${to}` : '';
  const parsed = v.safeParse(sessionInput, { ...form, start: `${day}T${from}`, end, capacity });
  if (parsed.success) return { session: parsed.output, problems: null };
  const problems: FormProblems = {};
  for (const issue of parsed.issues) {
    const field = v.getDotPath(issue);
    if (field === 'start' || field === 'end') {
      if (!isDay) problems.day = 'day';
      else if (field === 'start' && from === '') problems.from = 'time';
      else if (field === 'end' && to === '') problems.to = 'time';
      else problems.day = 'day';
    } else {
      problems[field as keyof SessionForm] = field === 'capacity' ? 'capacity' : issue.type === 'max_length' ? 'long' : 'title';
    }
  }
  return { session: null, problems };
}

/** A time of day as it is typed, `9:15`, `09.15` or `0915`, as `09:15`; empty if it is none. */
function timeOf(text: string): string {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:.]?(\d{2})$/.exec(text.normalize('NFKC').trim()) ?? [];
  return minutes !== '' && Number(hours) < 24 && Number(minutes) < 60 ? `${hours.padStart(2, '0')}:${minutes}` : '';
}

/** Whether the end, as it is typed, comes before the start, unless it is on another day. */
export function endsBeforeStart({ from, to }: SessionForm): boolean {
  return timeOf(from) !== '' && timeOf(to) !== '' && timeOf(to) < timeOf(from);
}

/** Those fields that are not as they were: another device's change of the others stays. */
export function changedFields(before: SessionForm, after: SessionInput): Partial<SessionInput> {
  const { session } = readForm(before);
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => session?.[field as keyof SessionInput] !== value));
}

/** The session that a form would make, for showing its conflicts before it is saved. */
export function sessionOfForm(id: string, session: SessionInput, timeZone: string): AgendaSession {
  const [start, end] = [instantOf(session.start, timeZone), instantOf(session.end, timeZone)];
  const { start: _start, end: _end, ...rest } = session;
  return withFields({ id } as AgendaSession, { ...rest, when: { start: start.wall, end: end.wall, timeZone, startsAt: start.instant, endsAt: end.instant } });
}

/** A new start, with the end moved along so that the session keeps its length. */
export function movedStart(form: SessionForm, from: string): SessionForm {
  const [old, next, to] = [timeOf(form.from), timeOf(from), timeOf(form.to)];
  if (old === '' || next === '' || to === '') return { ...form, from };
  return withLength(form, from, minutesOf(to) - minutesOf(old) + form.daysLater * 1440);
}

function withLength(form: SessionForm, from: string, length: number): SessionForm {
  const ends = minutesOf(timeOf(from)) + length;
  const inDay = ((ends % 1440) + 1440) % 1440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return { ...form, from, to: `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`, daysLater: Math.floor(ends / 1440) };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
