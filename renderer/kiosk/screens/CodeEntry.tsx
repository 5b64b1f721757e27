import type { Direction } from '@shared/contract/values';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KioskButton } from '../frame/KioskButton';
import { useKiosk } from '../frame/KioskContext';
import { TextField } from '../frame/TextField';
import { VisitBar } from '../frame/VisitBar';
import { OnScreenKeyboard } from '../keyboard/OnScreenKeyboard';
import classes from './CodeEntry.module.css';
import visit from './Visit.module.css';

/** The way in for tickets that no scanner can read: a text field, and keys to touch where there is no keyboard. */
export function CodeEntry({ direction, onEnter }: { direction: Direction; onEnter(text: string): void }) {
  const { t } = useTranslation('kiosk');
  const { send } = useKiosk();
  const [text, setText] = useState('');
  const [empty, setEmpty] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const change = (value: string): void => {
    setText(value);
    setEmpty(false);
  };
  const enter = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text.trim() === '') setEmpty(true);
    else onEnter(text);
  };
  return (
    <main className={visit.screen} data-testid="screen-typing">
      <VisitBar onBack={() => send({ type: 'visit.ended' })} subject="scan" title={t('typing.title')}>
        <KioskButton look="strong" onClick={() => enter()} data-testid="code-enter">
          {t(`typing.enter_${direction}`)}
        </KioskButton>
      </VisitBar>
      <form className={classes.form} onSubmit={enter} noValidate>
        <TextField
          label={t('typing.label')}
          hint={t('typing.how')}
          error={empty ? t('typing.empty') : undefined}
          value={text}
          onChange={change}
          fieldRef={field}
          autoCapitalize="characters"
          maxLength={512}
          dir="ltr"
          data-testid="code-field"
        />
        <div className={classes.keys}>
          <OnScreenKeyboard value={text} onChange={change} layout="en" variant="email" onEnter={enter} />
        </div>
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </main>
  );
}
