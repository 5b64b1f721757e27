import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PinForm } from '../privacy/PinForm';

/** Sets the organizer's PIN. */
export function PinDialog({ opened, hasPin, onClose, onSet }: { opened: boolean; hasPin: boolean; onClose(): void; onSet(): void }) {
  const { t } = useTranslation('desk');
  const cancel = t('station.pin.cancel');
  return (
    <Modal opened={opened} onClose={onClose} title={t(hasPin ? 'station.pin.change' : 'station.pin.set')} size={420} closeButtonProps={{ 'aria-label': cancel }}>
      {opened && <PinForm owner="organizer" name="pin" dialog={{ cancel, onCancel: onClose, onSet }} />}
    </Modal>
  );
}
