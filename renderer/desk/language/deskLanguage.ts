import { loadDeskWords } from '@i18n/deskWords';
import { switchLanguage } from '@i18n/i18n';
import { firstKnownLanguage } from '@i18n/languages';
import { type Language, languages } from '@shared/contract/values';
import i18next from 'i18next';

const key = 'desk.language';

/** The language somebody chose for this desk; before that, the computer's, if it is one of ours. */
export function rememberedLanguage(): Language {
  const chosen = localStorage.getItem(key);
  return languages.find((language) => language === chosen) ?? firstKnownLanguage(navigator.languages);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(key, language);
}

/** Grows with each choice: words that come late must not undo a later one. */
let choices = 0;

/** Shows the desk in a language, as soon as its words are read. Should they not be readable, everything stays as it is. */
export async function showLanguage(language: Language): Promise<void> {
  const mine = ++choices;
  try {
    for (const [namespace, words] of Object.entries(await loadDeskWords(language))) i18next.addResourceBundle(language, namespace, words);
  } catch (error) {
    console.error(error);
    return;
  }
  if (mine === choices) switchLanguage(language);
}
