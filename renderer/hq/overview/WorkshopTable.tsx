import type { HqWorkshop } from '@shared/contract/hqQueries';
import { shownLanguage } from '@i18n/i18n';
import { daysSpan, wholeNumber } from '@i18n/times';
import { Bar } from '@ui/Bar';
import { Icon } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import card from '../card.module.css';
import { whenWords } from '../whenWords';
import classes from './OverviewTab.module.css';

/** One workshop a row. */
export function WorkshopTable({ workshops, onOpen }: { workshops: readonly HqWorkshop[]; onOpen(id: string): void }) {
  const { t } = useTranslation('hq');
  const now = useNow(60_000);
  return (
    <table className={card.table}>
      <caption className="visually-hidden">{t('list.label')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('list.workshop')}</th>
          <th scope="col">{t('list.attendance')}</th>
          <th scope="col" className={card.number}>
            {t('list.recent')}
          </th>
          <th scope="col">{t('list.contact')}</th>
          <th scope="col">{t('list.state')}</th>
        </tr>
      </thead>
      <tbody>
        {workshops.map((workshop) => (
          <Row key={workshop.id} workshop={workshop} now={now} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

const Row = memo(function Row({ workshop, now, onOpen }: { workshop: HqWorkshop; now: string; onOpen(id: string): void }) {
  const { t } = useTranslation('hq');
  const { id, city, name, firstDay, lastDay, arrived, expected, recent, lastAt, live } = workshop;
  const days = firstDay && lastDay ? daysSpan(firstDay, lastDay, shownLanguage()) : '';
  const title = city || name || t('list.noName', { id });
  return (
    <tr data-testid={`workshop-${id}`}>
      <th scope="row" className={classes.workshop}>
        <button type="button" className={card.link} onClick={() => onOpen(id)} title={name} data-testid="open-workshop">
          <bdi>{title}</bdi>
        </button>{' '}
        {live && (
          <span className={card.chip} data-tone="brand">
            {t('list.live')}
          </span>
        )}
        <small>{days || <bdi>{id}</bdi>}</small>
      </th>
      <td className={classes.attendance}>
        <Bar share={expected === 0 ? 0 : arrived / expected} label={title} words={t('list.arrivedOf', { arrived, expected })} />
      </td>
      <td className={card.number}>{recent > 0 ? <span className={classes.recent}>+{wholeNumber(recent, shownLanguage())}</span> : '–'}</td>
      <td>{lastAt === null ? t('list.never') : whenWords(lastAt, now)}</td>
      <td>
        <WorkshopState workshop={workshop} />
      </td>
    </tr>
  );
});

/** What is wrong with a workshop, in signs and words. */
export function WorkshopState({ workshop: { exceptions, missing } }: { workshop: Pick<HqWorkshop, 'exceptions' | 'missing'> }) {
  const { t } = useTranslation('hq');
  return (
    <span className={card.chips}>
      {exceptions > 0 && (
        <span className={card.chip} data-tone="warning">
          <Icon name="warning" /> {t('list.exceptions', { count: exceptions })}
        </span>
      )}
      {missing > 0 && (
        <span className={card.chip} data-tone="bad">
          <Icon name="offline" /> {t('list.missing', { count: missing })}
        </span>
      )}
      {exceptions === 0 && missing === 0 && (
        <span className={card.chip} data-tone="good">
          <Icon name="check" /> {t('list.fine')}
        </span>
      )}
    </span>
  );
}
