import { dateFieldOrder, type DateField as DateFieldPart } from '@i18n/times';
import type { Language } from '@shared/contract/values';
import { Icon } from '@ui/Icon';
import { useSelector } from '@xstate/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActorRefFrom } from 'xstate';
import { type Match, type nameMachine, type Proof } from '../flow/nameMachine';
import { DateField, partsOf, typedInto } from '../frame/DateField';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { TextField } from '../frame/TextField';
import { VisitBar } from '../frame/VisitBar';
import { OnScreenKeyboard } from '../keyboard/OnScreenKeyboard';
import { isDate } from '../walkIn/draft';
import { maskedName } from './maskedName';
import classes from './ProofScreen.module.css';
import visit from './Visit.module.css';

const shortestBeginning = 3;

const firstPart = (language: Language): DateFieldPart => dateFieldOrder(language)[0] ?? 'day';

/** One more thing that only they know: their birth date, or the beginning of their e-mail address. */
export function ProofScreen({ name }: { name: ActorRefFrom<typeof nameMachine> }) {
  const { t } = useTranslation('kiosk');
  const { language } = useKiosk();
  const state = useSelector(name, (snapshot) => snapshot);
  const { asked, match, triesLeft } = state.context;
  const [date, setDate] = useState('');
  const [part, setPart] = useState<DateFieldPart>(() => firstPart(language));
  const [email, setEmail] = useState('');
  const [unfinished, setUnfinished] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), [asked]);
  // A wrong proof is typed anew.
  useEffect(() => {
    if (!state.matches({ proving: 'wrong' })) return;
    setDate('');
    setPart(firstPart(language));
    setEmail('');
    form.current?.querySelector('input')?.focus();
  }, [triesLeft, state, language]);

  const proof: Proof = asked === 'birthDate' ? { kind: 'birthDate', value: date } : { kind: 'email', value: email.trim() };
  const complete = asked === 'birthDate' ? isDate(date) : email.trim().length >= shortestBeginning;
  const typeDate = (into: DateFieldPart, typed: string): void => {
    const after = typedInto(date, into, typed, language);
    setDate(after.date);
    setPart(after.next);
    setUnfinished(false);
  };
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    setUnfinished(!complete);
    if (complete) name.send({ type: 'proof.given', proof, nonce: crypto.randomUUID(), at: new Date().toISOString() });
  };
  const wrong = state.matches({ proving: 'wrong' });
  const error = wrong
    ? t('name.wrong', { count: triesLeft ?? 0 })
    : state.matches({ proving: 'failed' })
      ? t('name.failed')
      : unfinished
        ? t(asked === 'birthDate' ? 'walkIn.errors.date' : 'name.proveEmail')
        : undefined;
  return (
    <main className={visit.screen} data-testid="screen-proof" data-tries={triesLeft ?? undefined}>
      <VisitBar
        onBack={() => name.send({ type: 'flow.back' })}
        subject="name"
        title={t('name.prove')}
        note={<bdi>{match ? maskedName(match as Match) : ''}</bdi>}
      >
        <KioskButton look="strong" onClick={() => submit()} disabled={state.hasTag('busy')} data-testid="proof-confirm">
          <Icon name="check" />
          {t('name.confirm')}
        </KioskButton>
      </VisitBar>
      <form className={classes.form} ref={form} onSubmit={submit} noValidate>
        {asked === 'birthDate' ? (
          <DateField
            label={t('name.birthDate')}
            hint={t('name.proveBirthDate')}
            error={error}
            value={date}
            onType={typeDate}
            active={part}
            onActive={setPart}
            language={language}
          />
        ) : (
          <TextField
            label={t('name.email')}
            hint={t('name.proveEmail')}
            error={error}
            value={email}
            onChange={(value) => {
              setEmail(value);
              setUnfinished(false);
            }}
            dir="ltr"
            maxLength={254}
            data-testid="email-field"
          />
        )}
        {(match?.proofs.length ?? 0) > 1 && (
          <KioskButton look="quiet" onClick={() => name.send({ type: 'proof.switched' })} data-testid="other-proof">
            {t(asked === 'birthDate' ? 'name.useEmail' : 'name.useBirthDate')}
          </KioskButton>
        )}
        <div className={classes.keys}>
          <OnScreenKeyboard
            value={asked === 'birthDate' ? partsOf(date)[part] : email}
            onChange={(value) => (asked === 'birthDate' ? typeDate(part, value) : setEmail(value))}
            layout={language}
            variant={asked === 'birthDate' ? 'digits' : 'email'}
            onEnter={submit}
          />
        </div>
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </main>
  );
}
