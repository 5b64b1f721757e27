import type { HelpSubject } from '@shared/contract/values';
import { Icon } from '@ui/Icon';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { KioskButton } from './KioskButton';
import { useKiosk } from './KioskContext';
import classes from './VisitBar.module.css';

/** At the head of every screen of a visit: the way back, what the screen is about, the way to a human, and the way on. */
export function VisitBar({
  onBack,
  subject,
  help = true,
  title,
  note,
  headingRef,
  children,
}: {
  onBack(): void;
  subject: HelpSubject;
  help?: boolean;
  title?: ReactNode;
  /** A word beside the title. */
  note?: ReactNode;
  headingRef?: Ref<HTMLHeadingElement>;
  children?: ReactNode;
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
      <div className={classes.title}>
        {title !== undefined && (
          <h1 ref={headingRef} tabIndex={-1}>
            {title}
          </h1>
        )}
        {note !== undefined && <p>{note}</p>}
      </div>
      {help && (
        <KioskButton look="quiet" onClick={() => send({ type: 'help.opened', subject })} data-testid="help">
          <Icon name="hand" />
          {t('common.helpShort')}
        </KioskButton>
      )}
      {children}
    </div>
  );
}
