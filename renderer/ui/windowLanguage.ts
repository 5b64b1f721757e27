import { switchLanguage } from '@i18n/i18n';
import { firstKnownLanguage } from '@i18n/languages';
import { type Language, languages } from '@shared/contract/values';
import i18next, { type Resource } from 'i18next';

/** The language of a window: chosen once, remembered, and shown as soon as its words are read. */
export interface WindowLanguage {
  /** What somebody chose; before that, the computer's, if it is one of ours. */
  remembered(): Language;
  remember(language: Language): void;
  /** Should the words not be readable, everything stays as it is. */
  show(language: Language): Promise<void>;
}

/** @param key under which the choice is kept; `load` gives the words of a language by namespace. */
export function windowLanguage(key: string, load: (language: Language) => Promise<Resource[string]>): WindowLanguage {
  /** Grows with each choice: words that come late must not undo a later one. */
  let choices = 0;
  return {
    remembered() {
      const chosen = localStorage.getItem(key);
      return languages.find((language) => language === chosen) ?? firstKnownLanguage(navigator.languages);
    },
    remember: (language) => localStorage.setItem(key, language),
    async show(language) {
      const mine = ++choices;
      try {
        for (const [namespace, words] of Object.entries(await load(language))) i18next.addResourceBundle(language, namespace, words);
      } catch (error) {
        console.error(error);
        return;
      }
      if (mine === choices) switchLanguage(language);
    },
  };
}
