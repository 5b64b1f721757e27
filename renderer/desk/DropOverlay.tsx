import { Icon } from '@ui/Icon';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DropOverlay.module.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * A file dropped anywhere opens its import. Always listens: without that, a file that misses its place would take
 * the window's own page away.
 */
export function DropOverlay({ enabled, onFile }: { enabled: boolean; onFile(file: File): void }) {
  const { t } = useTranslation('desk');
  const [over, setOver] = useState(false);
  const latest = useRef({ enabled, onFile });
  useEffect(() => {
    latest.current = { enabled, onFile };
  });

  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      // Leaving for another part of the page is no leaving.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file && latest.current.enabled) latest.current.onFile(file);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);

  if (!enabled || !over) return null;
  return (
    <div className={classes.overlay}>
      <p>
        <Icon name="upload" size={48} />
        {t('import.dropAnywhere')}
      </p>
    </div>
  );
}
