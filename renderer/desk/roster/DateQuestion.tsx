import { shownLanguage } from '@i18n/i18n';
import { dateInWords } from '@i18n/times';
import { type DateOrder, readShortDate } from '@shared/domain/import/dateOrder';
import { useTranslation } from 'react-i18next';
import classes from './DateQuestion.module.css';
import type { Reading, RosterFile } from './rosterFile';

const orders: readonly DateOrder[] = ['day_first', 'month_first'];

/** One question for the whole file, where its dates can be read in two ways: each answer shows what one of them would be. */
export function DateQuestion({ file, reading, onAnswer }: { file: RosterFile; reading: Reading; onAnswer(order: DateOrder): void }) {
  const { t } = useTranslation('deskRoster');
  const facts = file.inspection.dates[reading.columns.birth_date?.[0] ?? -1];
  const example = facts?.examples[0];
  if (!facts) return null;
  return (
    <fieldset className={classes.question} data-testid="date-question">
      <legend>{example === undefined ? t('datesContradict') : t('dateQuestion', { example })}</legend>
      <div className={classes.answers}>
        {orders.map((order) => {
          const date = example === undefined ? null : readShortDate(example, order);
          return (
            <label key={order} className={classes.answer}>
              <input type="radio" name="date-order" checked={reading.answer === order} onChange={() => onAnswer(order)} data-testid={`date-${order}`} />
              <span>
                <strong>{date === null ? t(`dateOrder.${order}`) : dateInWords(date, shownLanguage())}</strong>
                {date !== null && <small>{t(`dateOrder.${order}`)}</small>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
