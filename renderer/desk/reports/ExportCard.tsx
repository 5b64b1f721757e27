import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { ExportRequest } from '@shared/contract/exports';
import { KioskError } from '@shared/contract/errors';
import { Button, Progress } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon, type IconName } from '@ui/Icon';
import { type ReactNode, useState } from 'react';
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
  const mine = run.what === what;
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
  const [showError, setShowError] = useState<unknown>(null);
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
  if (error !== null) return <ErrorSentence error={error} />;
  if (outcome === null) return null;
  if (outcome.problem !== null) {
    return <ErrorSentence error={new KioskError('internal', t(`problem.${outcome.problem}`, { detail: outcome.detail }))} />;
  }
  const show = (): void => {
    setShowError(null);
    bridge.call('exports.show', { file: outcome.file }).catch((fault: unknown) => {
      console.error(fault);
      setShowError(new KioskError('internal', t('showFailed')));
    });
  };
  return (
    <div role="status" className={classes.done} data-testid="out-done">
      <p>
        {what === 'chart' ? t('done.chart') : t(`done.${what}`, { count: outcome.count })} <bdi className={classes.path}>{outcome.file}</bdi>
      </p>
      <Button variant="default" size="xs" onClick={show} data-testid="out-show">
        {t('show')}
      </Button>
      <ErrorSentence error={showError} />
    </div>
  );
}
