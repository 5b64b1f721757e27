import type { HqException } from '@shared/contract/hqQueries';
import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient, useStoreQuery } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import card from '../card.module.css';
import classes from './Exceptions.module.css';

interface Named {
  registrationId: string;
  fullName: string;
}

interface Props {
  exception: HqException;
  /** Whom the other record is merged into. */
  kept: Named;
  onClose(): void;
}

/** Finds the other record of a person in their workshop, merges it, and answers the exception with that. */
export function MergeDialog({ opened, ...props }: Props & { opened: boolean }) {
  const { t } = useTranslation('hq');
  return (
    <Modal opened={opened} onClose={props.onClose} title={t('merge.title', { name: props.kept.fullName })} centered size={560} closeButtonProps={{ 'aria-label': t('cancel') }}>
      {opened && <MergeForm {...props} />}
    </Modal>
  );
}

const shown = 6;

function MergeForm({ exception: { workshop, eventIds }, kept, onClose }: Props) {
  const { t } = useTranslation('hq');
  const client = useStoreClient();
  const [search, setSearch] = useState(kept.fullName);
  const [asked] = useDebouncedValue(search.trim().slice(0, 200), 80);
  const { value } = useStoreQuery('hq.people', asked === '' ? null : { workshop, search: asked, limit: shown + 1 });
  const [chosen, setChosen] = useState<Named | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const others = value?.people.filter(({ registrationId }) => registrationId !== kept.registrationId).slice(0, shown) ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!chosen) return;
    setBusy(true);
    setError(null);
    client
      .command('hq.answerException', { workshop, eventIds, action: 'merged', note: t('exceptions.mergeReason'), merge: { registrationId: chosen.registrationId, into: kept.registrationId } })
      .then(onClose, (fault: unknown) => {
        setBusy(false);
        setError(fault);
      });
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="merge-form">
      <p className={card.quiet}>{t('merge.what')}</p>
      <TextInput
        label={t('merge.search')}
        description={t('merge.searchHint')}
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
        {others.map((person) => (
          <li key={person.registrationId}>
            <button type="button" aria-pressed={chosen?.registrationId === person.registrationId} onClick={() => setChosen(person)} data-testid="merge-choice">
              <bdi>{person.fullName || person.registrationId}</bdi>
              <small>{[person.registrationId, person.organisation].filter(Boolean).join(' · ')}</small>
            </button>
          </li>
        ))}
      </ul>
      {asked !== '' && value && others.length === 0 && <p className={card.quiet}>{t('merge.nobody')}</p>}
      {chosen && (
        <p className={card.quiet} role="status">
          {t('merge.chosen', { name: chosen.fullName, id: chosen.registrationId, kept: kept.fullName, keptId: kept.registrationId })}
        </p>
      )}
      <ErrorSentence error={error} />
      <div className={classes.ends}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={!chosen} data-testid="merge-confirm">
          {t('merge.confirm')}
        </Button>
      </div>
    </form>
  );
}
