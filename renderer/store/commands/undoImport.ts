import type { CommandParams } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent, EventOf, JournalEvent } from '@shared/contract/events';
import type { UndoOutcome } from '@shared/contract/rosterImports';
import { setsDetails } from '@shared/domain/details';
import { undoForPerson } from '@shared/domain/import/importUndo';
import type { RosterCorrection } from '@shared/domain/import/rosterPlan';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import type { ImportRun } from '../import/importRuns';
import { inTurn } from './imports';

/** What an import writes of people, and what is corrected by hand. */
type RosterEvent = EventOf<'attendee.registered' | 'attendee.corrected'>;

const peopleAtOnce = 1_000;
const namedAtMost = 200;
const keptAtMost = 1_000;

/**
 * Takes an import back: whoever it brought is withdrawn, whatever it changed goes back, by new events. Nobody who has a
 * check-in is withdrawn. What was done since, by other imports or by hand, stands.
 */
export function undoImport(context: StoreContext, { importId }: CommandParams<'import.undo'>, { role }: Caller): Promise<UndoOutcome> {
  return context.imports.during(importId, (run) => inTurn(async () => {
    const { projection } = context;
    const record = projection.state.imports.imports.get(importId);
    const workshop = projection.workshop?.id;
    if (!record || workshop === undefined) throw new KioskError('invalid_request', 'There is no such import here. Look at the list of imports again.');
    run.at('undoing', 0, record.added + record.updated);
    const { brought, corrections } = await whatItDid(context, importId, run);
    const outcome: UndoOutcome = { withdrawn: 0, restored: 0, keptCount: 0, kept: [], stopped: false };
    const kept: string[] = [];
    const at = new Date(context.now()).toISOString();
    const by = { role };
    const undo = (drafts: () => DraftEvent[]): Promise<number> =>
      context.committer.submit({ keys: ['*'], decide: () => ({ workshop, events: drafts(), answer: (written) => written.length }) });
    const total = brought.length + corrections.length;
    for (let start = 0; start < brought.length && !run.signal.aborted; start += peopleAtOnce) {
      const some = brought.slice(start, start + peopleAtOnce);
      // Looked at when it is decided: somebody may have been checked in a moment ago.
      outcome.withdrawn += await undo(() => some.flatMap((registrationId): DraftEvent[] => {
        const attendee = context.projection.rows.get(registrationId);
        if (!attendee?.registered) return [];
        if (attendee.passages.length === 0) return [{ type: 'attendee.withdrawn', at, data: { registrationId, importId, by } }];
        outcome.keptCount += 1;
        if (kept.length < keptAtMost) kept.push(registrationId);
        if (outcome.kept.length < namedAtMost) outcome.kept.push({ registrationId, fullName: attendee.fields.name });
        return [];
      }));
      run.at('undoing', Math.min(start + peopleAtOnce, brought.length), total);
    }
    for (let start = 0; start < corrections.length && !run.signal.aborted; start += peopleAtOnce) {
      const some = corrections.slice(start, start + peopleAtOnce);
      outcome.restored += await undo(() => some
        .filter(({ data }) => context.projection.rows.get(data.registrationId)?.erased === undefined)
        .map(({ data, person }) => ({ type: 'attendee.corrected', at, data: { ...data, source: `undo of ${record.fileName}`, by }, person })));
      run.at('undoing', brought.length + Math.min(start + peopleAtOnce, corrections.length), total);
    }
    outcome.stopped = run.signal.aborted && outcome.withdrawn + outcome.keptCount + outcome.restored < total;
    const { withdrawn, restored } = outcome;
    if (!outcome.stopped) await undo(() => [{ type: 'import.undone', at, data: { importId, withdrawn, restored, kept, by } }]);
    return outcome;
  }));
}

/** Reads in the journal what an import did: whom it brought, and what would have to be set back to be as without it. */
async function whatItDid(context: StoreContext, importId: string, run: ImportRun): Promise<{ brought: string[]; corrections: RosterCorrection[] }> {
  const touched = new Set<string>();
  const mark = JSON.stringify(importId);
  await eachDetailsEvent(context, run, (text) => text.includes(mark), (event) => {
    if (event.data.importId === importId) touched.add(event.data.registrationId);
  });
  const alsoSetByOthers = new Set<string>();
  await eachDetailsEvent(context, run, () => true, (event) => {
    if (event.data.importId !== importId && touched.has(event.data.registrationId)) alsoSetByOthers.add(event.data.registrationId);
  });
  const eventsOf = new Map<string, RosterEvent[]>();
  if (alsoSetByOthers.size > 0) {
    await eachDetailsEvent(context, run, () => true, (event) => {
      const id = event.data.registrationId;
      if (alsoSetByOthers.has(id)) eventsOf.set(id, [...(eventsOf.get(id) ?? []), event]);
    });
  }
  const brought: string[] = [];
  const corrections: RosterCorrection[] = [];
  for (const id of touched) {
    const events = eventsOf.get(id);
    const undo = events ? undoForPerson(events, importId, (each) => context.projection.state.imports.undone.has(each)) : ({ kind: 'withdraw' } as const);
    if (undo.kind === 'withdraw') brought.push(id);
    if (undo.kind === 'restore') corrections.push(undo.correction);
  }
  return { brought, corrections };
}

/** Every event of the journal that sets people's details, a page at a time; `fits` looks at its text before it is parsed. */
async function eachDetailsEvent(context: StoreContext, run: ImportRun, fits: (text: string) => boolean, visit: (event: RosterEvent) => void): Promise<void> {
  let line = 0;
  let anchor: string | null = null;
  for (;;) {
    const page = await context.journal.read(line, anchor);
    if (!page) throw new Error('the journal changed while it was read');
    for (const [index, { text }] of page.lines.entries()) {
      if (index % peopleAtOnce === 0) await run.pause();
      if (!/"attendee\.(?:registered|corrected)"/.test(text) || !fits(text)) continue;
      const event = JSON.parse(text) as JournalEvent;
      if (setsDetails(event) && event.type !== 'attendee.erased') visit(event);
    }
    if (page.end) return;
    ({ through: line, anchor } = page);
  }
}
