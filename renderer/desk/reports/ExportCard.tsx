import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { ExportRequest } from '@shared/contract/exports';
import { Button, Progress } from '@mantine/core';
import { FileOutcome } from '@ui/exports/FileOutcome';
import { Icon, type IconName } from '@ui/Icon';
import type { ReactNode } from 'react';
import classes from './OutTab.module.css';
import { useOutWords } from './outWords';
import type { ExportRun } from './useExport';

/** One kind of file: what it is, what to choose, and what became of it. */
export function ExportCard({
  bridge,
  run,
  icon,
  request,
  what,
  children,
}: {
  bridge: ChampionsBridge;
  run: ExportRun;
  icon: IconName;
  /** Null while something is not chosen yet. */
  request: ExportRequest | null;
  what: ExportRequest['what'];
  children: ReactNode;
}) {
  const { t } = useOutWords();
  const mine = run.of === what;
  return (
    <section className={classes.card} aria-labelledby={`out-${what}`} data-testid={`out-${what}`}>
      <h2 id={`out-${what}`}>
        <Icon name={icon} /> {t(`${what}.title`)}
      </h2>
      <p>{t(`${what}.what`)}</p>
      <div className={classes.fields}>{children}</div>
      <div className={classes.end}>
        {mine && <RunState bridge={bridge} run={run} what={what} />}
        <Button
          leftSection={<Icon name="disk" />}
          loading={mine && run.busy}
          disabled={request === null || (run.busy && !mine)}
          title={run.busy && !mine ? t('busy') : undefined}
          onClick={() => request && run.start(request)}
          data-testid={`out-${what}-save`}
        >
          {t('save')}
        </Button>
      </div>
    </section>
  );
}

function RunState({ bridge, run: { busy, progress, outcome, error }, what }: { bridge: ChampionsBridge; run: ExportRun; what: ExportRequest['what'] }) {
  const { t } = useOutWords();
  if (busy) {
    if (progress === null) return null;
    const counted = what === 'table';
    return (
      <div className={classes.progress} role="status">
        <Progress value={counted && progress.total > 0 ? (100 * progress.done) / progress.total : 100} animated={!counted} striped={!counted} aria-label={t(`${what}.title`)} />
        <p>{counted ? t('progress', { done: progress.done, total: progress.total }) : t('drawing')}</p>
      </div>
    );
  }
  return <FileOutcome bridge={bridge} outcome={outcome} error={error} saved={(count) => (what === 'chart' ? t('done.chart') : t(`done.${what}`, { count }))} />;
}
