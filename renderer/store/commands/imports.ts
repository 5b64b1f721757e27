import * as v from 'valibot';
import programmeFile from '../../../resources/programme/programme.json';
import type { CommandParams } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent } from '@shared/contract/events';
import { programme as programmeSchema } from '@shared/contract/programme';
import type { ImportReport } from '@shared/contract/reports';
import type { AgendaSession, AttendeeRecord, Role, Workshop } from '@shared/contract/values';
import { isWithdrawn } from '@shared/domain/attendee';
import { localDateAt } from '@shared/domain/calendar';
import { recordOf } from '@shared/domain/details';
import { shiftAgenda } from '@shared/domain/import/agenda';
import { workshopForRoster, workshopFromProgramme } from '@shared/domain/import/programme';
import { remark } from '@shared/domain/import/remarks';
import { planRosterImport, type RosterPlan } from '@shared/domain/import/rosterPlan';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { parseAgenda, parseRoster } from '../import/parseInWorker';
import { configureWorkshop } from './corrections';

const programme = v.parse(programmeSchema, programmeFile);
const eventsAtOnce = 2_000;
const writtenAtOnce = 1_000;
const reportedChanges = 1_000;

/** Imports run one after the other: each is compared with what the one before it left. */
let last: Promise<unknown> = Promise.resolve();
export function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const mine = last.then(run, run);
  last = mine.catch(() => undefined);
  return mine;
}

/** Reads a roster and writes what is new or different. The same file again changes nothing. */
export function importRoster(context: StoreContext, params: CommandParams<'roster.import'>, { role }: Caller): Promise<ImportReport> {
  return inTurn(async () => {
    const timeZone = context.projection.workshop?.timeZone ?? systemTimeZone();
    const reading = await parseRoster(params.bytes, params.fileName, {
      today: localDateAt(new Date(context.now()).toISOString(), timeZone),
      ...(params.mapping ? { mapping: params.mapping } : {}),
    });
    const { attendees, erased } = withoutErased(context, reading.attendees);
    const known = await existingRecords(context, attendees.map(({ registrationId }) => registrationId));
    const plan = planRosterImport({ existing: (id) => known.get(id), ownerOfTicket: (code) => ownerOf(context, code) }, { ...reading, attendees });
    if (!params.dryRun && plan.added.length + plan.updated.length > 0) {
      const workshop = await ensureRosterWorkshop(context, reading.attendees, timeZone);
      const at = new Date(context.now()).toISOString();
      const importId = crypto.randomUUID();
      const data = { importId, fileName: params.fileName, added: plan.added.length, updated: plan.updated.length, by: { role } };
      await write(context, workshop, [{ type: 'roster.imported', at, data }]);
      await write(context, workshop, rosterEvents(plan, { at, role, source: params.fileName, importId }));
    }
    return {
      read: reading.read,
      added: plan.added.length,
      updated: plan.updated.length,
      unchanged: plan.unchanged,
      encoding: reading.encoding,
      rejected: [...reading.rejected, ...plan.rejected, ...erased],
      warnings: [...reading.warnings, ...unknownSessions(context, reading.attendees)],
      changes: plan.updated
        .flatMap(({ record, changes }) => changes.map((change) => ({ registrationId: record.registrationId, ...change })))
        .slice(0, reportedChanges),
      dryRun: params.dryRun,
    };
  });
}

/** Reads an agenda and puts it in the place of the one before. */
export function importAgenda(context: StoreContext, params: CommandParams<'agenda.import'>): Promise<ImportReport> {
  return inTurn(async () => {
    const timeZone = context.projection.workshop?.timeZone ?? systemTimeZone();
    const reading = await parseAgenda(params.bytes, params.fileName, { timeZone });
    if (reading.sessions.length === 0 && reading.rejected.length > 0) {
      const [first] = reading.rejected;
      throw new KioskError('unreadable_file', `"${params.fileName}" has no session that can be used. ${first?.message ?? ''}`);
    }
    const sessions = params.firstDay ? shiftAgenda(reading.sessions, params.firstDay) : reading.sessions;
    const before = new Map(context.projection.sessions.map((session) => [session.id, session]));
    const changed = sessions.filter((session) => !same(before.get(session.id), session));
    const added = sessions.filter(({ id }) => !before.has(id)).length;
    const removed = [...before.keys()].filter((id) => !sessions.some((session) => session.id === id));
    if (!params.dryRun && (changed.length > 0 || removed.length > 0)) {
      const zone = sessions[0]?.timeZone ?? timeZone;
      const places = programme.workshops.filter((each) => each.timeZone === zone);
      const only = places.length === 1 ? places[0] : undefined;
      const workshop = await ensureWorkshop(context, only && workshopFromProgramme(programme, only.id), zone);
      const at = new Date(context.now()).toISOString();
      await write(context, workshop, [{ type: 'agenda.replaced', at, data: { sessions, source: params.fileName } }]);
    }
    return {
      read: reading.read,
      added,
      updated: changed.length - added,
      unchanged: sessions.length - changed.length,
      encoding: reading.encoding,
      rejected: reading.rejected,
      warnings: [
        ...reading.warnings,
        ...removed.map((id) => remark('session_removed', 0, 'session_id', id)),
      ],
      changes: changed.filter(({ id }) => before.has(id)).slice(0, reportedChanges).flatMap((session) => differences(before.get(session.id) as AgendaSession, session)),
      removed: removed.length,
      dryRun: params.dryRun,
    };
  });
}

