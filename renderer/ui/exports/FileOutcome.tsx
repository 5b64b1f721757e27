import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { ExportOutcome } from '@shared/contract/exports';
import { KioskError } from '@shared/contract/errors';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSentence } from '../ErrorSentence';
import classes from './FileOutcome.module.css';

interface Props {
  bridge: ChampionsBridge;
  outcome: ExportOutcome | null;
  error: unknown;
  /** What was saved, in a sentence that ends before the file's name. */
  saved(count: number): string;
}

/** What became of a file: where it lies, or why it was not written and what to do. */
export function FileOutcome({ bridge, outcome, error, saved }: Props) {
  const { t } = useTranslation('deskOut');
  const [showError, setShowError] = useState<unknown>(null);
  if (error !== null) return <ErrorSentence error={error} />;
  if (outcome === null) return null;
  if (outcome.problem !== null) return <ErrorSentence error={new KioskError('internal', t(`problem.${outcome.problem}`, { detail: outcome.detail }))} />;
  const show = (): void => {
    setShowError(null);
    bridge.call('exports.show', { file: outcome.file }).catch((fault: unknown) => {
      console.error(fault);
      setShowError(new KioskError('internal', t('showFailed')));
    });
  };
  return (
    <div role="status" className={classes.done} data-testid="out-done">
      <p className={classes.saved}>
        {saved(outcome.count)} <bdi className={classes.path}>{outcome.file}</bdi>
      </p>
      <Button variant="default" size="xs" onClick={show} data-testid="out-show">
        {t('show')}
      </Button>
      <ErrorSentence error={showError} />
    </div>
  );
}
