import { NativeSelect } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { type DuplicateCase, type DuplicateChoice, type DuplicateChoices } from '@shared/contract/rosterImports';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useGrowing } from '@ui/useGrowing';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DuplicateDecisions.module.css';
import { decideKind, decideRow, type Duplicates } from './duplicates';
import tables from '../tables.module.css';

const choicesThere: readonly DuplicateChoice[] = ['keep', 'skip', 'update'];

/** Rows that may be somebody who is there: for each, or for all of a kind, somebody says what they are. */
export function DuplicateDecisions({ duplicates, choices, onChoices }: { duplicates: Duplicates; choices: DuplicateChoices; onChoices(next: DuplicateChoices): void }) {
  return (
    <>
      {duplicates.map((ofKind) => (
        <KindSection
          key={ofKind.kind}
          duplicates={ofKind}
          choices={choices}
          onKind={(choice) => onChoices(decideKind(duplicates, choices, ofKind.kind, choice))}
          onRow={(row, choice) => onChoices(decideRow(choices, row, choice))}
        />
      ))}
    </>
  );
}

interface KindProps {
  duplicates: Duplicates[number];
  choices: DuplicateChoices;
  onKind(choice: DuplicateChoice): void;
  onRow(row: number, choice: DuplicateChoice): void;
}

function KindSection({ duplicates: { kind, count, cases }, choices, onKind, onRow }: KindProps) {
  const { t } = useTranslation('deskRoster');
  const title = t(`duplicates.${kind}`, { count });
  const ofKind = choices.kinds[kind];
  const drawn = useGrowing(cases.length);
  const choose = useCallbackRef(onRow);
  return (
    <section className={tables.table} data-tone={ofKind === undefined ? 'warning' : undefined} data-testid={`duplicates-${kind}`}>
      <h3>
        <Icon name="people" /> {title}
      </h3>
      <div className={classes.all} role="radiogroup" aria-label={t('duplicates.all')}>
        <span>{t('duplicates.all')}</span>
        {choicesThere.map((choice) => (
          <label key={choice} className={classes.choice}>
            <input type="radio" name={`all-${kind}`} checked={ofKind === choice} onChange={() => onKind(choice)} data-testid={`all-${kind}-${choice}`} />
            {t(`duplicates.choice.${kind === 'id' && choice === 'keep' ? 'keepWithNumber' : choice}`)}
          </label>
        ))}
      </div>
      <ScrollRegion className={tables.scroll} label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columns.row')}</th>
              <th scope="col">{t('columns.person')}</th>
              <th scope="col">{t('columns.same')}</th>
              <th scope="col">{t('columns.other')}</th>
              <th scope="col">{t('columns.decision')}</th>
            </tr>
          </thead>
          <tbody>
            {cases.slice(0, drawn).map((one) => (
              <CaseRow key={one.row} one={one} choice={choices.rows[String(one.row)] ?? ofKind} onChoice={choose} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {count > cases.length && <p>{t('duplicates.more', { count: count - cases.length })}</p>}
    </section>
  );
}

/** Drawn anew only when its own decision changes. */
const CaseRow = memo(function CaseRow({ one, choice, onChoice }: { one: DuplicateCase; choice: string | undefined; onChoice(row: number, choice: DuplicateChoice): void }) {
  const { t } = useTranslation('deskRoster');
  return (
    <tr data-testid="duplicate" data-row={one.row}>
      <td className={tables.number}>{one.row}</td>
      <td>
        <bdi>{one.name}</bdi>
      </td>
      <td>
        <bdi>{one.same}</bdi>
      </td>
      <td>
        <bdi>{one.other.name}</bdi>
        <small>{one.other.row === null ? t('duplicates.inRoster', { id: one.other.registrationId }) : t('duplicates.inRow', { row: one.other.row })}</small>
      </td>
      <td>
        <NativeSelect
          aria-label={t('duplicates.decideOn', { name: one.name, row: one.row })}
          value={choice ?? ''}
          data={[
            ...(choice === undefined ? [{ value: '', label: t('duplicates.undecided') }] : []),
            ...choicesThere.map((value) => ({ value, label: t(`duplicates.choice.${one.kind === 'id' && value === 'keep' ? 'keepWithNumber' : value}`) })),
          ]}
          onChange={(event) => event.currentTarget.value !== '' && onChoice(one.row, event.currentTarget.value as DuplicateChoice)}
        />
      </td>
    </tr>
  );
});
