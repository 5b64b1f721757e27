import { Button, Collapse, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemSentence } from './ProblemSentence';
import classes from './Sync.module.css';
import type { Sync } from './useSync';

type Auth = 'basic' | 'cookie' | 'jwt' | 'none';

/** Connects this computer with headquarters: by the line that a hub shows, or by the address of a CouchDB. */
export function AddRemote({ sync, deviceName }: { sync: Sync; deviceName: string }) {
  const { t } = useTranslation('sync');
  const [line, setLine] = useState('');
  const [ownName, setOwnName] = useState(deviceName);
  const [couch, setCouch] = useState(false);
  const [address, setAddress] = useState('');
  const [user, setUser] = useState('');
  const [secret, setSecret] = useState('');
  const [auth, setAuth] = useState<Auth>('basic');
  const [added, setAdded] = useState(false);
  const refusal = sync.refusal?.of === 'sync.addHub' || sync.refusal?.of === 'sync.addCouch' ? sync.refusal.refusal : null;
  const after = (done: boolean): void => {
    setAdded(done);
    if (!done) return;
    setLine('');
    setSecret('');
  };
  const nameOf = (text: string): string => {
    try {
      return new URL(text).host;
    } catch {
      return text;
    }
  };
  return (
    <section className={classes.card} aria-labelledby="sync-add-title" data-testid="sync-add">
      <h2 id="sync-add-title">
        <Icon name="globe" /> {t('add.title')}
      </h2>
      <p>{t('add.what')}</p>
      <Textarea label={t('add.line')} value={line} onChange={(event) => setLine(event.currentTarget.value)} autosize minRows={2} dir="ltr" spellCheck={false} className={classes.line ?? ''} data-testid="sync-line" />
      <TextInput label={t('add.ownName')} description={t('add.ownNameHint')} value={ownName} onChange={(event) => setOwnName(event.currentTarget.value)} maxLength={100} data-testid="sync-own-name" />
      <div className={classes.buttons}>
        <Button disabled={line.trim() === '' || ownName.trim() === ''} onClick={() => void sync.ask('sync.addHub', { line, name: ownName.trim() }).then(after)} data-testid="sync-enrol">
          {t('add.enrol')}
        </Button>
        <Button variant="subtle" aria-expanded={couch} aria-controls="sync-couch" onClick={() => setCouch(!couch)} data-testid="sync-couch">
          {t('add.couch')}
        </Button>
      </div>
      <Collapse expanded={couch} id="sync-couch">
        <div className={classes.form}>
          <TextInput label={t('add.address')} placeholder="https://hq.example.org" value={address} onChange={(event) => setAddress(event.currentTarget.value)} dir="ltr" data-testid="sync-address" />
          <div className={classes.fields}>
            <NativeSelect label={t('add.kind')} value={auth} onChange={(event) => setAuth(event.currentTarget.value as Auth)} data={(['basic', 'cookie', 'jwt', 'none'] as const).map((value) => ({ value, label: t(`add.${value}`) }))} />
            {(auth === 'basic' || auth === 'cookie') && <TextInput label={t('add.user')} value={user} onChange={(event) => setUser(event.currentTarget.value)} dir="ltr" autoComplete="off" data-testid="sync-user" />}
            {auth !== 'none' && <PasswordInput label={t('add.password')} value={secret} onChange={(event) => setSecret(event.currentTarget.value)} autoComplete="off" data-testid="sync-secret" />}
          </div>
          <div className={classes.buttons}>
            <Button
              variant="light"
              disabled={address.trim() === ''}
              onClick={() => void sync.ask('sync.addCouch', { address: address.trim(), name: nameOf(address.trim()), user: user.trim(), secret, auth }).then(after)}
              data-testid="sync-add-couch"
            >
              {t('add.addCouch')}
            </Button>
          </div>
        </div>
      </Collapse>
      <ProblemSentence refusal={refusal} name={t('title')} />
      {added && refusal === null && (
        <p role="status" className={classes.good} data-testid="sync-added">
          {t('add.added')}
        </p>
      )}
    </section>
  );
}
