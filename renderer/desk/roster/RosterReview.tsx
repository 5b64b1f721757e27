import { Button } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { championsBridge } from '@ui/bridge';
import { useStoreClient } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSentence } from '@ui/ErrorSentence';
import { DuplicateDecisions } from './DuplicateDecisions';
import { isDecided } from './duplicates';
import frame from './RosterImport.module.css';
import type { RosterFile } from './rosterFile';
import { RosterOutcomeView } from './RosterOutcomeView';
import { saveRowReport } from './rowReportFile';
import type { RosterImport, RosterStep } from './useRosterImport';

/** What an import would change, with what has to be decided first; and afterwards what it did, with the way back. */
export function RosterReview({
  current,
  step,
  file,
  onClose,
}: {
  current: RosterImport;
  step: RosterStep & { name: 'reviewing' | 'done' };
  file: RosterFile;
  onClose(): void;
}) {
  const { t } = useTranslation('deskRoster');
  const client = useStoreClient();
  const [fault, setFault] = useState<unknown>(null);
  const { outcome } = step;
  const changes = outcome.added + outcome.updated;
  const decided = isDecided(outcome.duplicates, current.choices);
  const [saved, setSaved] = useState<string | null>(null);
  const download = (): void => {
    setFault(null);
    saveRowReport(client, championsBridge(), file).then(setSaved, setFault);
  };
  return (
    <>
      <ErrorSentence error={fault} />
      <RosterOutcomeView outcome={outcome} />
      {step.name === 'reviewing' && file.inspection.profile && (
        <p className={frame.note} data-testid="review-profile">
          <Icon name="info" /> {t('profileUsed', { file: file.inspection.profile.fileName })}
        </p>
      )}
      {step.name === 'reviewing' && outcome.duplicates.length > 0 && (
        <DuplicateDecisions duplicates={outcome.duplicates} choices={current.choices} onChoices={(next) => void current.decide(next)} />
      )}
      {saved !== null && (
        <p className={frame.note} role="status" data-testid="row-report-saved">
          <Icon name="check" /> {t('reportSaved', { file: saved })}
        </p>
      )}
      <div className={frame.buttons}>
        {step.name === 'reviewing' ? (
          <>
            <Button variant="subtle" onClick={current.startOver}>
              {t('anotherFile')}
            </Button>
            <Button variant="subtle" onClick={current.changeColumns} data-testid="change-columns">
              {t('changeColumns')}
            </Button>
            <Button variant="subtle" onClick={download} data-testid="row-report">
              {t('rowReport')}
            </Button>
            <Button variant="default" size="md" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button
              size="md"
              leftSection={<Icon name="upload" />}
              disabled={changes === 0 || !decided || current.replanning}
              onClick={() => void current.confirm()}
              data-testid="import-confirm"
            >
              {t('import')}
            </Button>
          </>
        ) : (
          <>
            {changes > 0 && (
              <Button variant="subtle" leftSection={<Icon name="undo" />} onClick={() => void current.undo(file.importId, file.name)} data-testid="import-undo">
                {t('undo')}
              </Button>
            )}
            <Button variant="subtle" onClick={download} data-testid="row-report">
              {t('rowReport')}
            </Button>
            <Button size="md" onClick={onClose} data-testid="import-done">
              {t('done')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
