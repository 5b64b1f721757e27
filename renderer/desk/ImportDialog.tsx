import type { ImportReport } from '@shared/contract/reports';
import { Button, Loader, Modal, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AgendaReportView } from './AgendaReportView';
import { FilePicker } from './FilePicker';
import classes from './ImportDialog.module.css';
import { changesAnything, type ChosenFile, importAgenda, type ImportKind } from './importRun';

export type { ImportKind };

const RosterImport = lazy(() => import('./roster/RosterImport').then((module) => ({ default: module.RosterImport })));

/** First what a file would change, then, on a click, the change. Nothing is written before that click. */
export function ImportDialog({ opened, kind, file, onClose }: { opened: boolean; kind: ImportKind; file: File | null; onClose(): void }) {
  const { t } = useTranslation('desk');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(`import.${kind}Title`)}
      size={kind === 'roster' ? 1080 : 860}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('import.close') }}
    >
      {opened && kind === 'roster' && (
        <Suspense fallback={<Loader size="sm" />}>
          <RosterImport key={file?.name ?? ''} file={file} onClose={onClose} />
        </Suspense>
      )}
      {opened && kind === 'agenda' && <AgendaImport key={file?.name ?? ''} file={file} onClose={onClose} />}
    </Modal>
  );
}

type Step =
  | { name: 'choosing' }
  | { name: 'working'; dryRun: boolean }
  | { name: 'reviewing'; report: ImportReport }
  | { name: 'done'; report: ImportReport };

function AgendaImport({ file, onClose }: { file: File | null; onClose(): void }) {
  const { t } = useTranslation('desk');
  const client = useStoreClient();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [step, setStep] = useState<Step>({ name: 'choosing' });
  const [error, setError] = useState<unknown>(null);
  /** Grows with each run: the answer of an earlier one, of another file or day, is not for the screen. */
  const run = useRef(0);
  useEffect(
    () => () => {
      run.current = -1;
    },
    [],
  );

  const start = async (next: ChosenFile, dryRun: boolean): Promise<void> => {
    const mine = ++run.current;
    setChosen(next);
    setError(null);
    setStep({ name: 'working', dryRun });
    try {
      const report = await importAgenda(client, next, dryRun);
      if (run.current === mine) setStep(dryRun ? { name: 'reviewing', report } : { name: 'done', report });
    } catch (fault) {
      if (run.current !== mine) return;
      setError(fault);
      setStep({ name: 'choosing' });
    }
  };
  const choose = async (picked: File): Promise<void> => {
    try {
      const bytes = new Uint8Array(await picked.arrayBuffer());
      await start({ name: picked.name, bytes, firstDay: '' }, true);
    } catch (fault) {
      setError(fault);
    }
  };
  useEffect(() => {
    if (file) void choose(file);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only the file the dialog was opened with; later ones come through the picker
  }, []);

  return (
    <div className={classes.steps} data-testid="import" data-step={step.name}>
      <ErrorSentence error={error} />
      {step.name === 'choosing' && <FilePicker kind="agenda" onFile={(picked) => void choose(picked)} />}
      {step.name === 'working' && (
        <p className={classes.working} role="status">
          <Loader size="sm" />
          {t(step.dryRun ? 'import.reading' : 'import.importing', { file: chosen?.name })}
        </p>
      )}
      {(step.name === 'reviewing' || step.name === 'done') && chosen && (
        <>
          <p className={classes.file}>
            <Icon name="agenda" /> <bdi>{chosen.name}</bdi>
          </p>
          <AgendaReportView report={step.report} />
          {step.name === 'reviewing' && (
            <TextInput
              type="date"
              className={classes.firstDay ?? ''}
              label={t('import.firstDay')}
              description={t('import.firstDayHint')}
              value={chosen.firstDay}
              onChange={(event) => void start({ ...chosen, firstDay: event.currentTarget.value }, true)}
            />
          )}
          <div className={classes.buttons}>
            {step.name === 'done' ? (
              <Button size="md" onClick={onClose} data-testid="import-done">
                {t('import.done')}
              </Button>
            ) : (
              <>
                <Button variant="subtle" onClick={() => setStep({ name: 'choosing' })}>
                  {t('import.another')}
                </Button>
                <Button variant="default" size="md" onClick={onClose}>
                  {t('import.cancel')}
                </Button>
                <Button
                  size="md"
                  leftSection={<Icon name="upload" />}
                  disabled={!changesAnything(step.report)}
                  onClick={() => void start(chosen, false)}
                  data-testid="import-confirm"
                >
                  {t('import.confirm')}
                </Button>
              </>
            )}
          </div>
        </>
      )}
    </div>
  );
}
