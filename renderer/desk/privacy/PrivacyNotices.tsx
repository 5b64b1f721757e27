import type { QueryResult } from '@shared/contract/queries';
import { reminderDays } from '@shared/domain/retention';
import { dayOf } from '@i18n/times';
import { shownLanguage } from '@i18n/i18n';
import { Button } from '@mantine/core';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { useStoreQuery } from '@ui/store';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';

const PrivacyDialog = lazy(() => import('./PrivacyDialog').then((module) => ({ default: module.PrivacyDialog })));
const RetentionDialog = lazy(() => import('./RetentionDialog').then((module) => ({ default: module.RetentionDialog })));

/** What somebody at the desk should know of other people's data: that nothing protects them, or that their time is over. */
export function PrivacyNotices({ people }: { people: number }) {
  const { t } = useTranslation('deskPrivacy');
  const { role, hasPin } = useAccess();
  const [setting, setSetting] = useState(false);
  if (role === 'helper') {
    return (
      <div className={classes.bar} data-testid="privacy-helper">
        <Icon name="person" size={20} />
        <p>{t('hint.helper')}</p>
      </div>
    );
  }
  return (
    <>
      {!hasPin && people > 0 && (
        <div className={classes.bar} data-testid="privacy-hint">
          <Icon name="shield" size={20} />
          <p>{t('hint.text')}</p>
          <Button size="xs" variant="default" onClick={() => setSetting(true)} data-testid="privacy-set">
            {t('hint.set')}
          </Button>
        </div>
      )}
      <Retention />
      {setting && (
        <Suspense fallback={null}>
          <PrivacyDialog onClose={() => setSetting(false)} />
        </Suspense>
      )}
    </>
  );
}

function Retention() {
  const { t } = useTranslation('deskPrivacy');
  const { value: state } = useStoreQuery('retention.state', {});
  const [open, setOpen] = useState<'erase' | 'postpone' | null>(null);
  if (!isDue(state)) return null;
  const date = dayOf(state.dueOn, shownLanguage());
  return (
    <>
      <div className={classes.bar} data-tone="warning" role="status" data-testid="retention" data-days={state.daysLeft}>
        <Icon name="clock" size={20} />
        <p>{state.daysLeft < 0 ? t('retention.over', { date }) : t('retention.left', { count: state.daysLeft, date })}</p>
        <Button size="xs" variant="default" onClick={() => setOpen('postpone')} data-testid="retention-postpone">
          {t('retention.postpone')}
        </Button>
        <Button size="xs" color="brick" onClick={() => setOpen('erase')} data-testid="retention-erase">
          {t('retention.erase')}
        </Button>
      </div>
      {open && (
        <Suspense fallback={null}>
          <RetentionDialog kind={open} state={state} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

export type DueRetention = QueryResult<'retention.state'> & { dueOn: string; daysLeft: number };

function isDue(state: QueryResult<'retention.state'> | undefined): state is DueRetention {
  return state !== undefined && state.dueOn !== null && state.daysLeft !== null && state.daysLeft <= reminderDays && state.people > 0;
}
