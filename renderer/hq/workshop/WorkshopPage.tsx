import type { QueryResult } from '@shared/contract/queries';
import { shownLanguage } from '@i18n/i18n';
import { daysSpan, wholeNumber } from '@i18n/times';
import { Button } from '@mantine/core';
import { Bar } from '@ui/Bar';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon, type IconName } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { useNow } from '@ui/useNow';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import card from '../card.module.css';
import { DeviceTable } from '../devices/DeviceTable';
import { ExceptionList } from '../exceptions/ExceptionList';
import app from '../HqApp.module.css';
import { WorkshopState } from '../overview/WorkshopTable';
import { targetWords, whenWords } from '../whenWords';
import { RetentionCard } from './RetentionCard';
import classes from './WorkshopPage.module.css';

type Detail = NonNullable<QueryResult<'hq.workshop'>>;

/** Everything about one workshop. */
export function WorkshopPage({ id, onBack, onExport }: { id: string; onBack(): void; onExport(): void }) {
  const { t } = useTranslation('hq');
  const { value, error } = useWatchedQuery('hq.workshop', { id });
  const back = (
    <Button variant="default" leftSection={<span className={classes.mirrored}><Icon name="back" /></span>} onClick={onBack} data-testid="back">
      {t('back')}
    </Button>
  );
  if (value === undefined) return <ErrorSentence error={error} />;
  if (value === null) {
    return (
      <EmptyState icon="search" title={t('workshop.gone')} next={t('workshop.goneNext')}>
        {back}
      </EmptyState>
    );
  }
  const { workshop, devices, exceptions } = value;
  const { city, name, firstDay, lastDay } = workshop;
  const days = firstDay && lastDay ? daysSpan(firstDay, lastDay, shownLanguage()) : '';
  return (
    <ScrollRegion className={app.scroll} label={city || name || id} testId="workshop">
      <div className={classes.page}>
        <header className={classes.head}>
          {back}
          <div className={classes.titles}>
            <h2>
              <bdi>{city || name || t('list.noName', { id })}</bdi>
            </h2>
            <p>
              {/* A name in Latin letters must not mix up an Arabic date. */}
              {city !== '' && <bdi>{name}</bdi>}
              {city !== '' && name !== '' && days !== '' && ' · '}
              <bdi>{days}</bdi>
            </p>
          </div>
          <WorkshopState workshop={workshop} />
          <Button leftSection={<Icon name="disk" />} variant="light" onClick={onExport} data-testid="workshop-export">
            {t('workshop.export')}
          </Button>
        </header>
        <div className={classes.column}>
          <Facts detail={value} />
          <Days detail={value} />
          <Sessions detail={value} />
        </div>
        <div className={classes.column}>
          <Section id="exceptions" icon="warning" title={t('exceptions.title')}>
            {exceptions.length === 0 ? (
              <p className={card.quiet}>{t('exceptions.none')}</p>
            ) : (
              <div className={classes.flat}>
                <ExceptionList exceptions={exceptions} />
              </div>
            )}
          </Section>
          <RetentionCard key={id} workshop={id} today={value.today} missing={value.workshop.missing} retention={value.retention} />
        </div>
        <div className={classes.wide}>
          <Section id="devices" icon="screen" title={t('devices.label')}>
            <div className={classes.flat}>
              <DeviceTable devices={devices} />
            </div>
          </Section>
        </div>
      </div>
    </ScrollRegion>
  );
}

function Section({ id, icon, title, children }: { id: string; icon: IconName; title: string; children: ReactNode }) {
  return (
    <section className={classes.card} aria-labelledby={`workshop-${id}`} data-testid={`card-${id}`}>
      <h2 id={`workshop-${id}`}>
        <Icon name={icon} /> {title}
      </h2>
      {children}
    </section>
  );
}

function Facts({ detail: { workshop } }: { detail: Detail }) {
  const { t } = useTranslation('hq');
  const now = useNow(60_000);
  const number = (count: number): string => wholeNumber(count, shownLanguage());
  const facts: [string, string][] = [
    [t('sums.recent'), number(workshop.recent)],
    [t('sums.walkIns'), number(workshop.walkIns)],
    [t('workshop.facts.cancelled'), number(workshop.cancelled)],
    [t('sums.certificates'), number(workshop.certificates)],
  ];
  return (
    <section className={classes.card} data-testid="workshop-facts">
      <Bar share={workshop.expected === 0 ? 0 : workshop.arrived / workshop.expected} label={t('sums.arrived')} words={`${t('sums.arrived')}: ${t('list.arrivedOf', { arrived: workshop.arrived, expected: workshop.expected })}`} />
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('workshop.facts.contact')}</dt>
          <dd className={classes.time}>{workshop.lastAt === null ? t('list.never') : whenWords(workshop.lastAt, now)}</dd>
        </div>
      </dl>
    </section>
  );
}

function Days({ detail: { days } }: { detail: Detail }) {
  const { t } = useTranslation('hq');
  return (
    <Section id="days" icon="calendar" title={t('workshop.days')}>
      {days.length === 0 && <p className={card.quiet}>{t('workshop.noDays')}</p>}
      <ul className={classes.rows}>
        {days.map(({ target, expected, arrived, inside }) => (
          <li key={target} data-testid={target}>
            <span className={classes.line}>
              <span className={classes.title}>{targetWords(target, null)}</span>
              <small>{t('workshop.inside', { count: inside })}</small>
            </span>
            <Bar share={expected === 0 ? 0 : arrived / expected} label={targetWords(target, null)} words={t('list.arrivedOf', { arrived, expected })} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Sessions({ detail: { sessions } }: { detail: Detail }) {
  const { t } = useTranslation('hq');
  return (
    <Section id="sessions" icon="agenda" title={t('workshop.sessions')}>
      {sessions.length === 0 && <p className={card.quiet}>{t('workshop.noSessions')}</p>}
      <ul className={classes.rows}>
        {sessions.map(({ target, title, start, end, room, expected, arrived }) => (
          <li key={target} data-testid={target}>
            <span className={classes.line}>
              <span className={classes.title} title={title}>
                <bdi>{title}</bdi>
              </span>
              <small>
                {targetWords(`day:${start.slice(0, 10)}`, null)} <bdi>{`${start.slice(11, 16)} – ${end.slice(11, 16)}`}</bdi>
                {room !== '' && ' · '}
                <bdi>{room}</bdi>
              </small>
            </span>
            <Bar share={expected === 0 ? 0 : arrived / expected} label={title} words={t('list.arrivedOf', { arrived, expected })} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
