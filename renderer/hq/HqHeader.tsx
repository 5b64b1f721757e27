import type { ChampionsBridge } from '@shared/contract/appChannels';
import { shownLanguage } from '@i18n/i18n';
import { ownNames } from '@i18n/languages';
import { percentage } from '@i18n/times';
import { BrandMark } from '@ui/BrandMark';
import { Icon } from '@ui/Icon';
import { LanguageMenu } from '@ui/LanguageMenu';
import { NoticeBell } from '@ui/notices/NoticeBell';
import { SchemeSwitch } from '@ui/SchemeSwitch';
import { useTranslation } from 'react-i18next';
import { LockButton } from './gate/LockButton';
import classes from './HqHeader.module.css';
import { hqLanguage } from './hqLanguage';

interface Props {
  bridge: ChampionsBridge;
  workshops: number | undefined;
  live: number;
  reading: { done: number; total: number } | null;
}

/** What this window is, how much is in it, and what is always at hand. */
export function HqHeader({ bridge, workshops, live, reading }: Props) {
  const { t } = useTranslation('hq');
  return (
    <div className={classes.bar}>
      <BrandMark size={44} />
      <div className={classes.names}>
        <h1>{t('title')}</h1>
        {workshops !== undefined && <p data-testid="subtitle">{[t('subtitle', { count: workshops }), ...(workshops > 0 ? [t('today', { count: live })] : [])].join(' · ')}</p>}
      </div>
      {reading !== null && (
        <p className={classes.reading} role="status" data-testid="reading">
          <Icon name="wait" /> {t('reading', { percent: percentage(reading.total === 0 ? 0 : reading.done / reading.total, shownLanguage()) })}
        </p>
      )}
      <NoticeBell />
      <LanguageMenu
        label={t('language', { language: ownNames[shownLanguage()] })}
        onChoose={(language) => {
          hqLanguage.remember(language);
          void hqLanguage.show(language);
        }}
      />
      <LockButton bridge={bridge} />
      <SchemeSwitch toLight={t('light')} toDark={t('dark')} />
    </div>
  );
}
