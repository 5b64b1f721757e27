import type { DuplicateChoices, RosterOutcome, UndoOutcome } from '@shared/contract/rosterImports';
import { KioskError } from '@shared/contract/errors';
import { useStoreClient } from '@ui/store';
import { useEffect, useRef, useState } from 'react';
import { dateOrderOfFile, firstReading, isWorthKeeping, type Reading, type RosterFile, speaksForItself, undecided } from './rosterFile';

/** Where the import of a roster stands. */
export type RosterStep =
  | { name: 'choosing' }
  | { name: 'working'; what: 'reading' | 'planning' | 'importing' | 'undoing'; importId: string; fileName: string }
  | { name: 'mapping' }
  | { name: 'reviewing'; outcome: RosterOutcome }
  | { name: 'done'; outcome: RosterOutcome }
  | { name: 'undone'; outcome: UndoOutcome };

/** A hundred thousand rows take a while on a slow laptop, in ms. */
const patience = 900_000;

/** When a stop is said again. */
const againMilliseconds = 100;

/** Everything the dialog does; the views show it. Nothing is written before `confirm`. */
export function useRosterImport() {
  const client = useStoreClient();
  const [file, setFile] = useState<RosterFile | null>(null);
  const [reading, setReading] = useState<Reading>({ columns: {}, answer: null });
  const [choices, setChoices] = useState<DuplicateChoices>(undecided);
  const [step, setStep] = useState<RosterStep>({ name: 'choosing' });
  /** A plan is being made again behind the one that is shown. */
  const [replanning, setReplanning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const shown = useRef(step);
  useEffect(() => {
    shown.current = step;
  }, [step]);
  /** Grows with each run: the answer of an earlier one is not for the screen. */
  const run = useRef(0);
  const working = useRef<string | null>(null);
  useEffect(
    () => () => {
      run.current = -1;
      if (working.current) void client.command('import.stop', { importId: working.current });
    },
    [client],
  );

  const during = async <T,>(what: (RosterStep & { name: 'working' })['what'], of: { importId: string; name: string }, back: RosterStep, work: () => Promise<T>): Promise<T | undefined> => {
    const mine = ++run.current;
    setError(null);
    setStep({ name: 'working', what, importId: of.importId, fileName: of.name });
    working.current = what === 'importing' || what === 'undoing' ? null : of.importId;
    try {
      const value = await work();
      return run.current === mine ? value : undefined;
    } catch (fault) {
      if (run.current !== mine) return undefined;
      if (!(fault instanceof KioskError && fault.code === 'cancelled')) setError(fault);
      setStep(back);
      return undefined;
    } finally {
      working.current = null;
    }
  };

  const runImport = (of: RosterFile, read: Reading, duplicates: DuplicateChoices, dryRun: boolean): Promise<RosterOutcome> => {
    const order = dateOrderOfFile(of.inspection, read);
    return client.command(
      'roster.importChosen',
      {
        importId: of.importId, fileName: of.name, bytes: of.bytes, dryRun, columns: read.columns as Record<string, number[]>, duplicates,
        dateOrder: order === 'ask' ? null : order, remember: isWorthKeeping(of, read) ? of.inspection.signature : null,
      },
      patience,
    );
  };

  const plan = async (of: RosterFile, read: Reading): Promise<void> => {
    setChoices(undecided);
    const outcome = await during('planning', of, speaksForItself(of.inspection) ? { name: 'choosing' } : { name: 'mapping' }, () => runImport(of, read, undecided, true));
    if (outcome) setStep({ name: 'reviewing', outcome });
  };

  const choose = async (picked: File): Promise<void> => {
    const importId = crypto.randomUUID();
    const chosen = await during('reading', { importId, name: picked.name }, { name: 'choosing' }, async () => {
      const bytes = new Uint8Array(await picked.arrayBuffer());
      return { importId, name: picked.name, bytes, inspection: await client.command('roster.inspect', { importId, fileName: picked.name, bytes }, patience) };
    });
    if (!chosen) return;
    const first = firstReading(chosen.inspection);
    setFile(chosen);
    setReading(first);
    if (speaksForItself(chosen.inspection)) await plan(chosen, first);
    else setStep({ name: 'mapping' });
  };

  const decide = async (next: DuplicateChoices): Promise<void> => {
    if (!file) return;
    const mine = ++run.current;
    setChoices(next);
    // The plan that is being made is of another decision: it would only be waited for.
    if (replanning) void client.command('import.stop', { importId: file.importId });
    setReplanning(true);
    try {
      const outcome = await runImport(file, reading, next, true);
      if (run.current === mine) setStep({ name: 'reviewing', outcome });
    } catch (fault) {
      if (run.current === mine) setError(fault);
    }
    if (run.current === mine) setReplanning(false);
  };

  const confirm = async (): Promise<void> => {
    if (!file) return;
    const outcome = await during('importing', file, step, () => runImport(file, reading, choices, false));
    if (outcome) setStep({ name: 'done', outcome });
  };

  const undo = async (importId: string, name: string): Promise<void> => {
    const outcome = await during('undoing', { importId, name }, { name: 'choosing' }, () => client.command('import.undo', { importId }, patience));
    if (outcome) setStep({ name: 'undone', outcome });
  };

  /** Said until it has: a file that is looked at twice may just have begun, or be between the two. */
  const stop = async (importId: string): Promise<void> => {
    while (run.current !== -1 && shown.current.name === 'working' && shown.current.importId === importId) {
      await client.command('import.stop', { importId });
      await new Promise((resolve) => setTimeout(resolve, againMilliseconds));
    }
  };

  return {
    file, reading, choices, step, replanning, error,
    choose, setReading, decide, confirm, undo,
    plan: () => (file ? plan(file, reading) : Promise.resolve()),
    changeColumns: () => setStep({ name: 'mapping' }),
    startOver: () => setStep({ name: 'choosing' }),
    stop: (importId: string) => void stop(importId).catch(setError),
  };
}

export type RosterImport = ReturnType<typeof useRosterImport>;
