import type { DuplicateChoice, DuplicateChoices, DuplicateKind, RosterOutcome } from '@shared/contract/rosterImports';

export type Duplicates = RosterOutcome['duplicates'];

/** Whether somebody has said what becomes of every duplicate: of all of a kind, or of each single one. */
export function isDecided(duplicates: Duplicates, { kinds, rows }: DuplicateChoices): boolean {
  return duplicates.every(({ kind, count, cases }) => kind in kinds || (cases.length === count && cases.every(({ row }) => String(row) in rows)));
}

/** The choices once all of a kind are decided alike: single decisions on that kind are forgotten. */
export function decideKind(duplicates: Duplicates, choices: DuplicateChoices, kind: DuplicateKind, choice: DuplicateChoice): DuplicateChoices {
  const rows = { ...choices.rows };
  for (const { row } of duplicates.find((one) => one.kind === kind)?.cases ?? []) delete rows[String(row)];
  return { rows, kinds: { ...choices.kinds, [kind]: choice } };
}

export function decideRow(choices: DuplicateChoices, row: number, choice: DuplicateChoice): DuplicateChoices {
  return { ...choices, rows: { ...choices.rows, [String(row)]: choice } };
}
