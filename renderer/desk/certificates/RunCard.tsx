import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { CertificateRun, RunForm } from '@shared/contract/certificateRuns';
import { type CertificateKind, certificateKinds } from '@shared/contract/certificates';
import type { Paper } from '@shared/contract/printing';
import { shownLanguage } from '@i18n/i18n';
import { Button, NativeSelect, Progress } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Certificates.module.css';
import { useCertificateRun } from './useCertificateRun';

/** Issues the certificates of everybody who is entitled and makes their files, with a way to stop and to go on. */
export function RunCard({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskCertificates');
  const { t: c } = useTranslation('certificates');
  const { run, busy, error, begin, cancel, resume, show } = useCertificateRun(bridge);
  const [form, setForm] = useState<RunForm>('merged');
  const [kind, setKind] = useState<CertificateKind | ''>('');
  const [paper, setPaper] = useState<Paper>('A4');
  return (
    <section className={classes.card} aria-labelledby="run-title" data-testid="certificates-run" data-phase={run?.phase ?? 'none'}>
      <h2 id="run-title">
        <Icon name="printer" /> {t('run.title')}
      </h2>
      <p>{t('run.what')}</p>
      <div className={classes.fields}>
        <NativeSelect label={t('run.which')} value={kind} disabled={busy} onChange={(event) => setKind(event.currentTarget.value as CertificateKind | '')} data-testid="run-kind"
          data={[{ value: '', label: t('run.best') }, ...certificateKinds.map((each) => ({ value: each, label: c(`kind.${each}`) }))]} />
        <NativeSelect label={t('run.form')} value={form} disabled={busy} onChange={(event) => setForm(event.currentTarget.value as RunForm)} data-testid="run-form"
          data={[{ value: 'merged', label: t('run.merged') }, { value: 'files', label: t('run.files') }]} />
        <NativeSelect label={t('run.paper')} value={paper} disabled={busy} onChange={(event) => setPaper(event.currentTarget.value as Paper)} data-testid="run-paper"
          data={[{ value: 'A4', label: 'A4' }, { value: 'Letter', label: 'Letter' }]} />
      </div>
      <ErrorSentence error={error} />
      {run && <RunTold run={run} />}
      <div className={classes.buttons}>
        {run && !busy && run.done > 0 && (
          <Button variant="subtle" onClick={show} data-testid="run-show">
            {t('run.show')}
          </Button>
        )}
        {run && (run.phase === 'cancelled' || run.phase === 'interrupted' || run.phase === 'failed') && (
          <Button variant="light" leftSection={<Icon name="undo" />} onClick={resume} data-testid="run-resume">
            {t('run.resume')}
          </Button>
        )}
        {busy ? (
          <Button variant="default" onClick={cancel} data-testid="run-cancel">
            {t('run.cancel')}
          </Button>
        ) : (
          <Button onClick={() => begin({ form, kind: kind === '' ? null : kind, paper, language: shownLanguage() })} data-testid="run-begin">
            {t('run.begin')}
          </Button>
        )}
      </div>
    </section>
  );
}

function RunTold({ run }: { run: CertificateRun }) {
  const { t } = useTranslation('deskCertificates');
  const share = run.total === null || run.total === 0 ? 0 : run.done / run.total;
  const underWay = run.phase === 'issuing' || run.phase === 'setting';
  return (
    <div className={classes.progress}>
      {underWay && <Progress value={share * 100} animated={run.phase === 'issuing'} aria-label={t('run.title')} />}
      <p role="status" data-testid="run-told">
        {run.phase === 'done'
          ? run.total === 0
            ? t('run.nobody')
            : t('run.done', { total: run.total ?? run.done })
          : run.phase === 'issuing'
            ? t('run.issuing')
            : t(`run.at.${run.phase}`, { done: run.done, total: run.total ?? run.done })}
        {run.phase === 'done' && run.refused > 0 && ` ${t('run.refused', { refused: run.refused })}`}
      </p>
      {run.phase === 'failed' && <p className={classes.warning}>{t('run.failedBecause', { problem: run.problem ?? '' })}</p>}
      {(run.phase === 'done' || run.done > 0) && <bdi className={classes.path}>{run.place}</bdi>}
      {run.missing.length > 0 && (
        <div className={classes.warning} role="alert" data-testid="run-missing">
          <p>{t('run.missing')}</p>
          <ul>
            {run.missing.map(({ registrationId, name, characters }) => (
              <li key={registrationId}>
                <bdi>{name}</bdi>: <bdi>{characters.join(' ')}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
