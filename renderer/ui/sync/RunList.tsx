import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { SyncRemote, SyncRun } from '@shared/contract/syncState';
import { shownLanguage } from '@i18n/i18n';
import { timeWithDate, wholeNumber } from '@i18n/times';
import { Button, Collapse } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { reasonOf } from '@ui/reasonOf';
import { useNow } from '@ui/useNow';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Sync.module.css';

const shown = 20;

/** The last runs, and the log as a file for support. `latest`: when the last one ended; a new one is fetched then. */
export function RunList({ bridge, remote, latest }: { bridge: ChampionsBridge; remote: SyncRemote; latest: string | null }) {
  const { t } = useTranslation('sync');
  const [open, setOpen] = useState(false);
  const [runs, setRuns] = useState<readonly SyncRun[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const id = useId();
  useEffect(() => {
    if (open) bridge.call('sync.runs', { remote: remote.id }).then((answer) => setRuns(answer.runs.slice(0, shown)), (fault: unknown) => console.error(fault));
  }, [bridge, remote.id, open, latest]);
  const language = shownLanguage();
  const now = useNow(30_000);
  const words = ({ result, problem, detail }: SyncRun): string => {
    if (problem) return t(`problem.${problem}`, { name: remote.name, detail });
    return result ? t('log.ok', { pushed: wholeNumber(result.pushed, language), pulled: wholeNumber(result.pulled, language), refused: wholeNumber(result.refused, language) }) : '';
  };
  const save = (): void => {
    bridge.call('sync.saveLog', {}).then(
      (saved) => setSaid(saved && t('log.saved', { file: saved.file })),
      (fault: unknown) => setSaid(t('problem.failed', { detail: reasonOf(fault) })),
    );
  };
  return (
    <>
      <div className={classes.buttons}>
        <Button variant="subtle" aria-expanded={open} aria-controls={id} leftSection={<Icon name="clock" />} onClick={() => setOpen(!open)} data-testid="sync-log">
          {t('log.title')}
        </Button>
        <Button variant="subtle" leftSection={<Icon name="disk" />} onClick={save} data-testid="sync-save-log">
          {t('log.save')}
        </Button>
      </div>
      {said !== null && <p role="status">{said}</p>}
      <Collapse expanded={open} id={id}>
        {runs.length === 0 ? (
          <p>{t('log.none')}</p>
        ) : (
          <ul className={classes.items} aria-label={t('log.title')} data-testid="sync-runs">
            {runs.map((run) => (
              <li key={run.startedAt}>
                <span className={classes.named}>
                  <span>{words(run)}</span>
                  <span className={classes.quiet}>
                    {timeWithDate(run.endedAt, now, language)}
                    {run.detail !== '' && run.problem !== null && (
                      <>
                        {' · '}
                        <bdi>{run.detail}</bdi>
                      </>
                    )}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Collapse>
    </>
  );
}
