import { NativeSelect } from '@mantine/core';
import { type DuplicateCase, type DuplicateChoice, type DuplicateChoices } from '@shared/contract/rosterImports';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import classes from './DuplicateDecisions.module.css';
import { decideKind, decideRow, type Duplicates } from './duplicates';
import tables from '../tables.module.css';

const choicesThere: readonly DuplicateChoice[] = ['keep', 'skip', 'update'];

/** Rows that may be somebody who is there: for each, or for all of a kind, somebody says what they are. */
export function DuplicateDecisions({ duplicates, choices, onChoices }: { duplicates: Duplicates; choices: DuplicateChoices; onChoices(next: DuplicateChoices): void }) {
  const { t } = useTranslation('deskRoster');
  return (
    <>
      {duplicates.map(({ kind, count, cases }) => {
        const title = t(`duplicates.${kind}`, { count });
        const ofKind = choices.kinds[kind];
        return (
          <section key={kind} className={tables.table} data-tone={ofKind === undefined ? 'warning' : undefined} data-testid={`duplicates-${kind}`}>
            <h3>
              <Icon name="people" /> {title}
            </h3>
            <div className={classes.all} role="radiogroup" aria-label={t('duplicates.all')}>
              <span>{t('duplicates.all')}</span>
              {choicesThere.map((choice) => (
                <label key={choice} className={classes.choice}>
                  <input
                    type="radio"
                    name={`all-${kind}`}
                    checked={ofKind === choice}
                    onChange={() => onChoices(decideKind(duplicates, choices, kind, choice))}
                    data-testid={`all-${kind}-${choice}`}
                  />
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
                  {cases.map((one) => (
                    <CaseRow key={one.row} one={one} choice={choices.rows[String(one.row)] ?? ofKind} onChoice={(choice) => onChoices(decideRow(choices, one.row, choice))} />
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
            {count > cases.length && <p>{t('duplicates.more', { count: count - cases.length })}</p>}
          </section>
        );
      })}
    </>
  );
}

function CaseRow({ one, choice, onChoice }: { one: DuplicateCase; choice: string | undefined; onChoice(choice: DuplicateChoice): void }) {
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
          onChange={(event) => event.currentTarget.value !== '' && onChoice(event.currentTarget.value as DuplicateChoice)}
        />
      </td>
    </tr>
  );
}
