import { databaseOf, workshopOfDatabase } from '@shared/contract/sync';
import type { SyncProblem, SyncResult } from '@shared/contract/syncState';
import { countOfRanges, rangesAfter } from '@shared/domain/ranges';
import type { EventSource } from '../eventSource';
import { blank } from './blank';
import { type ExchangeContext, goOn, ofOwnFault, type WorkshopContext } from './exchangeContext';
import { type Place, startOf } from './place';
import { pull } from './pull';
import { push } from './push';
import type { Checkpoint, Welcome } from './remoteServer';
import { SyncError } from './syncError';

/** What concerns one workshop only: the others are exchanged all the same. */
const ofOneWorkshop: ReadonlySet<SyncProblem> = new Set(['forbidden', 'no_database', 'too_large', 'bad_cursor']);

/**
 * One whole exchange with a remote that has greeted: for each workshop, first what it has, so that a laptop that came
 * back from an old copy learns its own later events before it writes, then what it lacks.
 *
 * @throws SyncError with the first problem there was, after all that could be done was done.
 */
export async function exchange(context: ExchangeContext, welcome: Welcome): Promise<SyncResult> {
  let problem: SyncError | null = null;
  for (const workshop of await workshopsOf(context)) {
    goOn(context);
    try {
      await exchangeWorkshop(context, workshop, welcome);
    } catch (error) {
      if (!(error instanceof SyncError) || !ofOneWorkshop.has(error.problem)) throw error;
      problem ??= error;
    }
  }
  if (problem) throw problem;
  return { ...context.counts, refused: context.refused.size, pending: await pendingOf(context) };
}

/** Those of the journal; of the remote, too, for headquarters' own laptop and for one that has none yet. */
async function workshopsOf({ source, server, remote }: ExchangeContext): Promise<string[]> {
  const own = await ofOwnFault(source.workshops());
  if (!remote.all && own.length > 0) return own;
  const theirs = (await server.databases()).map(workshopOfDatabase).filter((workshop) => workshop !== null);
  return [...new Set([...own, ...theirs])];
}

async function exchangeWorkshop(context: ExchangeContext, workshop: string, { uuid }: Welcome): Promise<void> {
  const { server, source, places } = context;
  const database = databaseOf(workshop);
  const kept = places.load(workshop);
  const name = `champions-${source.device}`;
  const note = await server.checkpoint(database, name);
  const place = await comparedWith(source, kept, note, uuid);
  const each: WorkshopContext = { ...context, workshop, database, place };
  try {
    context.onPhase('pulling', workshop);
    await pull(each);
    context.onPhase('pushing', workshop);
    await push(each);
    context.onPhase('blanking', workshop);
    await blank(each);
    if (place.reachedAt === null) {
      place.reachedAt = new Date(context.now()).toISOString();
      places.save(place);
    }
  } catch (error) {
    places.saveRest(workshop);
    if (error instanceof SyncError && error.problem === 'bad_cursor') places.save({ ...places.load(workshop), startOver: true });
    throw error;
  }
  places.saveRest(workshop);
  await leaveNote(each, name, note);
}

/**
 * Where to go on: at the kept place, unless the journal or the remote is not the one it was. Then from the beginning,
 * or from where the remote's own note says; that costs time alone, as nothing can be there twice.
 */
async function comparedWith(source: EventSource, kept: Place, note: Checkpoint | null, uuid: string | null): Promise<Place> {
  // Most of what this laptop has may be there already: then ids alone say so.
  const echo = await ofOwnFault(source.count(kept.workshop));
  const start: Place = { ...startOf(kept.workshop, kept.nonce), uuid, toBlank: kept.toBlank, echo };
  if (kept.startOver || !(await hasMark(source, kept.workshop, kept.line, kept.mark))) return start;
  const place = { ...kept, uuid: uuid ?? kept.uuid, ...(kept.line === 0 && kept.cursor === 0 && note !== null ? { echo } : {}) };
  if (note === null || note.nonce !== kept.nonce) {
    // Nodes of one cluster may each have a uuid of their own: it counts only where no note could be left.
    const isSameServer = kept.uuid === null || uuid === null || kept.uuid === uuid;
    return kept.noted === 0 && isSameServer ? place : start;
  }
  if (note.run === kept.noted || note.run === kept.noting) return place;
  // The database came back from an older copy of itself.
  const mark = note.hash === null ? null : { line: note.line, hash: note.hash };
  if (!(await hasMark(source, kept.workshop, note.line, mark))) return start;
  return { ...place, line: note.line, mark, cursor: note.cursor, fromRemote: [], echo: 0, noted: note.run, noting: note.run };
}

/** Whether the journal is still the one that a place was kept for. */
async function hasMark(source: EventSource, workshop: string, line: number, mark: Place['mark']): Promise<boolean> {
  if (line > source.lastLine) return false;
  if (mark === null) return line === 0;
  const { changes: [change] } = await ofOwnFault(source.changes(workshop, mark.line - 1, 1));
  return change?.line === mark.line && change.hash === mark.hash;
}

/** Says in the database how far this laptop came with it, if that has changed. A server that keeps no such notes is used without. */
async function leaveNote({ server, database, place, places }: WorkshopContext, name: string, note: Checkpoint | null): Promise<void> {
  const { line, mark, cursor, nonce } = place;
  const isSame = note !== null && note.nonce === nonce && note.run === place.noted && note.line === line && note.cursor === cursor;
  if (isSame || (line === 0 && cursor === 0)) return;
  place.noting = Math.max(place.noted, place.noting, note?.run ?? 0) + 1;
  places.save(place);
  const isKept = await server.keepCheckpoint(database, name, { nonce, run: place.noting, line, hash: mark?.hash ?? null, cursor }, note?._rev ?? null);
  if (!isKept) return;
  place.noted = place.noting;
  places.save(place);
}

/** How many events the remote does not have yet, leaving aside what it refused. */
export async function pendingOf({ source, places }: Pick<ExchangeContext, 'source' | 'places'>): Promise<number> {
  let sum = 0;
  for (const workshop of await source.workshops()) {
    const { line, fromRemote } = places.load(workshop);
    const { changes, pending } = await source.changes(workshop, line, 1, 1);
    sum += changes.length + pending - countOfRanges(rangesAfter(fromRemote, line));
  }
  return Math.max(0, sum);
}
