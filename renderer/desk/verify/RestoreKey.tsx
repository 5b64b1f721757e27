import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Button, Textarea } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { reasonOf } from '@ui/reasonOf';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Verify.module.css';

/** Takes the lines of a recovery sheet as somebody types them, and says which of them is wrong. */
export function RestoreKey({ bridge, onRestored }: { bridge: ChampionsBridge; onRestored(): void }) {
  const { t } = useTranslation(['deskVerify', 'certificates']);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    bridge
      .call('issuerKey.restore', { text: text.slice(0, 1_000) })
      .then(
        (read) => {
          if (read.restored) return onRestored();
          setProblem(read.problem && t(`certificates:recovery.${read.problem}`, { line: read.line ?? 0 }));
        },
        (fault: unknown) => setError(new KioskError('internal', t('key.failed', { reason: reasonOf(fault) }))),
      )
      .finally(() => setBusy(false));
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
        label={t('key.restoreLabel')}
        description={t('key.restoreHint')}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setProblem(null);
        }}
        error={problem}
        rows={4}
        maxLength={1_000}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        className={classes.lines ?? ''}
        data-autofocus
        data-testid="restore-lines"
      />
      <ErrorSentence error={error} />
      <Button type="submit" loading={busy} disabled={text.trim() === ''} data-testid="restore-confirm">
        {t('key.restoreDo')}
      </Button>
    </form>
  );
}
