import { useAccess } from '@ui/gate/access';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Privacy.module.css';

/** What a helper would be refused: not there for them, or, where a hole would puzzle, a sentence that says who does it. */
export function OrganizerOnly({ otherwise = 'nothing', children }: { otherwise?: 'nothing' | 'sentence'; children: ReactNode }) {
  const { t } = useTranslation('deskPrivacy');
  const { role } = useAccess();
  if (role === 'desk') return <>{children}</>;
  return otherwise === 'sentence' ? (
    <p className={classes.quiet} data-testid="ask-organizer">
      {t('helper.ask')}
    </p>
  ) : null;
}
