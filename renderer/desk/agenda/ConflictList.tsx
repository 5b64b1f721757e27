import type { AgendaConflict } from '@shared/contract/agenda';
import type { AgendaSession } from '@shared/contract/values';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import type { OpenSession } from './AgendaTab';
import classes from './ConflictList.module.css';
import { useConflictWords } from './conflictWords';

/** How many conflicts there are, and, unfolded, each of them: a click opens the session. */
export function ConflictList({
  conflicts,
  sessions,
  onOpen,
}: {
  conflicts: readonly AgendaConflict[];
  sessions: readonly AgendaSession[];
  onOpen: OpenSession;
}) {
  const { t } = useTranslation('deskAgenda');
  const words = useConflictWords(sessions);
  if (conflicts.length === 0) return null;
  return (
    <details className={classes.conflicts} data-testid="agenda-conflicts">
      <summary>
        <Icon name="warning" /> {t('conflicts.count', { count: conflicts.length })}
      </summary>
      <p>{t('conflicts.note')}</p>
      <ul>
        {conflicts.map((conflict) => (
          <li key={words(conflict)}>
            {onOpen === null ? (
              words(conflict)
            ) : (
              <button type="button" onClick={() => onOpen(conflict.sessionId)}>
                {words(conflict)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
