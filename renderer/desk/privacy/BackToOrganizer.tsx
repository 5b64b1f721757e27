import { Button, Modal } from '@mantine/core';
import { useAccess } from '@ui/gate/access';
import { EnterForm } from '@ui/gate/EnterForm';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks for the organizer's PIN; with it, whoever was a helper is the organizer. */
export function OrganizerDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation('deskPrivacy');
  const { bridge } = useAccess();
  return (
    <Modal opened={opened} onClose={onClose} title={t('menu.asOrganizer')} size={380} closeButtonProps={{ 'aria-label': t('settings.close') }}>
      {opened && <EnterForm bridge={bridge} roles={['desk']} onEntered={onClose} />}
    </Modal>
  );
}

/** The way on for a helper where only an organizer can go on. */
export function BackToOrganizer() {
  const { t } = useTranslation('deskPrivacy');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="light" onClick={() => setOpened(true)} data-testid="back-to-organizer">
        {t('menu.asOrganizer')}
      </Button>
      <OrganizerDialog opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
