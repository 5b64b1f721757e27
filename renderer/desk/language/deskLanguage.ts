import { loadDeskWords } from '@i18n/deskWords';
import { windowLanguage } from '@ui/windowLanguage';

/** The language of the desk's window. */
export const deskLanguage = windowLanguage('desk.language', loadDeskWords);
