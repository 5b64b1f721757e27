import type { HelpSubject } from '@shared/contract/values';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import { KioskButton } from './KioskButton';
import { useKiosk } from './KioskContext';
import classes from './VisitBar.module.css';

/** The way back and the way to a human, at the foot of every screen of a visit. */
export function VisitBar({
  onBack,
  subject,
  help = true,
  children,
}: {
  onBack(): void;
  subject: HelpSubject;
  help?: boolean;
  children?: React.ReactNode;
}) {
  const { t } = useTranslation('kiosk');
  const { send } = useKiosk();
  return (
    <div className={classes.bar}>
      <KioskButton look="quiet" onClick={onBack} data-testid="back">
        <span className={classes.mirrored}>
          <Icon name="undo" />
        </span>
        {t('common.back')}
      </KioskButton>
      {help && (
        <KioskButton look="quiet" onClick={() => send({ type: 'help.opened', subject })} data-testid="help">
          <Icon name="hand" />
          {t('common.help')}
        </KioskButton>
      )}
      <div className={classes.main}>{children}</div>
    </div>
  );
}
