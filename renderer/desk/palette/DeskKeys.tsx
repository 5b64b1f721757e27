import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { Modal, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { type IconName } from '@ui/Icon';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportKind } from '../ImportDialog';
import type { PaletteCommand } from './Palette';
import { reasonOfStations, RefusedStations } from '../station/refusedStations';
import { ShortcutList } from './ShortcutList';

const Palette = lazy(() => import('./Palette').then(({ Palette }) => ({ default: Palette })));

/**
 * The desk by keyboard: the palette (Control+K, Command+K), the pages (Alt and their place), the roster's search
 * (Control+F), and the list of all these (?).
 */
export function DeskKeys<T extends string>({
  bridge,
  tabs,
  onTab,
  onOpen,
  onFind,
  onImport,
}: {
  bridge: ChampionsBridge;
  tabs: readonly { name: T; label: string; icon: IconName }[];
  onTab(name: T): void;
  onOpen(registrationId: string): void;
  /** Goes to the roster's search. */
  onFind(): void;
  /** Null for who may not import. */
  onImport: ((kind: ImportKind) => void) | null;
}) {
  const { t: d } = useTranslation('deskDay');
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';

  const [error, setError] = useState<KioskError | null>(null);

  const ask = (call: Promise<unknown>): void =>
    void call.catch((fault: unknown) => setError(new KioskError('internal', d('stations.failed', { reason: reasonOfStations(fault) }))));
  const openAll = async (): Promise<void> => {
    const { refused } = await bridge.call('stations.open', {});
    if (refused.length > 0) throw new RefusedStations(refused);
  };
  const pages = tabs.map(({ name, label, icon }): PaletteCommand => ({ name: `tab-${name}`, label, icon, run: () => onTab(name) }));
  const commands: PaletteCommand[] = [
    { name: 'openKiosk', label: d('palette.openKiosk'), icon: 'screen', run: () => ask(bridge.call('kiosk.open', {})) },
    { name: 'openAll', label: d('palette.openAll'), icon: 'screen', run: () => ask(openAll()) },
    ...(onImport === null
      ? []
      : ([
          { name: 'importRoster', label: d('palette.importRoster'), icon: 'upload', run: () => onImport('roster') },
          { name: 'importAgenda', label: d('palette.importAgenda'), icon: 'upload', run: () => onImport('agenda') },
        ] as const)),
    { name: 'scheme', label: d('palette.scheme'), icon: dark ? 'sun' : 'moon', run: () => setColorScheme(dark ? 'light' : 'dark') },
    { name: 'keys', label: d('palette.keys'), icon: 'keyboard', run: () => setHelp(true) },
  ];

  const onKey = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && !event.altKey && !event.shiftKey && event.code === 'KeyK') setPalette(true);
    else if (mod && !event.altKey && !event.shiftKey && event.code === 'KeyF') onFind();
    else if (event.altKey && !mod && /^Digit[1-9]$/.test(event.code)) {
      const tab = tabs[Number(event.code.slice(5)) - 1];
      if (tab) onTab(tab.name);
    } else if (event.key === '?' && !mod && !event.altKey && !isTyping(event.target)) setHelp(true);
    else return;
    event.preventDefault();
  };
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => latest.current(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  return (
    <>
      {palette && (
        <Suspense fallback={null}>
          <Palette pages={pages} commands={commands} onOpen={onOpen} onClose={() => setPalette(false)} />
        </Suspense>
      )}
      <Modal opened={error !== null} onClose={() => setError(null)} title={d('palette.label')} centered size={480} closeButtonProps={{ 'aria-label': d('keys.close') }}>
        <ErrorSentence error={error} />
      </Modal>
      <ShortcutList opened={help} onClose={() => setHelp(false)} />
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
