import { type Language, languages } from '@shared/contract/values';
import type { DateField as DateFieldPart } from '@i18n/times';
import { dateFieldOrder } from '@i18n/times';
import { directionOf, localeOf, ownNames } from '@i18n/languages';
import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActorRefFrom } from 'xstate';
import type { walkInMachine } from '../flow/walkInMachine';
import { DateField, partsOf, typedInto } from '../frame/DateField';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { PillButton } from '../frame/PillButton';
import { TextField } from '../frame/TextField';
import { VisitBar } from '../frame/VisitBar';
import { OnScreenKeyboard } from '../keyboard/OnScreenKeyboard';
import { type FieldName, steps } from '../walkIn/draft';
import { CertificatePreview } from './CertificatePreview';
import visit from './Visit.module.css';
import { WalkInOutcomeScreen } from './WalkInOutcomeScreen';
import classes from './WalkInScreen.module.css';

type WalkIn = ActorRefFrom<typeof walkInMachine>;
type TextName = Extract<FieldName, 'fullName' | 'nameOnCertificate' | 'email' | 'country' | 'organisation'>;

/** Registering at the kiosk, two fields at a time. */
export function WalkInScreen({ walkIn }: { walkIn: WalkIn }) {
  const filling = useSelector(walkIn, (snapshot) => snapshot.matches('filling'));
  return filling ? <Form walkIn={walkIn} /> : <WalkInOutcomeScreen walkIn={walkIn} />;
}

function Form({ walkIn }: { walkIn: WalkIn }) {
  const { t } = useTranslation('kiosk');
  const { language, status } = useKiosk();
  const { draft, step, problems } = useSelector(walkIn, (snapshot) => snapshot.context);
  const [active, setActive] = useState<FieldName | null>(null);
  const [part, setPart] = useState<DateFieldPart>(() => dateFieldOrder(language)[0] ?? 'day');
  const form = useRef<HTMLFormElement>(null);
  const change = (name: FieldName, value: string | boolean): void => walkIn.send({ type: 'field.changed', name, value });
  const next = (): void => walkIn.send({ type: 'step.next' });
  const typeDate = (into: DateFieldPart, typed: string): void => {
    const after = typedInto(draft.birthDate, into, typed, language);
    change('birthDate', after.date);
    setPart(after.next);
  };

  // A new step begins in its first field; a wrong one takes the focus to the field that is wrong.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [step]);
  const wrong = Object.keys(problems).join();
  useEffect(() => {
    if (wrong !== '') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);

  const text = (name: TextName, extra: Partial<Parameters<typeof TextField>[0]> = {}) => {
    const problem = problems[name];
    return (
      <TextField
        label={t(`walkIn.${name}`)}
        value={draft[name]}
        onChange={(value) => change(name, value)}
        onFocus={() => setActive(name)}
        error={problem && t(`walkIn.errors.${problem}`)}
        dir="auto"
        data-testid={`field-${name}`}
        {...extra}
      />
    );
  };
  const optional = t('walkIn.optional');
  const keyboardFor = active === 'birthDate' || active === null ? null : (active as TextName);
  return (
    <main className={visit.screen} data-testid="screen-walk-in" data-step={step}>
      <VisitBar
        onBack={() => walkIn.send({ type: 'step.back' })}
        subject="walk_in"
        title={t(`walkIn.steps.${step}`)}
        note={t('common.step', { step: steps.indexOf(step) + 1, steps: steps.length })}
      >
        <KioskButton look="strong" onClick={next} data-testid="next">
          {step === 'consent' ? t('walkIn.submit') : t('common.continue')}
        </KioskButton>
      </VisitBar>
      <form
        ref={form}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <div className={classes.fields} data-step={step}>
          {step === 'name' && (
            <>
              <div className={classes.column}>
                {text('fullName', { hint: t('walkIn.fullNameHint') })}
                {text('nameOnCertificate', { hint: t('walkIn.nameOnCertificateHint'), placeholder: draft.fullName })}
              </div>
              <CertificatePreview name={draft.nameOnCertificate.trim() || draft.fullName.trim()} />
            </>
          )}
          {step === 'contact' && (
            <>
              <DateField
                label={t('walkIn.birthDate')}
                hint={t('walkIn.birthDateHint', { age: status?.walkIns.certificateBelowAge ?? 35 })}
                error={problems.birthDate && t(`walkIn.errors.${problems.birthDate}`)}
                value={draft.birthDate}
                onType={typeDate}
                active={active === 'birthDate' ? part : null}
                onActive={(which) => {
                  setActive('birthDate');
                  setPart(which);
                }}
                language={language}
              />
              {text('email', { dir: 'ltr' })}
            </>
          )}
          {step === 'about' && (
            <>
              {text('country', { hint: optional })}
              {text('organisation', { hint: optional })}
            </>
          )}
          {step === 'consent' && <Consents draft={draft} problem={problems.consentData !== undefined} change={change} />}
        </div>
        {step !== 'consent' && (
          <div className={classes.keys}>
            <OnScreenKeyboard
              value={keyboardFor ? draft[keyboardFor] : partsOf(draft.birthDate)[part]}
              onChange={(value) => (keyboardFor ? change(keyboardFor, value) : typeDate(part, value))}
              layout={language}
              variant={keyboardFor === null ? 'digits' : keyboardFor === 'email' ? 'email' : 'text'}
              onEnter={next}
            />
          </div>
        )}
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </main>
  );
}

function Consents({
  draft,
  problem,
  change,
}: {
  draft: { consentData: boolean; consentPhoto: boolean; language: Language };
  problem: boolean;
  change(name: FieldName, value: string | boolean): void;
}) {
  const { t } = useTranslation('kiosk');
  return (
    <div className={classes.consents}>
      {(['consentData', 'consentPhoto'] as const).map((name) => (
        <label key={name} className={classes.consent} data-invalid={(problem && name === 'consentData') || undefined}>
          <input
            type="checkbox"
            checked={draft[name]}
            onChange={(event) => change(name, event.currentTarget.checked)}
            aria-invalid={problem && name === 'consentData'}
            aria-describedby={`${name}-text`}
            data-testid={name}
          />
          <span>
            <strong>{t(`walkIn.${name}Label`)}</strong>
            <span id={`${name}-text`}>{t(`walkIn.${name}`)}</span>
            {problem && name === 'consentData' && (
              <em role="alert">
                <Icon name="warning" />
                {t('walkIn.errors.consent')}
              </em>
            )}
          </span>
        </label>
      ))}
      <div className={classes.languages} role="group" aria-label={t('walkIn.language')}>
        <span>{t('walkIn.language')}</span>
        {languages.map((each) => (
          <PillButton
            key={each}
            chosen={draft.language === each}
            lang={localeOf(each)}
            dir={directionOf(each)}
            onClick={() => change('language', each)}
            data-testid={`document-language-${each}`}
          >
            {ownNames[each]}
          </PillButton>
        ))}
      </div>
    </div>
  );
}
