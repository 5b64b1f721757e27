import type { CommandParams } from '@shared/contract/commands';
import type { DraftEvent } from '@shared/contract/events';
import type { DuplicateCase, RosterInspection, RosterOutcome } from '@shared/contract/rosterImports';
import { duplicateKinds } from '@shared/contract/rosterImports';
import { localDateAt } from '@shared/domain/calendar';
import { DuplicateFinder, settleDuplicates } from '@shared/domain/import/rosterDuplicates';
import { planInSteps, type RosterPlan } from '@shared/domain/import/rosterPlan';
import { rowResults } from '@shared/domain/import/rowResults';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import type { ImportRun } from '../import/importRuns';
import type { ParsedRoster } from '../import/parseFile';
import { inspectRoster, parseRoster } from '../import/parseInWorker';
import { ensureRosterWorkshop, existingRecords, inTurn, isHere, ownerOf, rosterEvents, systemTimeZone, unknownSessions, withoutErased, write } from './imports';

/** So many rows are looked at before others have a turn: some ms. */
const rowsAtOnce = 250;
const peopleAtOnce = 1_000;
/** So many of each list go to the desk; the report to download has all. */
const shown = 200;

/** What a roster file's columns seem to be, or were chosen to be the last time. */
export function inspectRosterFile(context: StoreContext, { importId, fileName, bytes }: CommandParams<'roster.inspect'>): Promise<RosterInspection> {
  return context.imports.during(importId, async (run) => {
    const { signature, ...inspected } = await inspectRoster(bytes, fileName, { signal: run.signal });
    const known = context.projection.state.imports.profiles.get(signature);
    if (!known) return { ...inspected, columns: plain(inspected.columns), signature, profile: null };
    return { ...inspected, columns: known.columns, signature, profile: { savedAt: known.at, fileName: known.fileName, dateOrder: known.dateOrder } };
  });
}

/** Imports a roster by the columns that were chosen: in pieces, between which scans are answered. */
export function importChosenRoster(context: StoreContext, params: CommandParams<'roster.importChosen'>, { role }: Caller): Promise<RosterOutcome> {
  const { importId, fileName, dryRun } = params;
  return context.imports.during(importId, (run) => inTurn(async () => {
    const timeZone = context.projection.workshop?.timeZone ?? systemTimeZone();
    const today = localDateAt(new Date(context.now()).toISOString(), timeZone);
    const options = { today, columns: params.columns, ...(params.dateOrder ? { dateOrder: params.dateOrder } : {}) };
    const read = await parseRoster(params.bytes, fileName, options, { signal: run.signal, onRows: (done, total) => run.at('checking', done, total) });
    const { attendees, erased } = withoutErased(context, read.attendees);
    const reading = { ...read, attendees, rejected: [...read.rejected, ...erased] };
    const cases = await duplicatesOf(context, reading, run);
    const settled = settleDuplicates(reading, cases, params.duplicates);
    await run.pause();
    const known = await existingRecords(context, settled.attendees.map(({ registrationId }) => registrationId));
    const steps = planInSteps({ existing: (id) => known.get(id), ownerOfTicket: (code) => ownerOf(context, code) }, settled);
    const plan = await inSteps(steps, settled.attendees.length, run);
    const rejected = [...reading.rejected, ...plan.rejected];
    const warnings = [...reading.warnings, ...unknownSessions(context, settled.attendees)];
    const total = plan.added.length + plan.updated.length;
    let written: number | null = null;
    if (!dryRun) {
      const at = new Date(context.now()).toISOString();
      const events: DraftEvent[] = [];
      const by = { role };
      if (total > 0) events.push({ type: 'roster.imported', at, data: { importId, fileName, added: plan.added.length, updated: plan.updated.length, by } });
      const { columns, dateOrder, remember } = params;
      if (remember !== null && total > 0) events.push({ type: 'roster.profileSaved', at, data: { signature: remember, fileName, columns, dateOrder, by } });
      if (events.length > 0) {
        const workshop = await ensureRosterWorkshop(context, settled.attendees, timeZone);
        await write(context, workshop, events);
        written = await write(context, workshop, rosterEvents(plan, { at, role, source: fileName, importId }), {
          isToStop: () => run.signal.aborted,
          onWritten: (done) => run.at('writing', done, total),
        });
        if (written < total) {
          // Those to be added are written first.
          const added = Math.min(written, plan.added.length);
          await write(context, workshop, [{ type: 'roster.importStopped', at: new Date(context.now()).toISOString(), data: { importId, added, updated: written - added, by } }]);
        }
      }
    }
    const stoppedAfter = written !== null && written < total ? written : null;
    const rows = rowResults(settled, { plan, rejected, warnings, written: stoppedAfter ?? total });
    context.imports.keepReport(importId, rows);
    return {
      read: reading.read,
      added: plan.added.length,
      updated: plan.updated.length,
      unchanged: plan.unchanged,
      skipped: settled.skipped.length,
      encoding: reading.encoding,
      rejectedCount: rejected.length,
      rejected: rejected.slice(0, shown),
      warningCount: warnings.length,
      warnings: warnings.slice(0, shown),
      ...changesOf(plan),
      duplicates: duplicateKinds.flatMap((kind) => {
        const ofKind = cases.filter((one) => one.kind === kind);
        return ofKind.length === 0 ? [] : [{ kind, count: ofKind.length, cases: ofKind.slice(0, shown) }];
      }),
      dryRun,
      stoppedAfter,
    };
  }));
}

/** Stops an import or an undo; it ends at its next pause. */
export async function stopImport(context: StoreContext, { importId }: CommandParams<'import.stop'>): Promise<{ running: boolean }> {
  return { running: context.imports.stop(importId) };
}

function changesOf(plan: RosterPlan): Pick<RosterOutcome, 'changeCount' | 'changes'> {
  const changes: RosterOutcome['changes'] = [];
  let changeCount = 0;
  for (const { record, changes: ofPerson } of plan.updated) {
    changeCount += ofPerson.length;
    if (changes.length < shown) for (const change of ofPerson) changes.push({ registrationId: record.registrationId, ...change });
  }
  return { changeCount, changes: changes.slice(0, shown) };
}

async function inSteps(steps: Generator<number, RosterPlan>, total: number, run: ImportRun): Promise<RosterPlan> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    run.at('comparing', step.value, total);
    await run.pause();
  }
}

async function duplicatesOf(context: StoreContext, reading: ParsedRoster, run: ImportRun): Promise<DuplicateCase[]> {
  const finder = new DuplicateFinder((id) => isHere(context, id));
  for (const [index, attendee] of reading.attendees.entries()) {
    if (index % rowsAtOnce === 0) {
      run.at('comparing', 0, reading.attendees.length);
      await run.pause();
    }
    finder.add(attendee);
  }
  const { rows } = context.projection;
  for (let start = 0; finder.hasNewcomers && start < rows.count; start += peopleAtOnce) {
    const ids: string[] = [];
    for (let row = start; row < Math.min(rows.count, start + peopleAtOnce); row++) {
      const { registered, id } = rows.at(row);
      if (registered) ids.push(id);
    }
    for (const [registrationId, { fields }] of await context.tables.detailsOf(ids)) finder.addKnown({ registrationId, ...fields });
    await run.pause();
  }
  return finder.cases(reading.repeated);
}

function plain(columns: Partial<Record<string, number[]>>): Record<string, number[]> {
  return columns as Record<string, number[]>;
}
