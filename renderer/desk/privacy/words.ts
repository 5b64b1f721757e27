import ar from '@i18n/ar/deskPrivacy.json';
import de from '@i18n/de/deskPrivacy.json';
import en from '@i18n/en/deskPrivacy.json';
import fr from '@i18n/fr/deskPrivacy.json';
import it from '@i18n/it/deskPrivacy.json';
import ko from '@i18n/ko/deskPrivacy.json';
import zh from '@i18n/zh/deskPrivacy.json';

/** What this folder says, in every language. */
export const deskPrivacyWords = { en, it, de, ar, fr, ko, zh };
