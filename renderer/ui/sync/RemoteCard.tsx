import { noticedDriftMs, type RemoteState, type SyncMode } from '@shared/contract/syncState';
import { shownLanguage } from '@i18n/i18n';
import { timeWithDate, wholeNumber } from '@i18n/times';
import { Button, Progress, SegmentedControl } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lengthOfTime } from './durations';
import { ProblemSentence } from './ProblemSentence';
import { RefusedList } from './RefusedList';
import { RemoveRemote } from './RemoveRemote';
import { RunList } from './RunList';
import type { ChampionsBridge } from '@shared/contract/appChannels';
import classes from './Sync.module.css';
import type { Sync } from './useSync';

/** One headquarters or hub: what it has, what is under way, one big button. */
export function RemoteCard({ bridge, sync, state, events, pending }: { bridge: ChampionsBridge; sync: Sync; state: RemoteState; events: number; pending: number }) {
  const { t } = useTranslation('sync');
  const now = useNow(30_000);
  const language = shownLanguage();
  const { remote, running, progress, lastRun, lastSuccessAt, driftMs } = state;
  const { name } = remote;
  const asked = sync.refusal?.of === 'sync.now' || sync.refusal?.of === 'sync.retry' ? sync.refusal.refusal : null;
  const ended = running ? null : (lastRun?.problem ?? null);
  const failed = ended === null || ended === 'cancelled' ? null : { problem: ended, detail: lastRun?.detail ?? '' };
  const tone = failed || asked ? 'bad' : lastSuccessAt === null ? 'none' : pending > 0 ? 'waiting' : 'good';
  return (
    <section className={classes.hero} data-tone={tone} aria-label={name} data-testid="sync-remote" data-pending={pending} data-running={running || undefined}>
      <p className={classes.name}>
        <Icon name={remote.kind === 'hub' ? 'screen' : 'globe'} /> <bdi>{name}</bdi>
      </p>
      <div className={classes.head}>
        <div className={classes.told}>
          <p className={classes.sentence} role="status" data-testid="sync-sentence">
            {pending === 0
              ? t('hero.allThere', { count: events, here: wholeNumber(events, language) })
              : t('hero.someHere', { count: pending, here: wholeNumber(events, language), there: wholeNumber(Math.max(0, events - pending), language) })}
          </p>
          <p>
            {lastSuccessAt === null ? t('hero.never') : t('hero.asOf', { time: timeWithDate(lastSuccessAt, now, language) })}
            {state.nextAt !== null && !running && ` ${t('hero.next', { time: timeWithDate(state.nextAt, now, language) })}`}
          </p>
          {lastRun?.result && !failed && <p className={classes.good}>{t('result', { pushed: wholeNumber(lastRun.result.pushed, language), pulled: wholeNumber(lastRun.result.pulled, language) })}</p>}
        </div>
        {running ? (
          <Button size="lg" variant="default" onClick={() => void sync.tell('sync.cancel', { remote: remote.id })} title={t('hero.stopHint')} data-testid="sync-stop">
            {t('hero.stop')}
          </Button>
        ) : (
          <Button size="lg" leftSection={<Icon name="upload" />} disabled={remote.mode === 'off'} onClick={() => void sync.ask('sync.now', { remote: remote.id, onMetered: false })} data-testid="sync-now">
            {t('hero.now')}
          </Button>
        )}
      </div>
      {running && progress && (
        <div className={classes.progress} data-testid="sync-progress">
          <Progress value={progress.total === 0 ? 100 : (100 * progress.done) / progress.total} animated aria-label={t(`phase.${progress.phase}`, { name })} />
          <p>
            {t(`phase.${progress.phase}`, { name })} {progress.total > 0 && t('progress', { done: wholeNumber(progress.done, language), total: wholeNumber(progress.total, language) })}
            {progress.estimateMs !== null && progress.estimateMs > 2_000 && ` · ${t('left', { time: lengthOfTime(progress.estimateMs, language) })}`}
          </p>
        </div>
      )}
      <ProblemSentence refusal={asked ?? failed} name={name} />
      {asked?.problem === 'metered' && (
        <div className={classes.buttons}>
          <Button variant="light" onClick={() => void sync.ask('sync.now', { remote: remote.id, onMetered: true })} data-testid="sync-anyway">
            {t('metered.anyway')}
          </Button>
        </div>
      )}
      {state.plain && (
        <p className={classes.warning} data-testid="sync-plain">
          {t('hero.plain', { name })}
        </p>
      )}
      {driftMs !== null && Math.abs(driftMs) >= noticedDriftMs && (
        <p className={classes.warning} data-testid="sync-drift">
          {t(driftMs > 0 ? 'drift.ahead' : 'drift.behind', { name, time: lengthOfTime(driftMs, language) })}
        </p>
      )}
      {pending > 0 && <p>{t('hero.safe')}</p>}
      {state.refused > 0 && <RefusedList bridge={bridge} sync={sync} remote={remote} count={state.refused} />}
      <RemoteFoot bridge={bridge} sync={sync} state={state} />
    </section>
  );
}

/** When it runs by itself, what it did, and the way out. */
function RemoteFoot({ bridge, sync, state: { remote, lastRun } }: { bridge: ChampionsBridge; sync: Sync; state: RemoteState }) {
  const { t } = useTranslation('sync');
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <div className={classes.buttons}>
        <SegmentedControl
          aria-label={t('mode.label')}
          value={remote.mode}
          onChange={(mode) => void sync.tell('sync.setMode', { remote: remote.id, mode: mode as SyncMode })}
          data={(['automatic', 'manual', 'off'] as const).map((value) => ({ value, label: t(`mode.${value}`) }))}
          data-testid="sync-mode"
        />
        <Button variant="subtle" onClick={() => setRemoving(true)} data-testid="sync-remove">
          {t('remove.button')}
        </Button>
      </div>
      <RunList bridge={bridge} remote={remote} latest={lastRun?.endedAt ?? null} />
      {removing && (
        <RemoveRemote
          name={remote.name}
          onClose={() => setRemoving(false)}
          onRemove={() => {
            setRemoving(false);
            void sync.tell('sync.remove', { remote: remote.id });
          }}
        />
      )}
    </>
  );
}
