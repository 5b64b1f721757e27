import { useLinkState, useStoreQuery } from '@ui/store';
import { useSelector } from '@xstate/react';
import { useEffect, useMemo, useState } from 'react';
import { AnswerScreen } from './AnswerScreen';
import type { KioskCamera } from './camera/camera';
import { CheckingScreen } from './CheckingScreen';
import { CodeEntry } from './CodeEntry';
import { KioskFrame } from './KioskFrame';
import { type KioskActor, newScan } from './kiosk';
import { SetupScreen } from './SetupScreen';
import type { Station } from './station';
import { typedCode } from './typedCode';
import { useWedgeScanner } from './useWedgeScanner';
import { WaitingScreen } from './WaitingScreen';

/** The kiosk window: one question per screen, and back to waiting by itself. */
export function KioskApp({ kiosk, camera, station }: { kiosk: KioskActor; camera: KioskCamera; station: Station }) {
  const state = useSelector(kiosk, (snapshot) => snapshot);
  const status = useStoreQuery('kiosk.status', { target: station.target });
  const linkState = useLinkState();
  const [typing, setTyping] = useState(false);

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
  useWedgeScanner(prefixes, read, () => read(''));

  const waiting = state.matches('waiting');
  useEffect(() => {
    if (!waiting) setTyping(false);
  }, [waiting]);

  if (state.hasTag('answered')) {
    return (
      <AnswerScreen
        // A new answer is a new screen: its time begins anew, and assistive technology hears of it.
        key={state.context.scan?.nonce}
        state={state}
        send={kiosk.send}
        direction={station.direction}
      />
    );
  }

  return (
    <KioskFrame status={status.value} station={station} restarting={linkState === 'restarting'}>
      {state.matches({ checking: 'noticed' }) ? (
        <CheckingScreen />
      ) : typing ? (
        <CodeEntry
          direction={station.direction}
          onEnter={(text) => read(typedCode(text, prefixes))}
          onBack={() => setTyping(false)}
        />
      ) : station.wrongTarget !== null || status.error?.code === 'unknown_target' ? (
        <SetupScreen wrongTarget={station.wrongTarget ?? station.target} />
      ) : status.value === undefined || state.matches('starting') ? (
        <SetupScreen starting />
      ) : status.value.workshop === null ? (
        <SetupScreen />
      ) : (
        <WaitingScreen
          status={status.value}
          camera={camera}
          direction={station.direction}
          hinted={state.matches({ waiting: 'hinted' })}
          onType={() => setTyping(true)}
        />
      )}
    </KioskFrame>
  );
}
