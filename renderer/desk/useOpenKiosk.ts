import { KioskError } from '@shared/contract/errors';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Opens a kiosk; what keeps it from that is told in the desk's words, the fault itself goes to the log. */
export function useOpenKiosk(onOpenKiosk: () => Promise<unknown>): { error: KioskError | null; open(): void } {
  const { t } = useTranslation('desk');
  const [error, setError] = useState<KioskError | null>(null);
  const open = (): void => {
    setError(null);
    onOpenKiosk().catch((fault: unknown) => {
      console.error(fault);
      setError(new KioskError('internal', t('header.kioskFailed')));
    });
  };
  return { error, open };
}
