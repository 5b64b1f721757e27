import { KioskError } from '@shared/contract/errors';
import { useTranslation } from 'react-i18next';

/** What a PIN looks like. */
export const pinForm = /^\d{4,12}$/;

/** The words for a PIN that was refused. */
export function usePinProblem(): (waitSeconds: number) => KioskError {
  const { t } = useTranslation('deskPrivacy');
  return (waitSeconds) => new KioskError('forbidden', waitSeconds > 0 ? t('lock.wait', { count: waitSeconds }) : t('lock.wrong'));
}
