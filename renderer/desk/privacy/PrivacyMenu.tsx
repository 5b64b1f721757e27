import { ActionIcon, Menu } from '@mantine/core';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganizerDialog } from './BackToOrganizer';

const PrivacyDialog = lazy(() => import('./PrivacyDialog').then((module) => ({ default: module.PrivacyDialog })));

/** Who sits here, and how that changes: always at hand. */
export function PrivacyMenu() {
  const { t } = useTranslation('deskPrivacy');
  const { role, hasPin, bridge } = useAccess();
  const [open, setOpen] = useState<'settings' | 'organizer' | null>(null);
  const call = (name: 'lock' | 'helper') => (): void => {
    const asked = name === 'lock' ? bridge.call('desk.lock', {}) : bridge.call('desk.enter', { as: 'helper', pin: null });
    asked.catch((error: unknown) => console.error(error));
  };
  const close = (): void => setOpen(null);
  return (
    <>
      <Menu position="bottom-end" shadow="md" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={42} aria-label={t('menu.label')} title={t('menu.label')} data-testid="privacy-menu">
            <Icon name="shield" size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t(role === 'helper' ? 'menu.isHelper' : 'menu.isDesk')}</Menu.Label>
          {hasPin && (
            <Menu.Item onClick={call('lock')} data-testid="privacy-lock">
              {t('menu.lock')}
            </Menu.Item>
          )}
          {hasPin && role === 'desk' && (
            <Menu.Item onClick={call('helper')} data-testid="privacy-as-helper">
              {t('menu.asHelper')}
            </Menu.Item>
          )}
          {role === 'helper' && (
            <Menu.Item onClick={() => setOpen('organizer')} data-testid="privacy-as-organizer">
              {t('menu.asOrganizer')}
            </Menu.Item>
          )}
          {role === 'desk' && (
            <Menu.Item onClick={() => setOpen('settings')} data-testid="privacy-settings">
              {t('menu.settings')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <OrganizerDialog opened={open === 'organizer'} onClose={close} />
      {open === 'settings' && (
        <Suspense fallback={null}>
          <PrivacyDialog onClose={close} />
        </Suspense>
      )}
    </>
  );
}
