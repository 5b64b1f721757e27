import type { ImportRemark, ImportReport } from '@shared/contract/reports';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import classes from './ImportReportView.module.css';
import { changesAnything, type ImportKind } from './importRun';
import { remarkWords } from './remarkWords';

/** So many lines of a table are shown: who has more has to go back to the file anyway. */
const mostLines = 200;

/** What an import changes (or has changed): one sentence, the numbers, and every row that needs somebody's hand. */
export function ImportReportView({ report, kind }: { report: ImportReport; kind: ImportKind }) {
  const { t } = useTranslation('desk');
  return (
    <div className={classes.report}>
      <p className={classes.sentence} role="status" data-changes={changesAnything(report) || undefined} data-testid="import-sentence">
        <Icon name={changesAnything(report) ? 'check' : 'info'} size={22} />
        <span>{useSentences(report, kind).join(' ')}</span>
      </p>
      <dl className={classes.facts}>
        {(['read', 'added', 'updated', 'unchanged'] as const).map((name) => (
          <Fact key={name} name={name} value={wholeNumber(report[name], shownLanguage())} />
        ))}
        <Fact name="rejected" value={wholeNumber(report.rejected.length, shownLanguage())} tone={report.rejected.length > 0 ? 'bad' : undefined} />
        <Fact name="warnings" value={wholeNumber(report.warnings.length, shownLanguage())} tone={report.warnings.length > 0 ? 'warning' : undefined} />
        <Fact name="encoding" value={report.encoding} />
      </dl>
      {report.rejected.length > 0 && (
        <Remarks title={t('import.rejected', { count: report.rejected.length })} remarks={report.rejected} tone="bad" testId="import-rejected" />
      )}
      {report.warnings.length > 0 && (
        <Remarks
          title={t('import.warnings', { count: report.warnings.length })}
          note={kind === 'roster' ? t('import.warningsNote') : undefined}
          remarks={report.warnings}
          tone="warning"
          testId="import-warnings"
        />
      )}
      {report.changes.length > 0 && <Changes report={report} />}
    </div>
  );
}

function useSentences(report: ImportReport, kind: ImportKind): string[] {
  const { t } = useTranslation('desk');
  const things = kind === 'roster' ? 'People' : 'Sessions';
  const { added, updated, removed = 0, dryRun } = report;
  if (!changesAnything(report)) {
    if (!dryRun) return [t('import.doneNothing')];
    return [t(report.unchanged === 0 && report.rejected.length > 0 ? 'import.nobody' : 'import.nothing')];
  }
  const sentences: string[] = [];
  if (added > 0) sentences.push(t(`import.${dryRun ? 'willAdd' : 'added'}${things}`, { count: added }));
  if (updated > 0) sentences.push(t(`import.${dryRun ? 'willUpdate' : 'updated'}${things}`, { count: updated }));
  if (removed > 0) sentences.push(t(dryRun ? 'import.willRemoveSessions' : 'import.removedSessions', { count: removed }));
  return sentences;
}

function Fact({
  name,
  value,
  tone,
}: {
  name: 'read' | 'added' | 'updated' | 'unchanged' | 'rejected' | 'warnings' | 'encoding';
  value: string;
  tone?: 'bad' | 'warning' | undefined;
}) {
  const { t } = useTranslation('desk');
  return (
    <div data-tone={tone} data-testid={`import-${name}-count`}>
      <dt>{t(`import.facts.${name}`)}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Remarks({
  title,
  note,
  remarks,
  tone,
  testId,
}: {
  title: string;
  note?: string | undefined;
  remarks: readonly ImportRemark[];
  tone: 'bad' | 'warning';
  testId: string;
}) {
  const { t } = useTranslation('desk');
  return (
    <section className={classes.table} data-tone={tone} data-testid={testId}>
      <h3>
        <Icon name="warning" /> {title}
      </h3>
      {note !== undefined && <p>{note}</p>}
      <ScrollRegion className={classes.scroll} label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import.columns.row')}</th>
              <th scope="col">{t('import.columns.column')}</th>
              <th scope="col">{t('import.columns.remedy')}</th>
            </tr>
          </thead>
          <tbody>
            {remarks.slice(0, mostLines).map((remark, index) => (
              <tr key={`${index} ${remark.code}`} data-code={remark.code}>
                <td className={classes.number}>{remark.row === 0 ? t('import.wholeFile') : remark.row}</td>
                <td className={classes.column}>{remark.column}</td>
                <td>{remarkWords(remark)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {remarks.length > mostLines && <p>{t('import.more', { count: remarks.length - mostLines })}</p>}
    </section>
  );
}

function Changes({ report }: { report: ImportReport }) {
  const { t } = useTranslation('desk');
  const title = t('import.changes', { count: report.changes.length });
  const value = (text: string): string => (text === '' ? t('import.emptyValue') : text);
  return (
    <section className={classes.table} data-testid="import-changes">
      <h3>
        <Icon name="pen" /> {title}
      </h3>
      <ScrollRegion className={classes.scroll} label={title}>
        <table>
          <thead>
            <tr>
              {(['person', 'column', 'from', 'to'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`import.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.changes.slice(0, mostLines).map((change, index) => (
              <tr key={`${index} ${change.registrationId}`}>
                <td className={classes.column}>{change.registrationId}</td>
                <td className={classes.column}>{change.column}</td>
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
    </section>
  );
}
