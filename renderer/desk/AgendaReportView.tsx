import type { ImportReport } from '@shared/contract/reports';
import { useTranslation } from 'react-i18next';
import { ChangeTable, OutcomeFacts, OutcomeSentence, RemarkTable } from './ImportOutcome';
import { changesAnything } from './importRun';

/** So many lines of a table are shown: who has more has to go back to the file anyway. */
const mostLines = 200;

/** What an agenda's import changes (or has changed): a sentence or two, the numbers, and every row that needs somebody's hand. */
export function AgendaReportView({ report }: { report: ImportReport }) {
  const { t } = useTranslation('desk');
  const { read, added, updated, unchanged, rejected, warnings, changes } = report;
  const rest = (count: number): string | null => (count > mostLines ? t('import.more', { count: count - mostLines }) : null);
  return (
    <>
      <OutcomeSentence changes={changesAnything(report)}>{useSentences(report).join(' ')}</OutcomeSentence>
      <OutcomeFacts
        facts={[['read', read], ['added', added], ['updated', updated], ['unchanged', unchanged], ['rejected', rejected.length], ['warnings', warnings.length]]}
        encoding={report.encoding}
      />
      <RemarkTable kind="rejected" count={rejected.length} remarks={rejected.slice(0, mostLines)} rest={rest(rejected.length)} />
      <RemarkTable kind="warnings" count={warnings.length} remarks={warnings.slice(0, mostLines)} rest={rest(warnings.length)} />
      <ChangeTable count={changes.length} changes={changes.slice(0, mostLines)} rest={rest(changes.length)} />
    </>
  );
}

function useSentences(report: ImportReport): string[] {
  const { t } = useTranslation('desk');
  const { added, updated, removed = 0, dryRun } = report;
  if (!changesAnything(report)) {
    if (!dryRun) return [t('import.doneNothing')];
    return [t(report.unchanged === 0 && report.rejected.length > 0 ? 'import.nobody' : 'import.nothing')];
  }
  const sentences: string[] = [];
  if (added > 0) sentences.push(t(dryRun ? 'import.willAddSessions' : 'import.addedSessions', { count: added }));
  if (updated > 0) sentences.push(t(dryRun ? 'import.willUpdateSessions' : 'import.updatedSessions', { count: updated }));
  if (removed > 0) sentences.push(t(dryRun ? 'import.willRemoveSessions' : 'import.removedSessions', { count: removed }));
  return sentences;
}
