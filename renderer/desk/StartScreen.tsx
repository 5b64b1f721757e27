import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportKind } from './importRun';
import { useSetup } from './setup/setupContext';
import classes from './StartScreen.module.css';

/** Nothing is here yet: the guide to a workshop of one's own, a sample to play with, straight to the files, or from where the workshop is already. */
export function StartScreen({ onImport, onGuide, onSample, onConnect }: { onImport(kind: ImportKind): void; onGuide(): void; onSample(): Promise<unknown>; onConnect(): void }) {
  const { t } = useTranslation(['deskSetup', 'desk', 'sync']);
  const { items } = useSetup();
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // A workshop without people and sessions was begun, and left.
  const isBegun = items !== null && items.find(({ name }) => name === 'workshop')?.reason !== 'missing';
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
      <h2>{t('desk:start.title')}</h2>
      <div className={classes.ways}>
        <section className={classes.way} data-first>
          <span className={classes.sign}>
            <Icon name="pen" size={34} weight={1.6} />
          </span>
          <h3>{t('start.guide')}</h3>
          <p>{t('start.guideNext')}</p>
          <Button size="lg" onClick={onGuide} data-testid="start-guide">
            {t(isBegun ? 'start.goOn' : 'start.guide')}
          </Button>
        </section>
        {!isBegun && (
          <section className={classes.way}>
            <span className={classes.sign}>
              <Icon name="people" size={34} weight={1.6} />
            </span>
            <h3>{t('start.sample')}</h3>
            <p>{t('start.sampleNext')}</p>
            <Button variant="light" size="lg" loading={loading} onClick={loadSample} data-testid="load-sample">
              {t('start.loadSample')}
            </Button>
          </section>
        )}
      </div>
      <p className={classes.files}>{t('start.files')}</p>
      <div className={classes.buttons}>
        <Button variant="default" leftSection={<Icon name="upload" />} onClick={() => onImport('roster')} data-testid="import-roster">
          {t('desk:roster.import')}
        </Button>
        <Button variant="default" leftSection={<Icon name="upload" />} onClick={() => onImport('agenda')} data-testid="import-agenda">
          {t('desk:agenda.import')}
        </Button>
        <Button variant="default" leftSection={<Icon name="globe" />} onClick={onConnect} data-testid="start-connect">
          {t('sync:start.connect')}
        </Button>
      </div>
      <ErrorSentence error={error} />
    </div>
  );
}
