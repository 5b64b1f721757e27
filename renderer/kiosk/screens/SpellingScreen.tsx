import { useSelector } from '@xstate/react';
import { type FormEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { TextField } from '../frame/TextField';
import { VisitBar } from '../frame/VisitBar';
import { OnScreenKeyboard } from '../keyboard/OnScreenKeyboard';
import { CertificatePreview } from './CertificatePreview';
import type { CertificateActor } from './CertificateScreen';
import classes from './CertificateScreen.module.css';
import visit from './Visit.module.css';

/** How the name on the certificate is written, letter by letter as it is typed. */
export function SpellingScreen({ certificate }: { certificate: CertificateActor }) {
  const { t } = useTranslation('kiosk');
  const { t: c } = useTranslation('certificates');
  const { language } = useKiosk();
  const state = useSelector(certificate, (snapshot) => snapshot);
  const { spelling, isBlank, kind } = state.context;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const change = (name: string): void => certificate.send({ type: 'spelling.changed', name });
  const give = (event?: FormEvent): void => {
    event?.preventDefault();
    certificate.send({ type: 'spelling.given', requestId: crypto.randomUUID() });
  };
  const error = isBlank ? t('certificate.spellBlank') : state.matches({ spelling: 'failed' }) ? t('certificate.spellFailed') : undefined;
  return (
    <main className={visit.screen} data-testid="screen-spelling">
      <VisitBar onBack={() => certificate.send({ type: 'flow.back' })} subject="certificate" title={t('certificate.spellTitle')}>
        <KioskButton look="strong" onClick={() => give()} data-testid="spelling-save">
          {t('certificate.spellSave')}
        </KioskButton>
      </VisitBar>
      <form className={classes.form} onSubmit={give} noValidate>
        <div className={classes.fields}>
          <TextField
            label={t('certificate.spellLabel')}
            hint={t('certificate.spellHint')}
            error={error}
            value={spelling}
            onChange={change}
            fieldRef={field}
            maxLength={200}
            dir="auto"
            data-testid="spelling-field"
          />
          <CertificatePreview name={spelling.trim()} kind={c(`kind.${kind}`)} />
        </div>
        <OnScreenKeyboard value={spelling} onChange={change} layout={language} variant="text" onEnter={give} />
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </main>
  );
}
