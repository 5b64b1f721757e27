import { sessionInput, type SessionInput } from '@shared/contract/agenda';
import type { AgendaSession } from '@shared/contract/values';
import { withFields } from '@shared/domain/agenda/sessionEdits';
import { instantOf } from '@shared/domain/import/zonedTime';
import * as v from 'valibot';

/** A session as the fields of the form hold it. */
export type SessionForm = Omit<SessionInput, 'capacity'> & { capacity: string };

/** What is wrong with a field, by the key of its words. */
export type FormProblems = Partial<Record<keyof SessionForm, 'title' | 'time' | 'capacity' | 'long'>>;

export function formOf(session: AgendaSession): SessionForm {
  const { title, kind, start, end, room, capacity, speakers, language, countsForCertificate, registrationRequired } = session;
  return { title, kind, start, end, room, capacity: capacity === null ? '' : String(capacity), speakers, language, countsForCertificate, registrationRequired };
}

/** A new session: on a day, after the last one of it, an hour long. */
export function emptyForm(sessions: readonly AgendaSession[], day: string): SessionForm {
  const that = sessions.filter(({ start }) => start.startsWith(day)).sort((a, b) => (a.end < b.end ? -1 : 1));
  const last = that.at(-1);
  const start = last && last.end.startsWith(day) ? last.end : `${day}T09:00`;
  return {
    title: '', kind: '', start, end: laterWall(start, 60), room: last?.room ?? '', capacity: '', speakers: '', language: last?.language ?? '',
    countsForCertificate: true, registrationRequired: false,
  };
}

/** The form as a session of the contract, or what is wrong with it, field by field. */
export function readForm(form: SessionForm): { session: SessionInput; problems: null } | { session: null; problems: FormProblems } {
  const capacity = form.capacity.trim() === '' ? null : /^\d+$/.test(form.capacity.trim()) ? Number(form.capacity) : Number.NaN;
  const parsed = v.safeParse(sessionInput, { ...form, capacity });
  if (parsed.success) return { session: parsed.output, problems: null };
  const problems: FormProblems = {};
  for (const issue of parsed.issues) {
    const field = v.getDotPath(issue) as keyof SessionForm;
    problems[field] = field === 'start' || field === 'end' ? 'time' : field === 'capacity' ? 'capacity' : issue.type === 'max_length' ? 'long' : 'title';
  }
  return { session: null, problems };
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
export function movedStart(form: SessionForm, start: string): SessionForm {
  const length = wallMinutes(form.end) - wallMinutes(form.start);
  return Number.isNaN(length) || Number.isNaN(wallMinutes(start)) ? { ...form, start } : { ...form, start, end: laterWall(start, length) };
}

function wallMinutes(wall: string): number {
  return Date.parse(`${wall}:00Z`) / 60_000;
}

function laterWall(wall: string, minutes: number): string {
  return new Date((wallMinutes(wall) + minutes) * 60_000).toISOString().slice(0, 16);
}
