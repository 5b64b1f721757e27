import { shownLanguage } from '@i18n/i18n';
import { errorCodes } from '@shared/contract/errors';
import i18next from 'i18next';

/**
 * Why something failed, to be put into a sentence. A fault of the main process speaks English: a window in another
 * language says the words of its code, and leaves the details to the log, which the main process keeps of the console.
 */
export function reasonOf(fault: unknown): string {
  console.error(fault);
  const { message, code } = fault as { message?: string; code?: string };
  if (shownLanguage() === 'en' && message) return message;
  return i18next.t(`shell:error.${errorCodes.find((each) => each === code) ?? 'internal'}`);
}
