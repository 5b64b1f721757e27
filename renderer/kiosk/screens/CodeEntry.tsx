import type { Direction } from '@shared/contract/values';
import { Icon } from '@ui/Icon';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './CodeEntry.module.css';
import { KioskButton } from '../frame/KioskButton';

const rows = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM-'] as const;

/** Somebody who began to type and went away leaves the field open: it closes after this time, in ms. */
const idle = 45_000;

/** The way in for tickets that no scanner can read: a text field, and keys to touch where there is no keyboard. */
export function CodeEntry({ direction, onEnter, onBack }: { direction: Direction; onEnter(text: string): void; onBack(): void }) {
  const { t } = useTranslation('kiosk');
  const [text, setText] = useState('');
  const [empty, setEmpty] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);
  const back = useRef(onBack);
  back.current = onBack;
  useEffect(() => {
    const timer = setTimeout(() => back.current(), idle);
    return () => clearTimeout(timer);
  }, [text]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') back.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  const change = (value: string): void => {
    setText(value);
    setEmpty(false);
  };
  const enter = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') setEmpty(true);
    else onEnter(text);
  };

  return (
    <main className={classes.screen} data-testid="screen-typing">
      <form className={classes.form} onSubmit={enter}>
        <h1>{t('typing.title')}</h1>
        <p id="code-how">{t('typing.how')}</p>
        <div className={classes.row}>
          <input
            ref={field}
            className={classes.field}
            value={text}
            onChange={(event) => change(event.target.value)}
            aria-label={t('typing.label')}
            aria-describedby="code-how code-empty"
            aria-invalid={empty}
            // The keys below are the keyboard: none of the system's shall cover them.
            inputMode="none"
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            maxLength={512}
            dir="ltr"
            data-testid="code-field"
          />
          <KioskButton look="strong" type="submit" data-testid="code-enter">
            {t(`typing.enter_${direction}`)}
          </KioskButton>
        </div>
        <p id="code-empty" className={classes.empty} role="status">
          {empty ? t('typing.empty') : ''}
        </p>
        {/* Touching a key leaves the focus in the field. */}
        <div className={classes.keys} role="group" aria-label={t('typing.keyboard')} dir="ltr" onPointerDown={(event) => event.preventDefault()}>
          {rows.map((row) => (
            <div key={row}>
              {[...row].map((key) => (
                <button type="button" key={key} className={classes.key} onClick={() => change(text + key)}>
                  {key}
                </button>
              ))}
              {row.endsWith('-') && (
                <button
                  type="button"
                  className={classes.key}
                  data-wide
                  aria-label={t('typing.delete')}
                  onClick={() => change([...text].slice(0, -1).join(''))}
                >
                  ⌫
                </button>
              )}
            </div>
          ))}
        </div>
        <div>
          <KioskButton look="quiet" onClick={onBack} data-testid="code-back">
            <Icon name="undo" />
            {t('typing.back')}
          </KioskButton>
        </div>
      </form>
    </main>
  );
}
