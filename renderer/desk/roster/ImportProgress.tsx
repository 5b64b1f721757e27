import { Button } from '@mantine/core';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { useStoreQuery } from '@ui/store';
import { useTranslation } from 'react-i18next';
import classes from './ImportProgress.module.css';
import type { RosterStep } from './useRosterImport';

/** How far it is, and how to stop it; what stopping leaves behind is said before. */
export function ImportProgress({ step, onStop }: { step: RosterStep & { name: 'working' }; onStop(): void }) {
  const { t } = useTranslation('deskRoster');
  const live = useStoreQuery('import.progress', { importId: step.importId });
  const progress = live.value?.progress ?? null;
  const known = progress !== null && progress.total > 0;
  const phase = progress?.phase ?? (step.what === 'undoing' ? 'undoing' : 'reading');
  const label = t(`phase.${phase}`, { file: step.fileName });
  const number = (value: number): string => wholeNumber(value, shownLanguage());
  return (
    <div className={classes.progress} data-testid="import-progress" data-phase={phase}>
      <p role="status">{label}</p>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        {...(known ? { 'aria-valuemax': progress.total, 'aria-valuenow': progress.done } : {})}
        data-known={known || undefined}
      >
        <span style={known ? { inlineSize: `${Math.round((100 * progress.done) / progress.total)}%` } : undefined} />
      </div>
      <p className={classes.count}>{known ? t('progressCount', { done: number(progress.done), total: number(progress.total) }) : '\u00a0'}</p>
      <p className={classes.note}>{t(phase === 'writing' ? 'stopWriting' : phase === 'undoing' ? 'stopUndoing' : 'stopReading')}</p>
      <Button variant="default" onClick={onStop} data-testid="import-stop">
        {t('stop')}
      </Button>
    </div>
  );
}
