import type { ScanAnswerCode } from '@shared/contract/answers';
import type { Direction, Language } from '@shared/contract/values';
import { answerCatalogues, answerWords, type AnswerWords, countdownWords, declinedWords } from '@i18n/answers';
import { directionOf, localeOf } from '@i18n/languages';
import { type AnswerLook, lookOf } from '@ui/answerLook';
import { Icon } from '@ui/Icon';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SnapshotFrom } from 'xstate';
import classes from './AnswerScreen.module.css';
import type { KioskActor } from '../flow/startKiosk';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import type { kioskMachine } from '../flow/kioskMachine';
import { consentSeconds, kioskDelays } from '../flow/kioskWaits';
import { NameInSentence } from './NameInSentence';

type State = SnapshotFrom<typeof kioskMachine>;

interface Shown {
  answer: ScanAnswerCode | 'declined';
  look: AnswerLook;
  words: AnswerWords;
  language: Language;
  fullName: string | null;
}

/**
 * What is to be said in a state: the store's words where it spoke to somebody it knows, the kiosk's own where it did
 * not, or where the visitor has chosen another language.
 */
function shownIn(state: State, direction: Direction, { timeZone, sessionTitle }: { timeZone: string | undefined; sessionTitle: string | null }): Shown {
  const { answer, problem, language } = state.context;
  const spoken = answer ?? problem?.answer ?? null;
  if (state.matches({ answered: 'declined' })) {
    return { answer: 'declined', look: lookOf('not_checked_in', 'out'), words: declinedWords(language), language, fullName: null };
  }
  if (!spoken) {
    const words = answerWords('store_unavailable', direction, language, {});
    return { answer: 'store_unavailable', look: lookOf('store_unavailable', direction), words, language, fullName: null };
  }
  const words =
    spoken.language === language || spoken.answer === 'store_unavailable'
      ? spoken
      : answerWords(spoken.answer, spoken.direction, language, {
          name: spoken.fullName,
          time: spoken.previous?.at ?? null,
          place: spoken.previous?.station ?? null,
          session: sessionTitle,
          now: spoken.at,
          ...(timeZone === undefined ? {} : { timeZone }),
        });
  return { answer: spoken.answer, look: lookOf(spoken.answer, spoken.direction), words, language, fullName: spoken.fullName };
}

/** Answers after which somebody may find themselves by name. */
const findable: ReadonlySet<string> = new Set(['unknown_ticket', 'ambiguous', 'bad_signature', 'revoked', 'wrong_workshop']);

/** How long a state's answer stays, in ms; null while it waits for somebody to choose. */
function shownFor(state: State): number | null {
  if (state.hasTag('ok')) return kioskDelays.okShown;
  if (state.hasTag('asking')) return null;
  return state.hasTag('unavailable') ? kioskDelays.unavailableShown : kioskDelays.refusalShown;
}

/** The answer to a scan, for a person a metre away: one ground, one sign, one sentence, and what to do next. */
export function AnswerScreen({ state, send, direction }: { state: State; send: KioskActor['send']; direction: Direction }) {
  const { status, timeZone } = useKiosk();
  const { t } = useTranslation('kiosk');
  const { answer, look, words, language, fullName } = shownIn(state, direction, { timeZone, sessionTitle: status?.sessionTitle ?? null });
  const { buttons } = answerCatalogues[language];
  const heading = useRef<HTMLHeadingElement>(null);
  const asking = state.hasTag('asking');
  const time = shownFor(state);

  // Not a button: the Enter of a scanner must not give anybody's consent.
  useEffect(() => heading.current?.focus(), []);

  return (
    <main
      className={classes.screen}
      data-testid="screen-answer"
      data-answer={answer}
      data-tone={look.tone}
      lang={localeOf(language)}
      dir={directionOf(language)}
    >
      <div className={classes.sign} key={answer} data-mirror={look.icon === 'leave' || undefined}>
        <Icon name={look.icon} size="66%" weight={2.2} />
      </div>
      <div className={classes.words} role="alert">
        <h1 ref={heading} tabIndex={-1} data-length={lengthOf(words.message)} data-testid="answer-message">
          <NameInSentence sentence={words.message} name={fullName} className={classes.name} />
        </h1>
        <p data-testid="answer-next">{words.next}</p>
      </div>
      {asking ? (
        <Consent buttons={buttons} language={language} secondsLeft={state.context.secondsLeft} send={send} />
      ) : (
        <div className={classes.buttons}>
          {state.hasTag('unavailable') && (
            <KioskButton look="plain" size="huge" onClick={() => send({ type: 'scan.retried' })} data-testid="try-again">
              {buttons.again}
            </KioskButton>
          )}
          {state.can({ type: 'day.opened' }) && (
            <KioskButton look="plain" onClick={() => send({ type: 'day.opened' })} data-testid="my-day">
              <Icon name="agenda" />
              {t('welcome.myDay')}
            </KioskButton>
          )}
          {findable.has(answer) && (
            <KioskButton look="plain" onClick={() => send({ type: 'name.opened' })} data-testid="by-name">
              <Icon name="search" />
              {t('waiting.byName')}
            </KioskButton>
          )}
          {!state.hasTag('ok') && (
            <KioskButton look="outline" onClick={() => send({ type: 'help.opened', subject: 'scan' })} data-testid="help">
              <Icon name="hand" />
              {t('common.help')}
            </KioskButton>
          )}
          <KioskButton look="outline" onClick={() => send({ type: 'answer.dismissed' })} data-testid="done">
            {buttons.done}
          </KioskButton>
        </div>
      )}
      {time !== null && <div key={answer} className={classes.time} style={{ animationDuration: `${time}ms` }} aria-hidden="true" />}
    </main>
  );
}

function Consent({
  buttons,
  language,
  secondsLeft,
  send,
}: {
  buttons: { agree: string; decline: string };
  language: Language;
  secondsLeft: number;
  send: KioskActor['send'];
}) {
  const agree = (): void => send({ type: 'consent.given', nonce: crypto.randomUUID(), at: new Date().toISOString() });
  return (
    <>
      <div className={classes.buttons}>
        <KioskButton look="plain" size="huge" onClick={agree} data-testid="consent-agree">
          <Icon name="check" />
          {buttons.agree}
        </KioskButton>
        <KioskButton look="outline" size="huge" onClick={() => send({ type: 'consent.declined' })} data-testid="consent-decline">
          <Icon name="cross" />
          {buttons.decline}
        </KioskButton>
      </div>
      <p className={classes.countdown} data-testid="countdown" role="timer">
        {countdownWords(language, secondsLeft)}
        <progress max={consentSeconds} value={secondsLeft} aria-hidden="true" />
      </p>
    </>
  );
}

/** How big a sentence can be: letters of Chinese and Korean are twice as wide. */
function lengthOf(sentence: string): 'short' | 'middle' | 'long' {
  const width = [...sentence].reduce((sum, letter) => sum + (/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/.test(letter) ? 1.8 : 1), 0);
  return width < 40 ? 'short' : width < 84 ? 'middle' : 'long';
}
