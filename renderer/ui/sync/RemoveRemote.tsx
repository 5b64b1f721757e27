import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Sync.module.css';

/** Asks before a headquarters or hub is taken off the list. */
export function RemoveRemote({ name, onClose, onRemove }: { name: string; onClose(): void; onRemove(): void }) {
  const { t } = useTranslation('sync');
  return (
    <Modal opened onClose={onClose} title={t('remove.confirm', { name })} centered closeButtonProps={{ 'aria-label': t('remove.no') }}>
      <div className={classes.form}>
        <p>{t('remove.what')}</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('remove.no')}
          </Button>
          <Button onClick={onRemove} data-testid="sync-remove-confirm">
            {t('remove.yes')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
