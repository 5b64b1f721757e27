import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import type { ImportRemark } from '@shared/contract/reports';
import type { RosterOutcome } from '@shared/contract/rosterImports';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import classes from './RosterOutcomeView.module.css';
import tables from './tables.module.css';

/** What an import changes (or has changed): a sentence or two, the numbers, and the rows that need somebody's hand. */
export function RosterOutcomeView({ outcome }: { outcome: RosterOutcome }) {
  const { t } = useTranslation('deskRoster');
  const changes = outcome.added + outcome.updated > 0;
  const facts = [
    ['read', outcome.read], ['added', outcome.added], ['updated', outcome.updated], ['unchanged', outcome.unchanged], ['skipped', outcome.skipped],
    ['rejected', outcome.rejectedCount], ['warnings', outcome.warningCount],
  ] as const;
  return (
    <>
      <p className={classes.sentence} role="status" data-changes={changes || undefined} data-testid="import-sentence">
        <Icon name={changes ? 'check' : 'info'} size={22} />
        <span>{useSentences(outcome).join(' ')}</span>
      </p>
      <dl className={classes.facts}>
        {facts.map(([name, count]) => (
          <div key={name} data-tone={toneOf(name, count)} data-testid={`import-${name}-count`}>
            <dt>{t(`facts.${name}`)}</dt>
            <dd>{wholeNumber(count, shownLanguage())}</dd>
          </div>
        ))}
        <div data-testid="import-encoding-count">
          <dt>{t('facts.encoding')}</dt>
          <dd>{outcome.encoding}</dd>
        </div>
      </dl>
      {outcome.rejected.length > 0 && (
        <Remarks title={t('rejected', { count: outcome.rejectedCount })} remarks={outcome.rejected} count={outcome.rejectedCount} tone="bad" testId="import-rejected" />
      )}
      {outcome.warnings.length > 0 && (
        <Remarks title={t('warnings', { count: outcome.warningCount })} note={t('warningsNote')} remarks={outcome.warnings} count={outcome.warningCount} tone="warning" testId="import-warnings" />
      )}
      {outcome.changes.length > 0 && <Changes outcome={outcome} />}
    </>
  );
}

function toneOf(name: string, count: number): 'bad' | 'warning' | undefined {
  if (count === 0) return undefined;
  return name === 'rejected' ? 'bad' : name === 'warnings' ? 'warning' : undefined;
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

function Remarks({ title, note, remarks, count, tone, testId }: { title: string; note?: string; remarks: readonly ImportRemark[]; count: number; tone: 'bad' | 'warning'; testId: string }) {
  const { t } = useTranslation('deskRoster');
  return (
    <section className={tables.table} data-tone={tone} data-testid={testId}>
      <h3>
        <Icon name="warning" /> {title}
      </h3>
      {note !== undefined && <p>{note}</p>}
      <ScrollRegion className={tables.scroll} label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columns.row')}</th>
              <th scope="col">{t('columns.column')}</th>
              <th scope="col">{t('columns.remedy')}</th>
            </tr>
          </thead>
          <tbody>
            {remarks.map((remark, index) => (
              <tr key={`${index} ${remark.code}`} data-code={remark.code}>
                <td className={tables.number}>{remark.row === 0 ? t('wholeFile') : remark.row}</td>
                <td>
                  <bdi>{remark.column}</bdi>
                </td>
                <td lang="en" dir="ltr">
                  {remark.message}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {count > remarks.length && <p>{t('more', { count: count - remarks.length })}</p>}
    </section>
  );
}

function Changes({ outcome }: { outcome: RosterOutcome }) {
  const { t } = useTranslation('deskRoster');
  const title = t('changes', { count: outcome.changeCount });
  const value = (text: string): string => (text === '' ? t('emptyValue') : text);
  return (
    <section className={tables.table} data-testid="import-changes">
      <h3>
        <Icon name="pen" /> {title}
      </h3>
      <ScrollRegion className={tables.scroll} label={title}>
        <table>
          <thead>
            <tr>
              {(['person', 'column', 'from', 'to'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {outcome.changes.map((change, index) => (
              <tr key={`${index} ${change.registrationId}`}>
                <td>
                  <bdi>{change.registrationId}</bdi>
                </td>
                <td>
                  <bdi>{change.column}</bdi>
                </td>
                <td>
                  <bdi>{value(change.from)}</bdi>
                </td>
                <td>
                  <bdi>{value(change.to)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {outcome.changeCount > outcome.changes.length && <p>{t('more', { count: outcome.changeCount - outcome.changes.length })}</p>}
    </section>
  );
}
