import type { ExportRequest, TableScope } from '@shared/contract/exports';
import { shownLanguage } from '@i18n/i18n';
import { useState } from 'react';
import { type CardProps, firstTarget } from './cardProps';
import { ExportCard } from './ExportCard';
import { Choice, PersonChoice, TargetChoice } from './fields';
import { useOutWords } from './outWords';

const kinds = ['workshop', 'target', 'visits', 'one', 'counts'] as const;
/** Called alike in every language. */
const formats = [{ value: 'xlsx', label: 'Excel (XLSX)' }, { value: 'csv', label: 'CSV' }] as const;

/** Attendance as CSV or a spreadsheet. */
export function TableCard({ bridge, run, overview, sessions }: CardProps) {
  const { t } = useOutWords();
  const [kind, setKind] = useState<(typeof kinds)[number]>('workshop');
  const [format, setFormat] = useState<(typeof formats)[number]['value']>('xlsx');
  const [target, setTarget] = useState(() => firstTarget(overview));
  const [person, setPerson] = useState<string | null>(null);
  const table = (scope: TableScope): ExportRequest => ({ what: 'table', format, scope, language: shownLanguage() });
  const request = (): ExportRequest | null => {
    if (kind === 'one') return person === null ? null : table({ by: 'visits', registrationId: person });
    if (kind === 'visits') return table({ by: 'visits', registrationId: null });
    return table(kind === 'target' ? { by: 'target', target } : { by: kind });
  };
  return (
    <ExportCard bridge={bridge} run={run} icon="agenda" what="table" request={request()}>
      <Choice label={t('table.rows')} value={kind} options={kinds.map((value) => ({ value, label: t(`table.kinds.${value}`) }))} onChange={setKind} testId="table-rows" />
      {kind === 'target' && <TargetChoice value={target} overview={overview} sessions={sessions} onChange={setTarget} testId="table-target" />}
      {kind === 'one' && <PersonChoice value={person} onChange={setPerson} testId="table-person" />}
      <Choice label={t('format')} value={format} options={formats} onChange={setFormat} testId="table-format" />
    </ExportCard>
  );
}
