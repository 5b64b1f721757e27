import type { ChampionsBridge } from '@shared/contract/appChannels';
import { languageOrEnglish } from '@i18n/languages';
import { Button, Modal, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RestoreKey } from './RestoreKey';
import { TrustedKeys } from './TrustedKeys';
import { useIssuerKey } from './useIssuerKey';
import classes from './Verify.module.css';

/** The key that certificates are signed with: shown to those who check them elsewhere, brought back, replaced; and which keys are trusted. */
export function IssuerKeyCard({ bridge, timeZone }: { bridge: ChampionsBridge; timeZone: string }) {
  const { t, i18n } = useTranslation('deskVerify');
  const { key, look, error, said, attempt } = useIssuerKey(bridge);
  const [copied, setCopied] = useState(false);
  const [dialog, setDialog] = useState<'restore' | 'renew' | null>(null);
  const did = useRef<HTMLInputElement>(null);
  const language = languageOrEnglish(i18n.language);

  const copy = (): void => {
    did.current?.select();
    // The clipboard's own interface asks for a permission that no window has.
    setCopied(document.execCommand('copy'));
  };
  const sheet = (to: 'file' | 'printer'): Promise<void> =>
    attempt(async () => {
      const made = await bridge.call('issuerKey.sheet', { to, language });
      if (made === null) return null;
      return made.file === null ? t('key.printed') : t('key.saved', { file: made.file });
    });
  const renew = (): Promise<void> =>
    attempt(async () => {
      await bridge.call('issuerKey.renew', {});
      setDialog(null);
      look();
      return t('key.renewed');
    });

  return (
    <section className={classes.card} aria-labelledby="issuer-key-title" data-testid="issuer-key">
      <h2 id="issuer-key-title">
        <Icon name="shield" /> {t('key.title')}
      </h2>
      <p>{t('key.what')}</p>
      {key && (
        <div className={classes.copy}>
          <TextInput ref={did} label={t('key.did')} value={key.did} readOnly dir="ltr" className={classes.code ?? ''} data-testid="issuer-did" />
          <Button variant="default" leftSection={<Icon name="copy" />} onClick={copy} data-testid="issuer-copy">
            {t('key.copy')}
          </Button>
        </div>
      )}
      {key !== null && key.distrusted !== null && (
        <p className={classes.bad} data-testid="issuer-gone">
          {t('key.gone', { reason: key.distrusted })}
        </p>
      )}
      <p>{t('key.sheetWhat')}</p>
      <div className={classes.buttons}>
        <Button variant="light" leftSection={<Icon name="printer" />} onClick={() => void sheet('printer')} data-testid="issuer-sheet-print">
          {t('key.print')}
        </Button>
        <Button variant="light" leftSection={<Icon name="disk" />} onClick={() => void sheet('file')} data-testid="issuer-sheet-save">
          {t('key.save')}
        </Button>
        <Button variant="default" onClick={() => setDialog('restore')} data-testid="issuer-restore">
          {t('key.restore')}
        </Button>
        <Button variant="default" onClick={() => setDialog('renew')} data-testid="issuer-renew">
          {t('key.renew')}
        </Button>
      </div>
      <p role="status" className={classes.good} data-testid="issuer-said">
        {copied && said === null ? t('key.copied') : said}
      </p>
      <ErrorSentence error={dialog === null ? error : null} />
      <TrustedKeys own={key?.publicKey ?? null} timeZone={timeZone} onChanged={look} />
      <Modal opened={dialog === 'restore'} onClose={() => setDialog(null)} title={t('key.restore')} centered size={560} closeButtonProps={{ 'aria-label': t('key.back') }}>
        <RestoreKey
          bridge={bridge}
          onRestored={() => {
            setDialog(null);
            look();
            void attempt(() => Promise.resolve(t('key.restored')));
          }}
        />
      </Modal>
      <Modal opened={dialog === 'renew'} onClose={() => setDialog(null)} title={t('key.renew')} centered size={520} closeButtonProps={{ 'aria-label': t('key.back') }}>
        <div className={classes.form}>
          <p>{t('key.renewWhat')}</p>
          <ErrorSentence error={error} />
          <Button onClick={() => void renew()} data-testid="issuer-renew-confirm">
            {t('key.renew')}
          </Button>
        </div>
      </Modal>
    </section>
  );
}
