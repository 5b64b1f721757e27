import { dateInWords } from '@i18n/times';
import { languageOrEnglish } from '@i18n/languages';
import { localDateAt } from '@shared/domain/calendar';
import { publicKeyOfDid } from '@shared/signing/didKey';
import { Button, Modal, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useStoreClient, useStoreQuery } from '@ui/store';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DistrustForm } from './DistrustForm';
import classes from './Verify.module.css';

/** By which keys certificates are genuine here, and which are not to be believed. */
export function TrustedKeys({ own, timeZone, onChanged }: { own: string | null; timeZone: string; onChanged(): void }) {
  const { t, i18n } = useTranslation('deskVerify');
  const language = languageOrEnglish(i18n.language);
  const client = useStoreClient();
  const { value, error } = useStoreQuery('certificates.keys', {});
  const [asked, setAsked] = useState<{ publicKey: string; did: string } | null>(null);
  const [other, setOther] = useState('');
  const [wrong, setWrong] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const trust = (publicKey: string): Promise<void> => {
    setFault(null);
    return client.command('certificates.trustKey', { publicKey, anew: true }).then(() => {
      setOther('');
      onChanged();
    }, setFault);
  };
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const publicKey = publicKeyOfDid(other.trim());
    setWrong(publicKey === undefined);
    if (publicKey !== undefined) void trust(publicKey);
  };

  return (
    <>
      <div className={classes.part}>
        <h3>{t('keys.title')}</h3>
        <p>{t('keys.what')}</p>
        <ul className={classes.keys} aria-label={t('keys.title')} data-testid="trusted-keys">
          {value?.keys.map((key) => (
            <li key={key.publicKey} data-key={key.publicKey}>
              <span className={classes.named}>
                {key.publicKey === own && <strong>{t('keys.own')}</strong>}
                <span className={classes.did}>{key.did}</span>
              </span>
              <Button variant="default" size="xs" onClick={() => setAsked(key)} data-testid="key-distrust">
                {t('keys.distrust')}
              </Button>
            </li>
          ))}
        </ul>
        <form className={classes.copy} onSubmit={add}>
          <TextInput
            label={t('keys.addLabel')}
            value={other}
            onChange={({ currentTarget }) => {
              setOther(currentTarget.value);
              setWrong(false);
            }}
            error={wrong ? t('keys.addWrong') : null}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
            className={classes.code ?? ''}
            data-testid="key-other"
          />
          <Button type="submit" variant="default" disabled={other.trim() === ''} aria-label={`${t('keys.addDo')}: ${t('keys.add')}`} data-testid="key-add">
            {t('keys.addDo')}
          </Button>
        </form>
        <ErrorSentence error={fault ?? error} />
      </div>
      {value && value.distrusted.length > 0 && (
        <div className={classes.part}>
          <h3>{t('keys.distrustedTitle')}</h3>
          <p>{t('keys.distrustedWhat')}</p>
          <ul className={classes.keys} aria-label={t('keys.distrustedTitle')} data-testid="distrusted-keys">
            {value.distrusted.map((key) => (
              <li key={key.publicKey} data-key={key.publicKey}>
                <span className={classes.named}>
                  {key.publicKey === own && <strong>{t('keys.own')}</strong>}
                  <span className={classes.did}>{key.did}</span>
                  <span>{t('keys.since', { date: dateInWords(localDateAt(key.at, timeZone), language), reason: key.reason })}</span>
                </span>
                <Button variant="default" size="xs" onClick={() => void trust(key.publicKey)} data-testid="key-again">
                  {t('keys.again')}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={t('keys.askTitle')} centered size={520} closeButtonProps={{ 'aria-label': t('key.back') }}>
        {asked && (
          <DistrustForm
            did={asked.did}
            publicKey={asked.publicKey}
            onDone={() => {
              setAsked(null);
              onChanged();
            }}
          />
        )}
      </Modal>
    </>
  );
}
