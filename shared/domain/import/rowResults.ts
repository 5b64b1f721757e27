import type { ImportRemark } from '../../contract/reports';
import type { SettledReading } from './rosterDuplicates';
import type { RosterPlan } from './rosterPlan';
import type { RowResult } from './rowReport';

/**
 * What becomes of every row of a roster, in the order of the file; first what is to be said of the file as a whole.
 *
 * @param told `written`: how many of the plan's people were written, those to be added first
 */
export function rowResults(
  reading: SettledReading,
  told: { plan: RosterPlan; rejected: readonly ImportRemark[]; warnings: readonly ImportRemark[]; written: number },
): RowResult[] {
  const { plan, rejected, warnings, written } = told;
  const remarks = new Map<number, ImportRemark[]>();
  for (const list of [rejected, reading.skipped, warnings]) {
    for (const remark of list) {
      const known = remarks.get(remark.row);
      if (known) known.push(remark);
      else remarks.set(remark.row, [remark]);
    }
  }
  const resultOf = new Map<string, RowResult['result']>();
  for (const [index, { registrationId }] of plan.added.entries()) resultOf.set(registrationId, index < written ? 'added' : 'not written');
  for (const [index, { record }] of plan.updated.entries()) resultOf.set(record.registrationId, plan.added.length + index < written ? 'updated' : 'not written');
  const results = new Map<number, RowResult>();
  const put = (row: number, registrationId: string, name: string, result: RowResult['result']): void => {
    results.set(row, { row, registrationId, name, result, remarks: remarks.get(row) ?? [] });
  };
  for (const { row, registrationId, person } of reading.attendees) put(row, registrationId, person.fullName, resultOf.get(registrationId) ?? 'unchanged');
  for (const { row, registrationId, name } of reading.merged) put(row, registrationId, name, resultOf.get(registrationId) ?? 'unchanged');
  for (const { row, registrationId, name } of reading.skippedRows) put(row, registrationId, name, 'skipped');
  for (const { row } of rejected) {
    const known = results.get(row);
    put(row, known?.registrationId ?? '', known?.name ?? '', 'rejected');
  }
  for (const row of remarks.keys()) if (!results.has(row)) put(row, '', '', '');
  return [...results.values()].sort((a, b) => a.row - b.row);
}
