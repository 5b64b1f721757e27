import { Button } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import type { ImportKind } from '../importRun';
import classes from './Step.module.css';

/** The roster or the agenda: what is there already, and the way to the import. */
export function FileStep({ kind, count, onImport }: { kind: ImportKind; count: number; onImport(kind: ImportKind): void }) {
  const { t } = useTranslation('deskSetup');
  const said = kind === 'roster' ? t('roster.people', { count }) : t('agenda.sessions', { count });
  return (
    <div className={classes.big}>
      <p role="status" data-testid="file-state">
        {count === 0 ? t(`${kind}.none`) : said}
      </p>
      <Button size="md" variant={count === 0 ? 'filled' : 'light'} leftSection={<Icon name="upload" />} onClick={() => onImport(kind)} data-testid={`guide-import-${kind}`}>
        {t(count === 0 ? `${kind}.import` : `${kind}.again`)}
      </Button>
    </div>
  );
}
