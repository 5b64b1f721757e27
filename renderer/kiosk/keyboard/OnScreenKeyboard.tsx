import { localeOf } from '@i18n/languages';
import type { Language } from '@shared/contract/values';
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import Keyboard from 'react-simple-keyboard';
import type { SimpleKeyboard } from 'simple-keyboard';
import { applyKey, isCapital, pressShift, type Shift, shiftAfterLetter } from './applyKey';
import { Candidates } from './Candidates';
import { keyAttributes, keyFaces } from './keyFaces';
import { chosenLanguage, type KeyboardVariant, type Layer, layersOf } from './layouts';
import { readingOf, withCandidate } from './pinyin';
import './keyboard.css';

/**
 * Keys to touch, for the seven languages. It never takes the focus: the field it types into keeps it, and a real
 * keyboard goes on typing there. Characters go to the end of the text.
 *
 * @param layout the language it opens with: people may choose another one on it, whatever the screens are in.
 * @param onLayoutChange hears of that, so that the next field can open with the same.
 * @param onEnter what the key with the tick does; without it there is no such key.
 */
export function OnScreenKeyboard({
  value,
  onChange,
  layout,
  variant,
  onEnter,
  onLayoutChange,
}: {
  value: string;
  onChange(value: string): void;
  layout: Language;
  variant: KeyboardVariant;
  onEnter?: (() => void) | undefined;
  onLayoutChange?: ((language: Language) => void) | undefined;
}) {
  const { t } = useTranslation('keyboard');
  const [language, setLanguage] = useState(layout);
  const [face, setFace] = useState<'letters' | 'accents' | 'symbols' | 'languages'>('letters');
  const [shift, setShift] = useState<Shift>('auto');
  useEffect(() => {
    setLanguage(layout);
    setFace('letters');
  }, [layout]);
  useEffect(() => {
    setFace('letters');
    setShift('auto');
  }, [variant]);

  const hasEnter = onEnter !== undefined;
  const layers = useMemo(() => layersOf(language, variant, hasEnter), [language, variant, hasEnter]);
  const capital = layers.capitals !== undefined && isCapital(shift, value, language);
  const attributes = useMemo(() => keyAttributes(t, language, layers, capital), [t, language, layers, capital]);
  const faces = useMemo(() => keyFaces(language), [language]);

  /** Two quick touches come before a drawing: the second one goes on from the text of the first. */
  const text = useRef(value);
  useEffect(() => {
    text.current = value;
  }, [value]);
  const change = (next: string): void => {
    text.current = next;
    onChange(next);
  };

  const press = (key: string): void => {
    const chosen = chosenLanguage(key);
    if (chosen !== undefined) {
      setLanguage(chosen);
      setFace('letters');
      setShift('auto');
      onLayoutChange?.(chosen);
      return;
    }
    switch (key) {
      case '{shift}':
        return setShift(pressShift(shift, capital));
      case '{language}':
        return setFace('languages');
      case '{letters}':
        return setFace('letters');
      case '{accents}':
        return setFace('accents');
      case '{symbols}':
        return setFace('symbols');
      case '{enter}':
        return onEnter?.();
      default:
        change(applyKey(text.current, key, language, variant));
        if (key !== '{bksp}' && key !== '{space}') setShift(shiftAfterLetter(shift));
    }
  };
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  const onKeyPress = useCallback((key: string) => latest.current(key), []);

  // The library keeps a text of its own. Nobody needs it, and nothing of a person shall stay there.
  const keyboard = useRef<SimpleKeyboard | null>(null);
  const keep = useCallback((made: unknown) => {
    keyboard.current = made as SimpleKeyboard;
  }, []);
  const forget = useCallback(() => keyboard.current?.clearInput(), []);

  /** The library hears pointers alone. A click without one is a screen reader's. */
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const key = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-skbtn]')?.dataset.skbtn : undefined;
    if (event.detail === 0 && key !== undefined) press(key);
  };

  const composes = language === 'zh' && variant === 'text';
  const reading = composes ? readingOf(value) : undefined;
  return (
    // The mouse handlers only keep the focus where it is, and let assistive technology press keys: the keys themselves are buttons.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <div
      className="onScreenKeyboard"
      role="group"
      aria-label={t('label')}
      data-testid="on-screen-keyboard"
      data-language={language}
      data-variant={variant}
      dir="ltr"
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {composes && (
        <Candidates
          // Other letters, other characters: from the first one on.
          key={reading ? `${reading.from} ${reading.syllable}` : ''}
          reading={reading}
          onChoose={(candidate) => reading && change(withCandidate(value, reading, candidate))}
        />
      )}
      <div lang={localeOf(language)}>
        <Keyboard
          keyboardRef={keep}
          layout={layers as Record<string, string[]>}
          layoutName={layerOf(face, capital)}
          display={faces}
          buttonAttributes={attributes}
          onKeyPress={onKeyPress}
          onChange={forget}
          useButtonTag
          disableButtonHold
          disableCaretPositioning
        />
      </div>
    </div>
  );
}

function layerOf(face: 'letters' | 'accents' | 'symbols' | 'languages', capital: boolean): Layer {
  if (face === 'letters') return capital ? 'capitals' : 'letters';
  if (face === 'accents') return capital ? 'accentCapitals' : 'accents';
  return face;
}
