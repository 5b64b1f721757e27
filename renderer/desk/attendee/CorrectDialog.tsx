import type { AttendeeView } from '@shared/contract/queries';
import { languages, type Language, type PersonCorrection } from '@shared/contract/values';
import { ownNames } from '@i18n/languages';
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreClient } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ReasonDialog.module.css';

interface Props {
  attendee: AttendeeView;
  name: string;
  onClose(): void;
}

/** Corrects who somebody is. Only what is different is recorded. */
export function CorrectDialog({ opened, ...props }: Props & { opened: boolean }) {
  const { t: d } = useTranslation('deskDay');
  return (
    <Modal opened={opened} onClose={props.onClose} title={d('correct.title', { name: props.name })} centered size={560} closeButtonProps={{ 'aria-label': d('correct.cancel') }}>
      {opened && <CorrectForm {...props} />}
    </Modal>
  );
}

const texts = ['fullName', 'nameOnCertificate', 'email', 'organisation', 'country', 'birthDate'] as const;

function CorrectForm({ attendee, onClose }: Props) {
  const { t: d } = useTranslation('deskDay');
  const client = useStoreClient();
  const { person } = attendee;
  const [draft, setDraft] = useState({
    fullName: person?.fullName ?? '',
    nameOnCertificate: person?.nameOnCertificate ?? '',
    email: person?.email ?? '',
    organisation: person?.organisation ?? '',
    country: person?.country ?? '',
    birthDate: person?.birthDate ?? '',
    language: (person?.language ?? '') as Language | '',
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isNameless = draft.fullName.trim() === '';

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isNameless) return;
    setBusy(true);
    setError(null);
    client.command('attendee.correct', { registrationId: attendee.registrationId, person: changesOf(attendee, draft) }).then(onClose, (fault: unknown) => {
      setBusy(false);
      setError(fault);
    });
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="correct-form">
      <div className={classes.fields}>
        {texts.map((name) => (
          <TextInput
            key={name}
            type={name === 'birthDate' ? 'date' : name === 'email' ? 'email' : 'text'}
            label={d(`field.${name}`)}
            value={draft[name]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setDraft((last) => ({ ...last, [name]: value }));
            }}
            error={name === 'fullName' && isNameless && d('correct.nameMissing')}
            maxLength={name === 'email' ? 254 : name === 'country' ? 100 : 200}
            data-autofocus={name === 'fullName' || undefined}
            data-testid={`correct-${name}`}
          />
        ))}
        <NativeSelect
          label={d('field.language')}
          value={draft.language}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setDraft((last) => ({ ...last, language: value as Language | '' }));
          }}
          data={[{ value: '', label: d('correct.noLanguage') }, ...languages.map((value) => ({ value, label: ownNames[value] }))]}
          data-testid="correct-language"
        />
      </div>
      <ErrorSentence error={error} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {d('correct.cancel')}
        </Button>
        <Button type="submit" loading={busy} data-testid="correct-save">
          {d('correct.save')}
        </Button>
      </div>
    </form>
  );
}

/** What is different, so that a field that nobody touched is not set to what it was when the form was opened. */
function changesOf({ person }: AttendeeView, draft: Record<(typeof texts)[number], string> & { language: Language | '' }): PersonCorrection {
  const changes: PersonCorrection = {};
  for (const name of ['fullName', 'nameOnCertificate', 'email', 'organisation', 'country'] as const) {
    if (draft[name].trim() !== (person?.[name] ?? '')) changes[name] = draft[name].trim();
  }
  if (draft.birthDate !== (person?.birthDate ?? '')) changes.birthDate = draft.birthDate || null;
  if (draft.language !== (person?.language ?? '')) changes.language = draft.language || null;
  return changes;
}
