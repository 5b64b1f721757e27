import { Button, FileButton } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './FilePicker.module.css';
import type { ImportKind } from './importRun';

const accepted: Record<ImportKind, string> = { roster: '.csv,.tsv,.txt,.xlsx', agenda: '.csv,.tsv,.txt,.xlsx,.ics,.json' };

/** A place to drop a file on, and a button for those who would rather choose it. */
export function FilePicker({ kind, hint, onFile }: { kind: ImportKind; hint?: string; onFile(file: File): void }) {
  const { t } = useTranslation('desk');
  const { t: agendaWords } = useTranslation('deskAgenda');
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size={40} weight={1.5} />
      <p className={classes.drop}>{t('import.drop')}</p>
      <FileButton
        accept={accepted[kind]}
        inputProps={{ 'data-testid': 'import-file' } as object}
        onChange={(file) => file && onFile(file)}
      >
        {(props) => (
          <Button {...props} size="md" data-autofocus>
            {t('import.choose')}
          </Button>
        )}
      </FileButton>
      <p className={classes.kinds}>{hint ?? (kind === 'agenda' ? agendaWords('fileKinds') : t('import.rosterKinds'))}</p>
    </div>
  );
}
