import { Button, PasswordInput } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemSentence } from './ProblemSentence';
import classes from './Sync.module.css';
import type { Sync } from './useSync';

/** Asks for the passphrase that seals passwords where the system has no keychain. */
export function UnlockCard({ sync }: { sync: Sync }) {
  const { t } = useTranslation('sync');
  const [passphrase, setPassphrase] = useState('');
  const enter = (): void => void sync.ask('sync.unlock', { passphrase }).then((done) => done && setPassphrase(''));
  return (
    <section className={classes.card} aria-labelledby="sync-unlock-title" data-testid="sync-unlock">
      <h2 id="sync-unlock-title">
        <Icon name="shield" /> {t('passphrase.label')}
      </h2>
      <p>{t('passphrase.hint')}</p>
      <div className={classes.fields}>
        <PasswordInput
          aria-label={t('passphrase.label')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          onKeyDown={({ key }) => key === 'Enter' && passphrase !== '' && enter()}
          autoComplete="off"
          data-testid="sync-passphrase"
        />
        <Button variant="light" disabled={passphrase === ''} onClick={enter} data-testid="sync-unlock-button">
          {t('passphrase.enter')}
        </Button>
      </div>
      <ProblemSentence refusal={sync.refusal?.of === 'sync.unlock' ? sync.refusal.refusal : null} name={t('title')} />
    </section>
  );
}
