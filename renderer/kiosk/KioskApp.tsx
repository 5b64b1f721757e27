import { useMantineColorScheme } from '@mantine/core';
import { directionOf, localeOf } from '@i18n/languages';
import { useLinkState, useStoreQuery } from '@ui/store';
import { useReady } from '@ui/useReady';
import { useSelector } from '@xstate/react';
import { lazy, type ReactNode, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScanCamera } from '@ui/camera/camera';
import { isNight } from './frame/daylight';
import { KioskContext, type KioskView } from './frame/KioskContext';
import { KioskFrame } from './frame/KioskFrame';
import { useHealth } from './frame/useHealth';
import { type KioskActor, type KioskState, newScan } from './flow/startKiosk';
import { typedCode } from './scanning/typedCode';
import { useWedgeScanner } from './scanning/useWedgeScanner';
import { AnswerScreen } from './screens/AnswerScreen';
import { CheckingScreen } from './screens/CheckingScreen';
import { SetupScreen } from './screens/SetupScreen';
import { WaitingScreen } from './screens/WaitingScreen';
import { useAnswerSound } from './sound/useAnswerSound';
import type { Station } from './station';

const loadVisitScreens = () => import('./screens/VisitScreens');
const VisitScreens = lazy(loadVisitScreens);

/** After a kiosk is ready, how long to leave the computer to the first scan before the rest is loaded, in ms. */
const restAfter = 400;

/** The kiosk window: one question per screen, and back to waiting by itself. */
export function KioskApp({ kiosk, camera, station }: { kiosk: KioskActor; camera: ScanCamera; station: Station }) {
  const state = useSelector(kiosk, (snapshot) => snapshot);
  const status = useStoreQuery('kiosk.status', { target: station.target });
  const linkState = useLinkState();
  const health = useHealth();
  const cameraWorks = useSelector(camera.actor, (each) => each.hasTag('picture'));

  const ready = linkState === 'connected' && status.value?.ready === true && status.error === undefined;
  useEffect(() => {
    if (!ready) return undefined;
    kiosk.send({ type: 'store.ready' });
    const rest = setTimeout(() => {
      camera.start();
      void loadVisitScreens();
    }, restAfter);
    return () => clearTimeout(rest);
  }, [kiosk, camera, ready]);
  // From here on a scan is answered: the machine has heard that it is so by now.
  useReady(ready);

  const workshop = status.value?.workshop ?? null;
  const prefixes = useMemo(
    () => (workshop ? [workshop.ticketPrefix, ...workshop.foreignPrefixes].filter((prefix) => prefix !== '') : []),
    [workshop],
  );
  const read = (code: string): void => kiosk.send({ type: 'scan.read', scan: newScan(code) });
  useWedgeScanner(prefixes, read, () => read(''), () => kiosk.send({ type: 'scan.garbled' }));
  useActivity(kiosk);
  useAnswerSound(state);
  useLanguage(state);
  useDaylight(workshop?.timeZone, station.night);

  const view: KioskView = {
    state,
    send: kiosk.send,
    station,
    status: status.value,
    language: state.context.language,
    timeZone: workshop?.timeZone,
  };
  if (state.hasTag('answered')) {
    return (
      <KioskContext value={view}>
        <AnswerScreen
          // A new answer is a new screen: its time begins anew, and assistive technology hears of it.
          key={state.context.scan?.nonce}
          state={state}
          send={kiosk.send}
          direction={station.direction}
        />
      </KioskContext>
    );
  }
  return (
    <KioskContext value={view}>
      <KioskFrame restarting={linkState === 'restarting'} health={health} camera={cameraWorks}>
        {screenOf(view, status.error?.code, (text) => read(typedCode(text, prefixes)), { health, camera, cameraWorks })}
      </KioskFrame>
    </KioskContext>
  );
}

function screenOf(
  { state, station, status }: KioskView,
  problem: string | undefined,
  onCode: (text: string) => void,
  { health, camera, cameraWorks }: { health: ReturnType<typeof useHealth>; camera: ScanCamera; cameraWorks: boolean },
): ReactNode {
  if (state.matches({ checking: 'noticed' })) return <CheckingScreen />;
  if (state.matches('visiting')) {
    return (
      <Suspense fallback={null}>
        <VisitScreens onCode={onCode} health={health} camera={cameraWorks} />
      </Suspense>
    );
  }
  if (station.wrongTarget !== null || problem === 'unknown_target') return <SetupScreen wrongTarget={station.wrongTarget ?? station.target} />;
  if (status === undefined || state.matches('starting')) return <SetupScreen starting />;
  if (status.workshop === null) return <SetupScreen />;
  const hint = state.matches({ waiting: 'hinted' }) ? 'empty' : state.matches({ waiting: 'garbled' }) ? 'garbled' : null;
  return <WaitingScreen status={status} camera={camera} direction={station.direction} hint={hint} />;
}

/** Any touch or key says that somebody is still here; Escape goes back to the start. */
function useActivity(kiosk: KioskActor): void {
  useEffect(() => {
    const active = (): void => kiosk.send({ type: 'person.active' });
    const onKey = (event: KeyboardEvent): void => {
      active();
      if (event.key === 'Escape') kiosk.send({ type: 'visit.ended' });
    };
    window.addEventListener('pointerdown', active);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointerdown', active);
      window.removeEventListener('keydown', onKey);
    };
  }, [kiosk]);
}

/** The language and size that this visit has, on the page itself, so that everything in it follows. */
function useLanguage(state: KioskState): void {
  const { i18n } = useTranslation();
  const { language, largeText } = state.context;
  useEffect(() => {
    if (i18n.language !== language) void i18n.changeLanguage(language);
    document.documentElement.lang = localeOf(language);
    document.documentElement.dir = directionOf(language);
  }, [i18n, language]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-large', largeText);
  }, [largeText]);
}

const lookAgainMilliseconds = 60_000;

/** Dark by night, where the venue is. */
function useDaylight(timeZone: string | undefined, always: boolean | null): void {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    const look = (): void => {
      const wanted = (always ?? isNight(new Date(), timeZone)) ? 'dark' : 'light';
      if (wanted !== colorScheme) setColorScheme(wanted);
    };
    look();
    const timer = setInterval(look, lookAgainMilliseconds);
    return () => clearInterval(timer);
  }, [colorScheme, setColorScheme, timeZone, always]);
}
