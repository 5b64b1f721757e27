import type { Workshop } from '@shared/contract/values';
import { Button, Modal, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './WorkshopDialog.module.css';

/** The workshop's name, place and tickets. */
export function WorkshopDialog({ opened, workshop, onClose }: { opened: boolean; workshop: Workshop | null; onClose(): void }) {
  const { t } = useTranslation('desk');
  return (
    <Modal opened={opened && workshop !== null} onClose={onClose} title={t('workshop.title')} size={560} closeButtonProps={{ 'aria-label': t('workshop.cancel') }}>
      {opened && workshop && <WorkshopForm workshop={workshop} onClose={onClose} />}
    </Modal>
  );
}

function WorkshopForm({ workshop, onClose }: { workshop: Workshop; onClose(): void }) {
  const { t } = useTranslation('desk');
  const client = useStoreClient();
  const [draft, setDraft] = useState({
    name: workshop.name,
    city: workshop.city,
    programme: workshop.programme,
    timeZone: workshop.timeZone,
    prefix: workshop.ticketPrefix,
    foreign: workshop.foreignPrefixes.join(', '),
    doors: String(workshop.doorsOpenMinutes),
  });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const zoneOk = isTimeZone(draft.timeZone);
  const nameOk = draft.name.trim() !== '';

  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    // What is typed here is often in another script than the page.
    dir: 'auto' as const,
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setDraft((last) => ({ ...last, [name]: value }));
    },
  });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (!zoneOk || !nameOk) return;
    setBusy(true);
    setError(null);
    const changed: Workshop = {
      ...workshop,
      name: draft.name.trim(),
      city: draft.city.trim(),
      programme: draft.programme.trim(),
      timeZone: draft.timeZone.trim(),
      ticketPrefix: draft.prefix.trim(),
      foreignPrefixes: draft.foreign.split(/[,;\s]+/).filter((prefix) => prefix !== ''),
      doorsOpenMinutes: Math.min(1440, Math.max(0, Math.round(Number(draft.doors)) || 0)),
    };
    client.command('workshop.configure', changed).then(onClose, (fault: unknown) => {
      setBusy(false);
      setError(fault);
    });
  };

  return (
    <form className={classes.form} onSubmit={save} data-testid="workshop-form">
      <TextInput className={classes.wide ?? ''} label={t('workshop.name')} {...field('name')} error={!nameOk && t('workshop.nameMissing')} maxLength={200} data-autofocus />
      <TextInput label={t('workshop.city')} {...field('city')} />
      <TextInput label={t('workshop.programme')} {...field('programme')} />
      <TextInput
        label={t('workshop.timeZone')}
        description={t('workshop.timeZoneHint')}
        {...field('timeZone')}
        error={!zoneOk && t('workshop.timeZoneWrong')}
        list="time-zones"
      />
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
      <TextInput type="number" min={0} max={1440} label={t('workshop.doors')} description={t('workshop.doorsHint')} {...field('doors')} />
      <TextInput label={t('workshop.prefix')} description={t('workshop.prefixHint')} {...field('prefix')} />
      <TextInput label={t('workshop.foreign')} description={t('workshop.foreignHint')} {...field('foreign')} />
      <div className={classes.wide}>
        <ErrorSentence error={error} />
      </div>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('workshop.cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={!zoneOk || !nameOk} data-testid="workshop-save">
          {t('workshop.save')}
        </Button>
      </div>
    </form>
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name.trim() }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
