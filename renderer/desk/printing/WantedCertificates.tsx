import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { Paper, Printer } from '@shared/contract/printing';
import type { QueryResult } from '@shared/contract/queries';
import { shownLanguage } from '@i18n/i18n';
import { timeOfDay } from '@i18n/times';
import { Button } from '@mantine/core';
import { useStoreClient, useStoreQuery } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './PrintingCard.module.css';

type Wanted = QueryResult<'certificates.wanted'>['wanted'][number];

/** Certificates that people asked for at kiosks and collect here, until a printer has said that they are printed. */
export function WantedCertificates({ bridge, printer, paper, attempt }: {
  bridge: ChampionsBridge;
  printer: Printer | undefined;
  paper: Paper;
  attempt(asked: Promise<unknown>): Promise<void>;
}) {
  const { t } = useTranslation('printing');
  const client = useStoreClient();
  const { value } = useStoreQuery('certificates.wanted', {});
  const [noPrinter, setNoPrinter] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const wanted = value?.wanted ?? [];
  if (wanted.length === 0) return null;
  const numbers = wanted.map(({ number }) => number);
  const print = (some: string[]): Promise<void> =>
    attempt(
      bridge.call('certificate.print', { numbers: some, printer: printer?.uri ?? null, paper: printer ? paper : null }).then((outcome) => {
        setNoPrinter(outcome.outcome === 'no_printer');
        if (outcome.outcome === 'queued') setMissing([...new Set(outcome.jobs.flatMap((job) => job.missing))]);
      }),
    );
  const save = (): Promise<void> => attempt(bridge.call('certificate.savePdf', { numbers, paper }).then((file) => file && setSaved(file.file)));
  const handed = ({ registrationId, number }: Wanted): Promise<void> =>
    attempt(client.command('certificate.notePrinted', { holder: { registrationId }, number, job: crypto.randomUUID() }));
  return (
    <section className={classes.wanted} aria-labelledby="wanted-title" data-testid="wanted">
      <div className={classes.wantedHead}>
        <div className={classes.told}>
          <h3 id="wanted-title">{t('wanted.title')}</h3>
          <span className={classes.quiet}>{t('wanted.what')}</span>
        </div>
        <div className={classes.buttons}>
          {noPrinter && (
            <Button size="xs" variant="default" onClick={() => void save()} data-testid="wanted-save">
              {t('wanted.save')}
            </Button>
          )}
          <Button size="xs" variant="light" onClick={() => void print(numbers)} data-testid="wanted-print-all">
            {t('wanted.printAll')}
          </Button>
        </div>
      </div>
      <div role="status">
        {noPrinter && <p data-testid="wanted-no-printer">{t('wanted.noPrinter')}</p>}
        {saved !== null && <p>{t('wanted.saved', { file: saved })}</p>}
        {missing.length > 0 && <p>{t('wanted.missing', { characters: missing.join(' ') })}</p>}
      </div>
      <ul className={classes.jobs} aria-labelledby="wanted-title">
        {wanted.map((each) => (
          <li key={each.number} className={classes.job} data-testid="wanted-row">
            <div className={classes.told}>
              <strong>
                <bdi>{each.name}</bdi>
              </strong>
              <span className={classes.quiet}>{askedWords(t, each)}</span>
            </div>
            <div className={classes.buttons}>
              <Button size="xs" variant="default" onClick={() => void print([each.number])} aria-label={`${t('wanted.print')}: ${each.name}`} data-testid="wanted-print">
                {t('wanted.print')}
              </Button>
              <Button size="xs" variant="subtle" onClick={() => void handed(each)} aria-label={`${t('wanted.handed')}: ${each.name}`} data-testid="wanted-handed">
                {t('wanted.handed')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function askedWords(t: ReturnType<typeof useTranslation<'printing'>>['t'], { station, at }: Wanted): string {
  const time = timeOfDay(at, shownLanguage(), undefined);
  return station === null ? t('wanted.askedSomewhere', { time }) : t('wanted.asked', { station, time });
}
