import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Button, FileButton } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { reasonOf } from '@ui/reasonOf';
import { useStoreClient } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Verify.module.css';

/** As the contract has it, in bytes at least. */
const largestList = 4_000_000;

/** The certificates that were taken back, as a signed file for computers that check them elsewhere, and from there. */
export function RevocationsCard({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskVerify');
  const client = useStoreClient();
  const [said, setSaid] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const attempt = (deed: () => Promise<string | null>): void => {
    setSaid(null);
    setError(null);
    deed().then(setSaid, (fault: unknown) => setError(fault instanceof Refused ? fault : new KioskError('internal', t('key.failed', { reason: reasonOf(fault) }))));
  };
  const save = async (): Promise<string | null> => {
    const saved = await bridge.call('revocations.save', {});
    return saved && t('list.saved', { count: saved.count, file: saved.file });
  };
  const take = async (file: File): Promise<string> => {
    if (file.size > largestList) throw new Refused('internal', t('list.problem.not_a_list'));
    const { problem, added } = await client.command('certificates.receiveRevocations', { text: await file.text() });
    if (problem !== null) throw new Refused('internal', t(`list.problem.${problem}`));
    return t('list.taken', { count: added });
  };

  return (
    <section className={classes.card} aria-labelledby="revocations-title" data-testid="revocations">
      <h2 id="revocations-title">
        <Icon name="ticketOff" /> {t('list.title')}
      </h2>
      <p>{t('list.what')}</p>
      <div className={classes.buttons}>
        <Button variant="default" leftSection={<Icon name="disk" />} onClick={() => attempt(save)} data-testid="revocations-save">
          {t('list.save')}
        </Button>
        <FileButton accept=".json" inputProps={{ 'data-testid': 'revocations-file', 'aria-label': t('list.take') } as object} onChange={(file) => file && attempt(() => take(file))}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<Icon name="upload" />}>
              {t('list.take')}
            </Button>
          )}
        </FileButton>
      </div>
      <p role="status" className={classes.good} data-testid="revocations-said">
        {said}
      </p>
      <ErrorSentence error={error} />
    </section>
  );
}

/** A list that was not taken, with the words that say why. */
class Refused extends KioskError {}
