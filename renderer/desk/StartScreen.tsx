import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon, type IconName } from '@ui/Icon';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportKind } from './importRun';
import classes from './StartScreen.module.css';

/** Nothing is here yet: the three steps to a kiosk that works, and a sample for those who only want to look. */
export function StartScreen({
  onImport,
  onOpenKiosk,
  onSample,
}: {
  onImport(kind: ImportKind): void;
  onOpenKiosk(): Promise<unknown>;
  onSample(): Promise<unknown>;
}) {
  const { t } = useTranslation('desk');
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const loadSample = (): void => {
    setLoading(true);
    setError(null);
    // When it is there, this screen gives way by itself.
    onSample()
      .catch(setError)
      .finally(() => setLoading(false));
  };
  return (
    <div className={classes.screen} data-testid="start">
      <h2>{t('start.title')}</h2>
      <p className={classes.lead}>{t('start.lead')}</p>
      <ol className={classes.steps}>
        <Step icon="people" title={t('start.one')} next={t('start.oneNext')}>
          <Button size="md" leftSection={<Icon name="upload" />} onClick={() => onImport('roster')} data-testid="import-roster">
            {t('roster.import')}
          </Button>
        </Step>
        <Step icon="agenda" title={t('start.two')} next={t('start.twoNext')}>
          <Button size="md" variant="light" leftSection={<Icon name="upload" />} onClick={() => onImport('agenda')} data-testid="import-agenda">
            {t('agenda.import')}
          </Button>
        </Step>
        <Step icon="screen" title={t('start.three')} next={t('start.threeNext')}>
          <Button size="md" variant="light" leftSection={<Icon name="screen" />} onClick={() => void onOpenKiosk().catch(console.error)}>
            {t('header.openKiosk')}
          </Button>
        </Step>
      </ol>
      <p className={classes.sample}>
        {t('start.sample')}
        <Button variant="subtle" size="md" loading={loading} onClick={loadSample} data-testid="load-sample">
          {t('start.loadSample')}
        </Button>
      </p>
      <ErrorSentence error={error} />
    </div>
  );
}

function Step({ icon, title, next, children }: { icon: IconName; title: string; next: string; children: ReactNode }) {
  return (
    <li>
      <span className={classes.sign}>
        <Icon name={icon} size={34} weight={1.6} />
      </span>
      <h3>{title}</h3>
      <p>{next}</p>
      {children}
    </li>
  );
}
