import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ErrorSentence } from './ErrorSentence';
import { Icon } from './Icon';
import classes from './MergeDialog.module.css';

interface Named {
  registrationId: string;
  fullName: string;
}

type FoundPerson = Named & { organisation?: string | null | undefined };

/** The dialog in which records are merged; what it shows begins anew each time it is opened. */
export function MergeDialog({ opened, title, cancel, onClose, children }: { opened: boolean; title: string; cancel: string; onClose(): void; children: ReactNode }) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered size={560} closeButtonProps={{ 'aria-label': cancel }}>
      {opened && children}
    </Modal>
  );
}

const shown = 6;

/** What is typed to find the other record, at first the name of the one that is kept. `asked` is what is to be looked for, in `limit` people; null for nobody. */
export function useMergeSearch(name: string) {
  const [typed, setTyped] = useState(name);
  const [asked] = useDebouncedValue(typed.trim().slice(0, 200), 80);
  return { typed, setTyped, asked: asked === '' ? null : asked, limit: shown + 1 };
}

interface Props {
  /** Whom the other record is merged into. */
  kept: Named;
  words: Record<'what' | 'search' | 'searchHint' | 'nobody' | 'confirm' | 'cancel', string> & { chosen(other: Named): string };
  search: ReturnType<typeof useMergeSearch>;
  /** Who fits what is looked for; undefined as long as it is not known. */
  found: readonly FoundPerson[] | undefined;
  /** Merges the chosen record; the form closes once that is done, or shows why not. */
  onMerge(other: Named): Promise<unknown>;
  onClose(): void;
}

/** Finds the other record of a person and merges it into the one that is kept. */
export function MergeForm({ kept, words, search, found, onMerge, onClose }: Props) {
  const [chosen, setChosen] = useState<Named | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const others = found?.filter(({ registrationId }) => registrationId !== kept.registrationId).slice(0, shown) ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!chosen) return;
    setBusy(true);
    setError(null);
    onMerge(chosen).then(onClose, (fault: unknown) => {
      setBusy(false);
      setError(fault);
    });
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="merge-form">
      <p className={classes.what}>{words.what}</p>
      <TextInput
        label={words.search}
        description={words.searchHint}
        leftSection={<Icon name="search" />}
        value={search.typed}
        onChange={(event) => {
          search.setTyped(event.currentTarget.value);
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
      {search.asked !== null && found && others.length === 0 && <p className={classes.what}>{words.nobody}</p>}
      {chosen && (
        <p className={classes.chosen} role="status">
          {words.chosen(chosen)}
        </p>
      )}
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={!chosen} leftSection={<Icon name="copy" />} data-testid="merge-confirm">
          {words.confirm}
        </Button>
      </div>
    </form>
  );
}
