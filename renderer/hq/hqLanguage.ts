import { loadHqWords } from '@i18n/hqWords';
import { windowLanguage } from '@ui/windowLanguage';

/** The language of headquarters' window. */
export const hqLanguage = windowLanguage('hq.language', loadHqWords);
