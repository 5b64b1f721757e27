import { ownNames } from '@i18n/languages';
import { type Language, languages } from '@shared/contract/values';
import type { TFunction } from 'i18next';
import { type Layers, languageKey } from './layouts';

/** What simple-keyboard writes on keys that do something: it takes HTML. The pictures say nothing to a screen reader. */
const drawn = (path: string): string =>
  `<svg viewBox="0 0 24 24" width="30" height="30" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`;

const globe = drawn('M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17');

/** The first letters of each keyboard, for the key that goes back to them. */
const firstLetters: Record<Language, string> = { en: 'abc', it: 'abc', de: 'abc', fr: 'abc', ar: 'أ ب ت', ko: '가나다', zh: '拼音' };

const accents = 'áñø';
const symbols = '123';

/** What stands on the keys whose name is not what they type. */
export function keyFaces(language: Language): Record<string, string> {
  return {
    '{bksp}': drawn('M8.5 5.5h12v13h-12L3 12zM11.5 9.5l5 5M16.5 9.5l-5 5'),
    '{shift}': drawn('M12 4l7.5 8h-4v7h-7v-7h-4z'),
    '{enter}': drawn('M5 12.5l4.5 4.5L19 7.5'),
    '{space}': drawn('M4 10.5v4h16v-4'),
    '{language}': `${globe}<span>${ownNames[language]}</span>`,
    '{letters}': firstLetters[language],
    '{accents}': accents,
    '{symbols}': symbols,
    '&': '&amp;',
    ...Object.fromEntries(languages.map((each) => [languageKey(each), ownNames[each]])),
  };
}

const signs = {
  "'": 'apostrophe', '-': 'hyphen', '.': 'point', ',': 'comma', '@': 'at', _: 'underscore', '+': 'plus', '&': 'and',
  '/': 'slash', ':': 'colon', ';': 'semicolon', '"': 'quote', '!': 'exclamation', '?': 'question', '(': 'open',
  ')': 'close', '·': 'dot', '#': 'hash',
} as const;

/** An attribute of some keys, or of all, in the form simple-keyboard takes. */
export interface KeyAttribute {
  attribute: string;
  value: string;
  buttons: string;
}

/** The keys' attributes: what a screen reader calls them, and that Tab passes them by (who can press Tab has a keyboard). */
export function keyAttributes(t: TFunction<'keyboard'>, language: Language, layers: Layers, capital: boolean): KeyAttribute[] {
  const all = [...new Set(Object.values(layers).flatMap((rows) => (rows ?? []).join(' ').split(' ')))].join(' ');
  const named = (key: string, name: string): KeyAttribute => ({ attribute: 'aria-label', value: name, buttons: key });
  return [
    { attribute: 'type', value: 'button', buttons: all },
    { attribute: 'tabindex', value: '-1', buttons: all },
    { attribute: 'aria-pressed', value: String(capital), buttons: '{shift}' },
    named('{bksp}', t('delete')),
    named('{shift}', t('shift')),
    named('{enter}', t('enter')),
    named('{space}', t('space')),
    named('{language}', t('language', { language: ownNames[language] })),
    // Who speaks to the computer says what stands on the key: the name begins with it.
    named('{letters}', `${firstLetters[language]} ${t('letters')}`),
    named('{accents}', `${accents} ${t('accents')}`),
    named('{symbols}', `${symbols} ${t('symbols')}`),
    ...Object.entries(signs).map(([key, name]) => named(key, t(`signs.${name}`))),
    ...languages.map((each) => ({ attribute: 'lang', value: each, buttons: languageKey(each) })),
  ];
}
