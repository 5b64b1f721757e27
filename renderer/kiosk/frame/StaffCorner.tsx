import type { KioskHealth } from '@shared/contract/appChannels';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import { healthSigns } from './healthSigns';
import { useKiosk } from './KioskContext';
import classes from './StaffCorner.module.css';

/** A small, discreet corner for staff: how this station is, at a glance; a touch opens more. */
export function StaffCorner({ health, camera }: { health: KioskHealth | null; camera: boolean }) {
  const { t } = useTranslation('kiosk');
  const { send } = useKiosk();
  return (
    <button type="button" className={classes.corner} onClick={() => send({ type: 'staff.opened' })} data-testid="staff">
      <span className="visually-hidden">{t('staff.open')}</span>
      {healthSigns(t, health, camera).map(({ name, icon, tone, text }) => (
        <span key={name} data-tone={tone} title={text}>
          <Icon name={icon} label={text} size={26} />
        </span>
      ))}
      {health && health.unsynced > 0 && <span className={classes.count}>{health.unsynced}</span>}
    </button>
  );
}
