import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import type { ImportReport, ImportRemark } from '@shared/contract/reports';
import { Icon, type IconName } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useGrowing } from '@ui/useGrowing';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ImportOutcome.module.css';
import { remarkWords } from './remarkWords';
import tables from './tables.module.css';

/** What an import changes (or has changed), in a sentence or two. */
export function OutcomeSentence({
  changes,
  icon = changes ? 'check' : 'info',
  testId = 'import-sentence',
  children,
}: {
  changes: boolean;
  icon?: IconName;
  testId?: string;
  children: string;
}) {
  return (
    <p className={classes.sentence} role="status" data-changes={changes || undefined} data-testid={testId}>
      <Icon name={icon} size={22} />
      <span>{children}</span>
    </p>
  );
}

type FactName = 'read' | 'added' | 'updated' | 'unchanged' | 'skipped' | 'rejected' | 'warnings';

/** The numbers of an import, and what its letters are encoded in. */
export function OutcomeFacts({ facts, encoding }: { facts: readonly (readonly [FactName, number])[]; encoding: string }) {
  const { t } = useTranslation('deskRoster');
  return (
    <dl className={classes.facts}>
      {facts.map(([name, count]) => (
        <div key={name} data-tone={toneOf(name, count)} data-testid={`import-${name}-count`}>
          <dt>{t(`facts.${name}`)}</dt>
          <dd>{wholeNumber(count, shownLanguage())}</dd>
        </div>
      ))}
      <div data-testid="import-encoding-count">
        <dt>{t('facts.encoding')}</dt>
        <dd>{encoding}</dd>
      </div>
    </dl>
  );
}

function toneOf(name: FactName, count: number): 'bad' | 'warning' | undefined {
  if (count === 0) return undefined;
  return name === 'rejected' ? 'bad' : name === 'warnings' ? 'warning' : undefined;
}

/** The rows that were left out, or that somebody should look at; `rest` says how many more there are. */
export function RemarkTable({ kind, count, remarks, note, rest }: { kind: 'rejected' | 'warnings'; count: number; remarks: readonly ImportRemark[]; note?: string | undefined; rest: string | null }) {
  const { t } = useTranslation('deskRoster');
  if (remarks.length === 0) return null;
  return (
    <Table icon="warning" tone={kind === 'rejected' ? 'bad' : 'warning'} title={t(kind, { count })} note={note} rest={rest} columns={['row', 'column', 'remedy']} testId={`import-${kind}`}>
      {remarks.map((remark, index) => (
        <tr key={`${index} ${remark.code}`} data-code={remark.code}>
          <td className={tables.number}>{remark.row === 0 ? t('wholeFile') : remark.row}</td>
          <td>
            <bdi>{remark.column}</bdi>
          </td>
          <td>{remarkWords(remark)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** The values that change of what is there already. */
export function ChangeTable({ count, changes, rest }: { count: number; changes: ImportReport['changes']; rest: string | null }) {
  const { t } = useTranslation('deskRoster');
  if (changes.length === 0) return null;
  const value = (text: string): string => (text === '' ? t('emptyValue') : text);
  return (
    <Table icon="pen" title={t('changes', { count })} rest={rest} columns={['person', 'column', 'from', 'to']} testId="import-changes">
      {changes.map((change, index) => (
        <tr key={`${index} ${change.registrationId}`}>
          {[change.registrationId, change.column, value(change.from), value(change.to)].map((text, column) => (
            // oxlint-disable-next-line react/no-array-index-key -- the four columns stay where they are
            <td key={column}>
              <bdi>{text}</bdi>
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

function Table({
  icon,
  tone,
  title,
  note,
  rest,
  columns,
  testId,
  children,
}: {
  icon: 'warning' | 'pen';
  tone?: 'bad' | 'warning';
  title: string;
  note?: string | undefined;
  rest: string | null;
  columns: readonly ('row' | 'column' | 'remedy' | 'person' | 'from' | 'to')[];
  testId: string;
  children: readonly ReactNode[];
}) {
  const { t } = useTranslation('deskRoster');
  const drawn = useGrowing(children.length, 25);
  return (
    <section className={tables.table} data-tone={tone} data-testid={testId}>
      <h3>
        <Icon name={icon} /> {title}
      </h3>
      {note !== undefined && <p>{note}</p>}
      <ScrollRegion className={tables.scroll} label={title}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children.slice(0, drawn)}</tbody>
        </table>
      </ScrollRegion>
      {rest !== null && <p>{rest}</p>}
    </section>
  );
}
