import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import type { RosterOutcome } from '@shared/contract/rosterImports';
import { useTranslation } from 'react-i18next';
import { ChangeTable, OutcomeFacts, OutcomeSentence, RemarkTable } from '../ImportOutcome';

/** What a roster's import changes (or has changed): a sentence or two, the numbers, and the rows that need somebody's hand. */
export function RosterOutcomeView({ outcome }: { outcome: RosterOutcome }) {
  const { t } = useTranslation('deskRoster');
  const { added, updated, rejected, rejectedCount, warnings, warningCount, changes, changeCount } = outcome;
  // The report to download has every row; here are the first ones.
  const rest = (count: number, shown: number): string | null => (count > shown ? t('more', { count: count - shown }) : null);
  return (
    <>
      <OutcomeSentence changes={added + updated > 0}>{useSentences(outcome).join(' ')}</OutcomeSentence>
      <OutcomeFacts
        facts={[
          ['read', outcome.read], ['added', added], ['updated', updated], ['unchanged', outcome.unchanged], ['skipped', outcome.skipped],
          ['rejected', rejectedCount], ['warnings', warningCount],
        ]}
        encoding={outcome.encoding}
      />
      <RemarkTable kind="rejected" count={rejectedCount} remarks={rejected} rest={rest(rejectedCount, rejected.length)} />
      <RemarkTable kind="warnings" count={warningCount} remarks={warnings} note={t('warningsNote')} rest={rest(warningCount, warnings.length)} />
      <ChangeTable count={changeCount} changes={changes} rest={rest(changeCount, changes.length)} />
    </>
  );
}

function useSentences(outcome: RosterOutcome): string[] {
  const { t } = useTranslation('deskRoster');
  const { added, updated, unchanged, dryRun, stoppedAfter, rejectedCount } = outcome;
  if (stoppedAfter !== null) return [t('stopped', { count: stoppedAfter, total: wholeNumber(added + updated, shownLanguage()) })];
  if (added + updated === 0) {
    if (!dryRun) return [t('doneNothing')];
    return [t(unchanged === 0 && rejectedCount > 0 ? 'nobody' : 'nothing')];
  }
  const sentences: string[] = [];
  if (added > 0) sentences.push(t(dryRun ? 'willAdd' : 'added', { count: added }));
  if (updated > 0) sentences.push(t(dryRun ? 'willUpdate' : 'updated', { count: updated }));
  return sentences;
}
