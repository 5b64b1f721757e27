import { dayOf } from '@i18n/times';
import { shownLanguage } from '@i18n/i18n';
import { Button } from '@mantine/core';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';
import { type RetentionView, useRetention } from './retention';
import { useRetentionSentence } from './useRetentionSentence';

const RetentionDialog = lazy(() => import('./RetentionDialog').then((module) => ({ default: module.RetentionDialog })));

/** What somebody at the desk should know of other people's data: that nothing protects them, or that their time is over or cannot begin. */
export function PrivacyNotices({ people, onSettings, onHeadquarters }: { people: number; onSettings(): void; onHeadquarters(): void }) {
  const { t } = useTranslation('deskPrivacy');
  const { role, hasPin } = useAccess();
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
          <Button size="xs" variant="default" onClick={onSettings} data-testid="privacy-set">
            {t('hint.set')}
          </Button>
        </div>
      )}
      <Retention onHeadquarters={onHeadquarters} />
    </>
  );
}

function Retention({ onHeadquarters }: { onHeadquarters(): void }) {
  const view = useRetention();
  // What is open stays so, whatever comes to be known meanwhile.
  const [open, setOpen] = useState<{ kind: 'erase' | 'postpone'; state: DueRetention } | null>(null);
  const due = view && dueRetention(view);
  return (
    <>
      {due && <DueBar due={due} onOpen={(kind) => setOpen({ kind, state: due })} />}
      {view?.term.reminder === 'waiting' && <WaitingBar waiting={view.term.waiting} onHeadquarters={onHeadquarters} />}
      {open && (
        <Suspense fallback={null}>
          <RetentionDialog {...open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

function DueBar({ due: { dueOn, daysLeft }, onOpen }: { due: DueRetention; onOpen(kind: 'erase' | 'postpone'): void }) {
  const { t } = useTranslation('deskPrivacy');
  const date = dayOf(dueOn, shownLanguage());
  const sentence = daysLeft === 0 ? t('retention.today') : daysLeft < 0 ? t('retention.over', { date }) : t('retention.left', { count: daysLeft, date });
  return (
    <div className={classes.bar} data-tone="warning" role="status" data-testid="retention" data-days={daysLeft}>
      <Icon name="clock" size={20} />
      <p>{sentence}</p>
      <Button size="xs" variant="default" onClick={() => onOpen('postpone')} data-testid="retention-postpone">
        {t('retention.postpone')}
      </Button>
      <Button size="xs" color="brick" onClick={() => onOpen('erase')} data-testid="retention-erase">
        {t('retention.erase')}
      </Button>
    </div>
  );
}

function WaitingBar({ waiting, onHeadquarters }: { waiting: number; onHeadquarters(): void }) {
  const { t } = useTranslation('deskPrivacy');
  return (
    <div className={classes.bar} role="status" data-testid="retention-waiting" data-waiting={waiting}>
      <Icon name="clock" size={20} />
      <p>{useRetentionSentence()}</p>
      <Button size="xs" variant="default" onClick={onHeadquarters} data-testid="retention-exchange">
        {t('retention.exchange')}
      </Button>
    </div>
  );
}

export type DueRetention = Pick<RetentionView, 'days' | 'people'> & { dueOn: string; daysLeft: number };

function dueRetention({ days, people, term: { reminder, dueOn, daysLeft } }: RetentionView): DueRetention | null {
  return reminder === 'due' && dueOn !== null && daysLeft !== null ? { days, people, dueOn, daysLeft } : null;
}
