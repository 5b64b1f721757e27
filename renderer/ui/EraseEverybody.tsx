import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import classes from './dialog.module.css';
import { ErrorSentence } from './ErrorSentence';

export interface EraseWords {
  title: string;
  /** What becomes of whose data. */
  text: string;
  /** What stays all the same. */
  files: string;
  /** Of the field that the number of people is typed into. */
  type: string;
  back: string;
  confirm: string;
}

interface Props {
  words: EraseWords;
  people: number;
  /** What speaks against it at this moment. */
  warning: string | null;
  erase(): Promise<unknown>;
  onClose(): void;
}

/** Asks before everybody's personal data are erased: whoever does it types how many people that are. */
export function EraseEverybody({ words, people, warning, erase, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirmed = typed.trim() === String(people);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!confirmed) return;
    setBusy(true);
    setError(null);
    erase().then(onClose, (fault: unknown) => {
      setBusy(false);
      setError(fault);
    });
  };
  return (
    <Modal opened onClose={onClose} title={words.title} centered size={520} closeButtonProps={{ 'aria-label': words.back }}>
      <form className={classes.form} onSubmit={submit} data-testid="retention-erase-form">
        <p>{words.text}</p>
        <p className={classes.quiet}>{words.files}</p>
        {warning !== null && (
          <p role="alert" className={classes.warning} data-testid="retention-unsynced">
            {warning}
          </p>
        )}
        <TextInput label={words.type} inputMode="numeric" autoComplete="off" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} data-testid="retention-typed" />
        <ErrorSentence error={error} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {words.back}
          </Button>
          <Button type="submit" color="brick" loading={busy} disabled={!confirmed} data-testid="retention-confirm">
            {words.confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
