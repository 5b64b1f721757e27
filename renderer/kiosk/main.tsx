import './mantine.css';
import '@ui/base.css';
import { startI18n } from '@i18n/i18n';
import kioskWords from '@i18n/en/kiosk.json';
import shellWords from '@i18n/en/shell.json';
import { championsBridge } from '@ui/bridge';
import { StoreLink } from '@ui/storeLink';
import { WindowFrame } from '@ui/WindowFrame';
import { createRoot } from 'react-dom/client';
import { kioskCamera } from './camera/camera';
import { cameraMemory } from './camera/cameras';
import { newScan, startKiosk } from './kiosk';
import { KioskApp } from './KioskApp';
import { scanMemory } from './scanMemory';
import { stationFromAddress } from './station';

const station = stationFromAddress(window.location.search);
// Asks for its port before anything is drawn: the store's first answer then meets a page that is there.
const link = new StoreLink(championsBridge());
const kiosk = startKiosk(link.client, station, scanMemory(window.sessionStorage));
const camera = kioskCamera({
  onCode: (code) => kiosk.send({ type: 'scan.read', scan: newScan(code) }),
  memory: cameraMemory(window.localStorage),
});
startI18n({ en: { kiosk: kioskWords, shell: shellWords } });

createRoot(document.getElementById('root') as HTMLElement).render(
  <WindowFrame link={link}>
    <KioskApp kiosk={kiosk} camera={camera} station={station} />
  </WindowFrame>,
);
