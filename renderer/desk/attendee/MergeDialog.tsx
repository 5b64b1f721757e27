import type { AttendeeView, RosterRow } from '@shared/contract/queries';
import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient, useStoreQuery } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ReasonDialog.module.css';

interface Props {
  attendee: Pick<AttendeeView, 'registrationId'>;
  name: string;
  /** The records have been merged; what closes the dialog comes after it. */
  onMerged?: () => void;
  onClose(): void;
}

/** Finds the other record of a person and merges it into the one whose card is open. */
export function MergeDialog({ opened, ...props }: Props & { opened: boolean }) {
  const { t: d } = useTranslation('deskDay');
  return (
    <Modal opened={opened} onClose={props.onClose} title={d('merge.title', { name: props.name })} centered size={560} closeButtonProps={{ 'aria-label': d('merge.cancel') }}>
      {opened && <MergeForm {...props} />}
    </Modal>
  );
}

const shown = 6;

function MergeForm({ attendee, name, onMerged, onClose }: Props) {
  const { t: d } = useTranslation('deskDay');
  const client = useStoreClient();
  const [search, setSearch] = useState(name);
  const [asked] = useDebouncedValue(search.trim().slice(0, 200), 80);
  const { value } = useStoreQuery('roster.page', asked === '' ? null : { search: asked, filter: 'all', target: 'auto', offset: 0, limit: shown + 1 });
  const [chosen, setChosen] = useState<RosterRow | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const others = value?.rows.filter(({ registrationId }) => registrationId !== attendee.registrationId).slice(0, shown) ?? [];

  const merge = (): void => {
    if (!chosen) return;
    setBusy(true);
    setError(null);
    client
      .command('attendee.merge', { registrationId: chosen.registrationId, into: attendee.registrationId, reason: d('merge.reason') })
      .then(() => {
        onMerged?.();
        onClose();
      }, (fault: unknown) => {
        setBusy(false);
        setError(fault);
      });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        merge();
      }}
      data-testid="merge-form"
    >
      <p className={classes.what}>{d('merge.what')}</p>
      <TextInput
        label={d('merge.search')}
        description={d('merge.searchHint')}
        leftSection={<Icon name="search" />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setChosen(null);
        }}
        data-autofocus
        data-testid="merge-search"
      />
      <ul className={classes.people}>
        {others.map((row) => (
          <li key={row.registrationId}>
            <button type="button" aria-pressed={chosen?.registrationId === row.registrationId} onClick={() => setChosen(row)} data-testid="merge-choice">
              <bdi>{row.fullName}</bdi>
              <small>{[row.registrationId, row.organisation].filter(Boolean).join(' · ')}</small>
            </button>
          </li>
        ))}
      </ul>
      {asked !== '' && value && others.length === 0 && <p className={classes.what}>{d('merge.nobody')}</p>}
      {chosen && (
        <p className={classes.chosen} role="status">
          {d('merge.chosen', { name: chosen.fullName, id: chosen.registrationId, kept: name, keptId: attendee.registrationId })}
        </p>
      )}
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {d('merge.cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={!chosen} leftSection={<Icon name="copy" />} data-testid="merge-confirm">
          {d('merge.confirm')}
        </Button>
      </div>
    </form>
  );
}
