import type { AgendaSession } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { daysSpan } from '@i18n/times';
import { Button } from '@mantine/core';
import { BrandMark } from '@ui/BrandMark';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { NoticeBell } from '@ui/notices/NoticeBell';
import { SchemeSwitch } from '@ui/SchemeSwitch';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewFrame } from './frameOfOverview';
import classes from './DeskHeader.module.css';
import { LanguageMenu } from './language/LanguageMenu';
import { OrganizerOnly } from './privacy/OrganizerOnly';
import { PrivacyMenu } from './privacy/PrivacyMenu';
import { StatusChips } from './StatusChips';
import { useOpenKiosk } from './useOpenKiosk';

/** Whose workshop this is, how the computer does, and what is always at hand. */
export function DeskHeader({
  overview,
  sessions,
  onOpenKiosk,
  onConfigure,
  children,
}: {
  overview: OverviewFrame | undefined;
  sessions: readonly AgendaSession[];
  onOpenKiosk(): Promise<unknown>;
  onConfigure(): void;
  /** More signs and buttons. */
  children?: ReactNode;
}) {
  const { t } = useTranslation('desk');
  const { error, open } = useOpenKiosk(onOpenKiosk);
  const workshop = overview?.workshop ?? null;
  const days = sessions.map(({ start }) => start.slice(0, 10)).sort();
  const [first, last] = [days[0], days.at(-1)];

  return (
    <div className={classes.bar}>
      <BrandMark size={44} />
      <div className={classes.names}>
        <h1 className={classes.name} dir="auto" data-testid="workshop-name" title={workshop?.name}>
          {workshop?.name ?? t('header.noWorkshop')}
        </h1>
        <p className={classes.place} data-testid="workshop-place">
          {workshop && (
            <span>
              {/* A city in Latin letters must not mix up an Arabic date. */}
              <bdi>{workshop.city}</bdi>
              {workshop.city !== '' && ' · '}
              <bdi>{first && last ? daysSpan(first, last, shownLanguage()) : workshop.programme}</bdi>
            </span>
          )}
          {workshop && (
            <OrganizerOnly>
              <button type="button" className={classes.details} onClick={onConfigure} aria-label={t('header.workshop')} title={t('header.workshop')} data-testid="workshop-details">
                <Icon name="pen" />
              </button>
            </OrganizerOnly>
          )}
        </p>
      </div>
      <StatusChips />
      {children}
      <NoticeBell />
      <LanguageMenu />
      <PrivacyMenu />
      <SchemeSwitch toLight={t('header.light')} toDark={t('header.dark')} />
      <Button size="md" leftSection={<Icon name="screen" />} onClick={open} data-testid="open-kiosk">
        {t('header.openKiosk')}
      </Button>
      {error && (
        <div className={classes.error}>
          <ErrorSentence error={error} />
        </div>
      )}
    </div>
  );
}
