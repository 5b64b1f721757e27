import type { ChampionsBridge } from '@shared/contract/appChannels';
import { type Paper, printerAddress } from '@shared/contract/printing';
import { KioskError } from '@shared/contract/errors';
import { languageOrEnglish } from '@i18n/languages';
import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PrintJobRow } from './PrintJobRow';
import classes from './PrintingCard.module.css';
import { usePrinting } from './usePrinting';
import { WantedCertificates } from './WantedCertificates';

/** Printers, a page to try them with, and what is on its way to them. */
export function PrintingCard({ bridge }: { bridge: ChampionsBridge }) {
  const { t, i18n } = useTranslation('printing');
  const { printers, jobs, look } = usePrinting(bridge);
  const isOrganizer = useAccess().role === 'desk';
  const [chosen, setChosen] = useState<string | null>(null);
  const [paper, setPaper] = useState<Paper>('A4');
  const [address, setAddress] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const printer = printers?.find(({ uri }) => uri === chosen) ?? printers?.[0];
  const attempt = (asked: Promise<unknown>): Promise<void> => {
    setError(null);
    return asked.then(look, (fault: unknown) => {
      setError(new KioskError('internal', (fault as Error).message));
      look();
    });
  };
  const isAddress = printerAddress.test(address.trim());
  const add = (): void => {
    setTried(true);
    if (isAddress) void attempt(bridge.call('printers.add', { uri: address.trim() }).then(() => setAddress('')).then(() => setTried(false)));
  };

  return (
    <section className={classes.card} aria-labelledby="printing-title" data-testid="printing">
      <h2 id="printing-title">
        <Icon name="printer" /> {t('title')}
      </h2>
      <p>{t('what')}</p>
      {printers !== null && printers.length === 0 && <p data-testid="no-printers">{t('noPrinters')}</p>}
      {printer && (
        <div className={classes.choice}>
          <NativeSelect
            label={t('printer')}
            value={printer.uri}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={(printers ?? []).map(({ uri, name, word }) => ({ value: uri, label: `${name} · ${t(`is.${word}`)}` }))}
            data-testid="printer-choice"
          />
          <SegmentedControl aria-label={t('paper')} value={paper} onChange={(value) => setPaper(value as Paper)} data={printer.papers.length > 0 ? [...printer.papers] : ['A4']} />
          <Button
            variant="light"
            onClick={() => void attempt(bridge.call('prints.testPage', { printer: { uri: printer.uri, name: printer.name }, paper, language: languageOrEnglish(i18n.language) }))}
            data-testid="print-test"
          >
            {t('test')}
          </Button>
        </div>
      )}
      {isOrganizer && (
        <div className={classes.choice}>
          <TextInput
            label={t('address')}
            description={t('addressHint')}
            error={tried && address.trim() !== '' && !isAddress ? t('addressWrong') : null}
            value={address}
            onChange={({ currentTarget }) => setAddress(currentTarget.value)}
            onKeyDown={({ key }) => key === 'Enter' && address.trim() && add()}
            dir="ltr"
            data-testid="printer-address"
          />
          <Button variant="default" disabled={address.trim() === ''} onClick={add} data-testid="printer-add">
            {t('add')}
          </Button>
        </div>
      )}
      <ErrorSentence error={error} />
      <WantedCertificates bridge={bridge} printer={printer} paper={paper} attempt={attempt} />
      {jobs.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul className={classes.jobs} aria-label={t('title')} data-testid="print-jobs">
          {jobs.map((job) => (
            <PrintJobRow key={job.id} job={job} printers={printers ?? []} bridge={bridge} attempt={attempt} />
          ))}
        </ul>
      )}
    </section>
  );
}
