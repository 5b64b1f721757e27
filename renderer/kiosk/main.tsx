import './frame/ownWindow';
import './mantine.css';
import './scheme.css';
import '@ui/base.css';
import type { MantineColorSchemeManager } from '@mantine/core';
import { startI18n } from '@i18n/i18n';
import { kioskWords } from '@i18n/kioskWords';
import { championsBridge } from '@ui/bridge';
import { loadFonts } from '@ui/fonts';
import { StoreLink } from '@ui/storeLink';
import { WindowFrame } from '@ui/WindowFrame';
import { createRoot } from 'react-dom/client';
import { scanCamera } from '@ui/camera/camera';
import { cameraMemory } from '@ui/camera/cameras';
import { newScan, startKiosk } from './flow/startKiosk';
import { isNight } from './frame/daylight';
import { KioskApp } from './KioskApp';
import { scanMemory } from './scanning/scanMemory';
import { stationFromAddress } from './station';

const station = stationFromAddress(window.location.search);
// Asks for its port before anything is drawn: the store's first answer then meets a page that is there.
const link = new StoreLink(championsBridge());
const kiosk = startKiosk(link.client, championsBridge(), station, scanMemory(window.sessionStorage));
const camera = scanCamera({
  onCode: (code) => kiosk.send({ type: 'scan.read', scan: newScan(code) }),
  memory: station.camera === null ? cameraMemory(window.localStorage, station.name) : { read: () => station.camera, write: () => {} },
});
startI18n(kioskWords());

/** Day and night go by the clock: nothing of it is kept. */
const unkept: MantineColorSchemeManager = { get: (scheme) => scheme, set() {}, subscribe() {}, unsubscribe() {}, clear() {} };

createRoot(document.getElementById('root') as HTMLElement).render(
  <WindowFrame link={link} colorScheme={(station.night ?? isNight(new Date(), undefined)) ? 'dark' : 'light'} colorSchemeManager={unkept}>
    <KioskApp kiosk={kiosk} camera={camera} station={station} />
  </WindowFrame>,
);
void loadFonts();