/** Whoever was erased does not come back by an older file: that would undo what they asked for. */
export function withoutErased<A extends AttendeeRecord & { row: number }>(context: StoreContext, read: readonly A[]): { attendees: A[]; erased: ImportReport['rejected'] } {
  const isErased = ({ registrationId }: A): boolean => context.projection.rows.get(registrationId)?.erased !== undefined;
  return {
    attendees: read.filter((each) => !isErased(each)),
    erased: read.filter(isErased).map(({ row, registrationId }) => remark('erased', row, 'registration_id', registrationId)),
  };
}

export function systemTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The workshop that is configured, or else the one that the file speaks of, or else a plain one. */
async function ensureWorkshop(context: StoreContext, found: Workshop | undefined, timeZone: string): Promise<string> {
  const { workshop } = context.projection;
  if (workshop) return workshop.id;
  const plain: Workshop = {
    id: 'workshop', programme: programme.name, name: programme.workshopName, city: '', timeZone, ticketPrefix: '',
    foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 30,
  };
  const chosen = found ?? plain;
  await configureWorkshop(context, chosen);
  return chosen.id;
}

/** The workshop, or the one that most of a roster's ids belong to. */
export function ensureRosterWorkshop(context: StoreContext, people: Iterable<{ registrationId: string }>, timeZone: string): Promise<string> {
  if (context.projection.workshop) return Promise.resolve(context.projection.workshop.id);
  const found = workshopForRoster(programme, people);
  return ensureWorkshop(context, found && workshopFromProgramme(programme, found.id), timeZone);
}

/** Whether somebody is known by this id, and was not taken back with the import that brought them. */
export function isHere(context: StoreContext, id: string): boolean {
  const attendee = context.projection.rows.get(id);
  return attendee !== undefined && !isWithdrawn(attendee);
}

export async function existingRecords(context: StoreContext, ids: string[]): Promise<Map<string, AttendeeRecord>> {
  const records = new Map<string, AttendeeRecord>();
  for (let start = 0; start < ids.length; start += eventsAtOnce) {
    const some = ids.slice(start, start + eventsAtOnce).filter((id) => isHere(context, id));
    for (const [id, details] of await context.tables.detailsOf(some)) records.set(id, recordOf(details));
  }
  return records;
}

export function ownerOf(context: StoreContext, code: string): string | undefined {
  return context.projection.rows.holdersOf(code).find(({ fields, issued }) => fields.ticket === code || issued.includes(code))?.id;
}

export function* rosterEvents(plan: RosterPlan, of: { at: string; role: Role; source: string; importId: string }): Generator<DraftEvent> {
  const { at, role, source, importId } = of;
  for (const { registrationId, person, ticketCode, sessions, consents, onlineParts } of plan.added) {
    const data = { registrationId, ticketCode, sessions, consents, onlineParts, source: 'import' as const, by: { role }, importId };
    yield { type: 'attendee.registered', at, data, person };
  }
  for (const { correction } of plan.updated) {
    yield { type: 'attendee.corrected', at, data: { ...correction.data, source, by: { role }, importId }, person: correction.person };
  }
}

/**
 * Writes many events, a thousand at a time; scans are answered in between.
 *
 * @returns how many were written: fewer than all if it was to stop
 */
export async function write(
  context: StoreContext,
  workshop: string,
  events: Iterable<DraftEvent>,
  { isToStop = () => false, onWritten = () => undefined }: { isToStop?: () => boolean; onWritten?: (count: number) => void } = {},
): Promise<number> {
  let some: DraftEvent[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    const writing = some;
    some = [];
    if (writing.length === 0) return;
    await context.committer.submit({ keys: ['*'], decide: () => ({ workshop, events: writing, answer: () => undefined }) });
    count += writing.length;
    onWritten(count);
  };
  for (const event of events) {
    if (isToStop()) return count;
    some.push(event);
    if (some.length >= writtenAtOnce) await flush();
  }
  if (!isToStop()) await flush();
  return count;
}

/** Sessions that somebody is registered for and the agenda does not have: named once each. */
export function unknownSessions(context: StoreContext, attendees: readonly (AttendeeRecord & { row: number })[]): ImportReport['warnings'] {
  const { sessions } = context.projection;
  if (sessions.length === 0) return [];
  const known = new Set(sessions.map(({ id }) => id));
  const warned = new Map<string, number>();
  for (const attendee of attendees) {
    for (const id of attendee.sessions) if (!known.has(id) && !warned.has(id)) warned.set(id, attendee.row);
  }
  return [...warned].map(([id, row]) => remark('unknown_session', row, 'sessions', id));
}

function same(a: AgendaSession | undefined, b: AgendaSession): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

function differences(before: AgendaSession, after: AgendaSession): ImportReport['changes'] {
  return (Object.keys(after) as (keyof AgendaSession)[])
    .filter((key) => before[key] !== after[key])
    .map((key) => ({ registrationId: after.id, column: key, from: String(before[key] ?? ''), to: String(after[key] ?? '') }));
}
