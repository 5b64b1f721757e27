import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { Printer, PrintJob, PrintWord } from '@shared/contract/printing';
import { shownLanguage } from '@i18n/i18n';
import { timeOfDay } from '@i18n/times';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './PrintingCard.module.css';

const tones: Partial<Record<PrintWord, 'good' | 'bad' | 'warning'>> = {
  printed: 'good', failed: 'bad', unsure: 'warning', out_of_paper: 'warning', out_of_ink: 'warning', paper_jam: 'warning', door_open: 'warning',
  asleep: 'warning', printer_stopped: 'warning', held: 'warning',
};
const ended: readonly PrintWord[] = ['printed', 'handed_over', 'cancelled', 'failed', 'unsure'];

/** One job: where it is, what to do, and the buttons that do it. */
export function PrintJobRow({ job, printers, bridge, attempt }: {
  job: PrintJob;
  printers: readonly Printer[];
  bridge: ChampionsBridge;
  attempt(asked: Promise<unknown>): Promise<void>;
}) {
  const { t } = useTranslation('printing');
  const { id, word } = job;
  const isEnded = ended.includes(word);
  const other = printers.find(({ uri, word: state }) => uri !== job.printer.uri && state === 'ready');
  const isStuck = tones[word] === 'warning' || word === 'failed';
  return (
    <li className={classes.job} data-testid="print-job" data-word={word}>
      <div className={classes.told}>
        <strong>{job.registrationId === null ? t('testOf') : job.title}</strong>
        <span className={classes.quiet}>{t('on', { name: job.printer.name, time: timeOfDay(job.createdAt, shownLanguage(), undefined) })}</span>
      </div>
      <div className={classes.told} role="status">
        <span className={classes.word} data-tone={tones[word] ?? 'plain'} title={job.detail}>
          {t(`word.${word}.title`)}
        </span>
        <span className={classes.quiet}>{t(`word.${word}.next`)}</span>
      </div>
      <div className={classes.buttons}>
        {(word === 'unsure' || word === 'handed_over') && (
          <Button size="xs" variant="light" onClick={() => void attempt(bridge.call('prints.settle', { id }))} data-testid="print-settle">
            {t('settle')}
          </Button>
        )}
        {isEnded && (
          <Button size="xs" variant="default" onClick={() => void attempt(bridge.call('prints.again', { id }))} data-testid="print-again">
            {t('again')}
          </Button>
        )}
        {isStuck && other && (
          <Button size="xs" variant="default" onClick={() => void attempt(bridge.call('prints.again', { id, printer: { uri: other.uri, name: other.name } }))} data-testid="print-elsewhere">
            {t('elsewhere', { name: other.name })}
          </Button>
        )}
        {!isEnded && (
          <Button size="xs" variant="subtle" onClick={() => void attempt(bridge.call('prints.cancel', { id }))} data-testid="print-cancel">
            {t('cancel')}
          </Button>
        )}
      </div>
    </li>
  );
}
