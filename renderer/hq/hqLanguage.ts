import { firstKnownLanguage } from '@i18n/languages';
import { loadHqWords } from '@i18n/hqWords';
import { switchLanguage } from '@i18n/i18n';
import { type Language, languages } from '@shared/contract/values';
import i18next from 'i18next';

const key = 'hq.language';

/** The language somebody chose for headquarters; before that, the computer's, if it is one of ours. */
export function rememberedLanguage(): Language {
  const chosen = localStorage.getItem(key);
  return languages.find((language) => language === chosen) ?? firstKnownLanguage(navigator.languages);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(key, language);
}

/** Grows with each choice: words that come late must not undo a later one. */
let choices = 0;

/** Shows the window in a language, as soon as its words are read. Should they not be readable, everything stays as it is. */
export async function showLanguage(language: Language): Promise<void> {
  const mine = ++choices;
  try {
    for (const [namespace, words] of Object.entries(await loadHqWords(language))) i18next.addResourceBundle(language, namespace, words);
  } catch (error) {
    console.error(error);
    return;
  }
  if (mine === choices) switchLanguage(language);
}
