import type { KioskHealth } from '@shared/contract/appChannels';
import type { IconName } from '@ui/Icon';
import type { TFunction } from 'i18next';

export interface HealthSign {
  name: 'network' | 'unsynced' | 'printer' | 'camera' | 'disk' | 'clock' | 'locks';
  icon: IconName;
  tone: 'good' | 'quiet' | 'warm' | 'bad';
  text: string;
}

const littleDisk = 1_000;

/** What staff should see at a glance, in words. Without health from the main process, what the window knows itself. */
export function healthSigns(t: TFunction<'kiosk'>, health: KioskHealth | null, camera: boolean): HealthSign[] {
  const signs: HealthSign[] = [];
  if (health) {
    signs.push(
      health.online
        ? { name: 'network', icon: 'online', tone: 'good', text: t('staff.online') }
        : { name: 'network', icon: 'offline', tone: 'quiet', text: `${t('staff.offline')}. ${t('staff.offlineText')}` },
      { name: 'unsynced', icon: 'upload', tone: 'quiet', text: t('staff.unsynced', { count: health.unsynced }) },
      { name: 'printer', icon: 'printer', tone: health.printers > 0 ? 'good' : 'quiet', text: t('staff.printers', { count: health.printers }) },
    );
  }
  signs.push({ name: 'camera', icon: 'camera', tone: camera ? 'good' : 'quiet', text: t(camera ? 'staff.cameraOn' : 'staff.cameraOff') });
  if (health) {
    const { diskFreeMegabytes: free } = health;
    if (free !== null) {
      const size = (free / 1_000).toFixed(free < 10_000 ? 1 : 0);
      signs.push({ name: 'disk', icon: 'disk', tone: free < littleDisk ? 'bad' : 'good', text: t(free < littleDisk ? 'staff.diskLow' : 'staff.disk', { size }) });
    }
    signs.push({ name: 'clock', icon: 'clock', tone: health.clockIsPlausible ? 'good' : 'bad', text: t(health.clockIsPlausible ? 'staff.clock' : 'staff.clockWrong') });
    const open = health.locks.filter(({ locked }) => !locked);
    if (health.locks.length > 0) {
      const names = (open.length > 0 ? open : health.locks).map(({ name }) => t(`staff.locks.${name}`)).join(', ');
      signs.push({ name: 'locks', icon: 'shield', tone: open.length > 0 ? 'warm' : 'good', text: t(open.length > 0 ? 'staff.notLockedList' : 'staff.locked', { names }) });
    }
  }
  return signs;
}
