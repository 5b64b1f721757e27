import type { SyncRefusal } from '@shared/contract/syncChannels';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './Sync.module.css';

/** Why an exchange did not work, and what to do. `name`: with whom. */
export function ProblemSentence({ refusal, name }: { refusal: SyncRefusal | null; name: string }) {
  const { t } = useTranslation('sync');
  if (refusal === null) return null;
  return (
    <p role="alert" className={classes.problem} data-testid="sync-problem" data-problem={refusal.problem}>
      <Icon name="warning" />
      <span>{t(`problem.${refusal.problem}`, { name, detail: refusal.detail })}</span>
    </p>
  );
}
