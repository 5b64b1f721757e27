import type { ChampionsBridge } from '@shared/contract/appChannels';
import { ActionIcon, Tooltip } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { helpPlaceOf } from './helpPlaces';

const HelpPanel = lazy(() => import('./HelpPanel'));

/** The question mark in the header; F1 does the same. `shown` is what is on the screen. */
export function HelpButton({ bridge, shown }: { bridge: ChampionsBridge; shown: string }) {
  const { t } = useTranslation('deskHelp');
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'F1' || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      setOpened((last) => !last);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <Tooltip label={`${t('open')} (F1)`} withinPortal={false}>
        <ActionIcon variant="default" size={42} aria-label={t('open')} aria-keyshortcuts="F1" onClick={() => setOpened(true)} data-testid="help-open">
          <Icon name="question" size={20} />
        </ActionIcon>
      </Tooltip>
      {opened && (
        <Suspense fallback={null}>
          <HelpPanel bridge={bridge} place={helpPlaceOf(shown)} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
