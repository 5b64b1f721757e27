import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSentence } from '@ui/ErrorSentence';
import { reasonOf } from '@ui/reasonOf';

/** Asks for the folder of the second copy. */
export function ChooseMirror({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskSetup');
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const choose = (): void => {
    setError(null);
    bridge.call('mirror.choose', {}).then(
      (answer) => answer && setChosen(answer.folder),
      (fault: unknown) => setError(new KioskError('internal', reasonOf(fault))),
    );
  };
  return (
    <>
      <Button variant="default" onClick={choose} data-testid="choose-mirror">
        {t('remedy.mirror')}
      </Button>
      {chosen !== null && <p role="status">{t('mirrorChosen', { folder: chosen })}</p>}
      <ErrorSentence error={error} />
    </>
  );
}
