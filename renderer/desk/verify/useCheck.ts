import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { Verification } from '@shared/contract/certificates';
import { KioskError } from '@shared/contract/errors';
import { reasonOf } from '@ui/reasonOf';
import { useStoreClient } from '@ui/store';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A file larger than this is no certificate of ours, in bytes. */
const largestFile = 64 * 1024 * 1024;
const longestText = 100_000;

/** A check as it runs: of a text or a file, against a name if there is one. The answer that is shown is always that of the last one. */
export function useCheck(bridge: ChampionsBridge) {
  const { t } = useTranslation('deskVerify');
  const client = useStoreClient();
  const [answer, setAnswer] = useState<Verification | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);

  const run = (check: () => Promise<Verification>): void => {
    const mine = ++latest.current;
    setBusy(true);
    setError(null);
    setAnswer(null);
    check()
      .then(
        (found) => mine === latest.current && setAnswer(found),
        (fault: unknown) => {
          if (mine === latest.current) setError(new KioskError('internal', t('failed', { reason: reasonOf(fault) })));
        },
      )
      .finally(() => mine === latest.current && setBusy(false));
  };
  const named = (name: string): { name?: string } => (name.trim() === '' ? {} : { name: name.trim() });

  return {
    answer,
    error,
    busy,
    text: (text: string, name: string): void => run(() => client.query('certificates.verify', { text: text.slice(0, longestText), ...named(name) })),
    file: (file: File, name: string): void => {
      if (file.size > largestFile) {
        latest.current += 1;
        setBusy(false);
        setAnswer(null);
        setError(new KioskError('internal', t('tooLarge')));
        return;
      }
      run(async () => bridge.call('certificate.verifyFile', { bytes: new Uint8Array(await file.arrayBuffer()), ...named(name) }));
    },
  };
}
