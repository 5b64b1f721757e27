import { Button } from '@mantine/core';
import { shownLanguage } from '@i18n/i18n';
import { timeWithDate } from '@i18n/times';
import type { PastImport } from '@shared/contract/rosterImports';
import { Icon } from '@ui/Icon';
import { useStoreQuery } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './PastImports.module.css';

const shownAtMost = 5;

/** The rosters that came in, each with the way back. A second click makes sure. */
export function PastImports({ onUndo }: { onUndo(past: PastImport): void }) {
  const { t } = useTranslation('deskRoster');
  const live = useStoreQuery('imports.past', {});
  const [now] = useState(() => new Date().toISOString());
  const [asking, setAsking] = useState<string | null>(null);
  const imports = live.value?.imports.slice(0, shownAtMost) ?? [];
  if (imports.length === 0) return null;
  return (
    <section className={classes.past} data-testid="past-imports">
      <h3>{t('pastTitle')}</h3>
      <ul>
        {imports.map((past) => (
          <li key={past.importId} data-testid="past-import" data-undone={past.undoneAt !== null || undefined}>
            <div>
              <bdi>{past.fileName}</bdi>
              <small>
                {[timeWithDate(past.at, now, shownLanguage()), t('pastAdded', { count: past.added }), t('pastUpdated', { count: past.updated }), past.stopped && t('pastStopped')].filter(Boolean).join(' · ')}
              </small>
            </div>
            {past.undoneAt !== null ? (
              <span>{t('pastUndone')}</span>
            ) : asking === past.importId ? (
              <Button color="brick" leftSection={<Icon name="undo" />} onClick={() => onUndo(past)} data-testid="past-undo-sure">
                {t('undoSure')}
              </Button>
            ) : (
              <Button variant="subtle" leftSection={<Icon name="undo" />} onClick={() => setAsking(past.importId)} data-testid="past-undo">
                {t('undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p>{t('undoNote')}</p>
    </section>
  );
}
