import { useMantineColorScheme } from '@mantine/core';
import { directionOf, localeOf } from '@i18n/languages';
import { useLinkState, useStoreQuery } from '@ui/store';
import { useSelector } from '@xstate/react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskCamera } from './camera/camera';
import { isNight } from './frame/daylight';
import { KioskContext, type KioskView } from './frame/KioskContext';
import { KioskFrame } from './frame/KioskFrame';
import { useHealth } from './frame/useHealth';
import { type KioskActor, type KioskState, newScan } from './flow/startKiosk';
import { typedCode } from './scanning/typedCode';
import { useWedgeScanner } from './scanning/useWedgeScanner';
import { AgendaScreen } from './screens/AgendaScreen';
import { AnswerScreen } from './screens/AnswerScreen';
import { CheckingScreen } from './screens/CheckingScreen';
import { CodeEntry } from './screens/CodeEntry';
import { HelpScreen } from './screens/HelpScreen';
import { NameScreen } from './screens/NameScreen';
import { SetupScreen } from './screens/SetupScreen';
import { StaffScreen } from './screens/StaffScreen';
import { WaitingScreen } from './screens/WaitingScreen';
import { WalkInScreen } from './screens/WalkInScreen';
import { WelcomeScreen } from './screens/WelcomeScreen';
import { useAnswerSound } from './sound/useAnswerSound';
import type { Station } from './station';

/** The kiosk window: one question per screen, and back to waiting by itself. */
export function KioskApp({ kiosk, camera, station }: { kiosk: KioskActor; camera: KioskCamera; station: Station }) {
  const state = useSelector(kiosk, (snapshot) => snapshot);
  const status = useStoreQuery('kiosk.status', { target: station.target });
  const linkState = useLinkState();
  const health = useHealth();
  const cameraWorks = useSelector(camera.actor, (each) => each.hasTag('picture'));

  const ready = linkState === 'connected' && status.value?.ready === true && status.error === undefined;
  useEffect(() => {
    if (!ready) return undefined;
    kiosk.send({ type: 'store.ready' });
    camera.start();
    // Tests and the desk look for this: from here on a scan is answered.
    document.documentElement.dataset.ready = 'true';
    return () => {
      delete document.documentElement.dataset.ready;
    };
  }, [kiosk, camera, ready]);

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
  { health, camera, cameraWorks }: { health: ReturnType<typeof useHealth>; camera: KioskCamera; cameraWorks: boolean },
): ReactNode {
  const { name, walkIn, help, staff } = state.children;
  if (state.matches({ checking: 'noticed' })) return <CheckingScreen />;
  if (state.matches({ visiting: 'finding' }) && name) return <NameScreen name={name} />;
  if (state.matches({ visiting: 'registering' }) && walkIn) return <WalkInScreen walkIn={walkIn} />;
  if (state.matches({ visiting: 'helping' }) && help) return <HelpScreen help={help} />;
  if (state.matches({ visiting: 'staff' }) && staff) return <StaffScreen staff={staff} health={health} camera={cameraWorks} />;
  if (state.matches({ visiting: 'agenda' })) return <AgendaScreen />;
  if (state.matches({ visiting: 'typing' })) return <CodeEntry direction={station.direction} onEnter={onCode} />;
  if (state.matches({ visiting: 'welcome' })) return <WelcomeScreen />;
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
    void i18n.changeLanguage(language);
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
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    const look = (): void => setColorScheme((always ?? isNight(new Date(), timeZone)) ? 'dark' : 'light');
    look();
    const timer = setInterval(look, lookAgainMilliseconds);
    return () => clearInterval(timer);
  }, [setColorScheme, timeZone, always]);
}
