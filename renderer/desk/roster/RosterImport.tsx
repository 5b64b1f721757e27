import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePicker } from '../FilePicker';
import { ColumnMapping } from './ColumnMapping';
import { ImportProgress } from './ImportProgress';
import { PastImports } from './PastImports';
import classes from './RosterImport.module.css';
import { RosterReview } from './RosterReview';
import { UndoneView } from './UndoneView';
import { useRosterImport } from './useRosterImport';

/** A roster on its way in: the file, what its columns are, what would change, and then, on a click, the change. */
export function RosterImport({ file, onClose }: { file: File | null; onClose(): void }) {
  const { t } = useTranslation('deskRoster');
  const current = useRosterImport();
  const { step } = current;
  useEffect(() => {
    if (file) void current.choose(file);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only the file the dialog was opened with; later ones come through the picker
  }, []);

  return (
    <div className={classes.steps} data-testid="import" data-step={step.name}>
      <ErrorSentence error={current.error} />
      {step.name === 'choosing' && (
        <>
          <FilePicker kind="roster" hint={t('kinds')} onFile={(picked) => void current.choose(picked)} />
          <PastImports onUndo={(past) => void current.undo(past.importId, past.fileName)} />
        </>
      )}
      {step.name === 'working' && <ImportProgress step={step} onStop={() => current.stop(step.importId)} />}
      {(step.name === 'mapping' || step.name === 'reviewing' || step.name === 'done') && current.file && (
        <p className={classes.file}>
          <Icon name="agenda" /> <bdi>{current.file.name}</bdi>
        </p>
      )}
      {step.name === 'mapping' && current.file && <ColumnMapping current={current} file={current.file} />}
      {(step.name === 'reviewing' || step.name === 'done') && current.file && <RosterReview current={current} step={step} file={current.file} onClose={onClose} />}
      {step.name === 'undone' && (
        <>
          <UndoneView outcome={step.outcome} />
          <div className={classes.buttons}>
            <Button size="md" onClick={onClose} data-testid="import-done">
              {t('close')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
