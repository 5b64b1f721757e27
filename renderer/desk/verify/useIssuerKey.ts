import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { reasonOf } from '@ui/reasonOf';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Key = Awaited<ReturnType<typeof ask>>;

function ask(bridge: ChampionsBridge) {
  return bridge.call('issuerKey.show', {});
}

/** This computer's key, and what became of the last thing that was done with it. */
export function useIssuerKey(bridge: ChampionsBridge) {
  const { t } = useTranslation('deskVerify');
  const [key, setKey] = useState<Key | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [said, setSaid] = useState<string | null>(null);
  const fail = useCallback((fault: unknown): void => setError(new KioskError('internal', t('key.failed', { reason: reasonOf(fault) }))), [t]);
  const look = useCallback((): void => void ask(bridge).then(setKey, fail), [bridge, fail]);
  useEffect(look, [look]);
  return {
    key,
    error,
    said,
    look,
    /** Does something that answers with what to say of it, or null if it was thought better of. */
    attempt: (deed: () => Promise<string | null>): Promise<void> => {
      setError(null);
      setSaid(null);
      return deed().then(setSaid, fail);
    },
  };
}
