import '@ui/mantine.css';
import '@ui/base.css';
import { hqWords } from '@i18n/hqWords';
import { startI18n } from '@i18n/i18n';
import { DirectionProvider } from '@mantine/core';
import { AppStatusProvider } from '@ui/appStatus';
import { championsBridge } from '@ui/bridge';
import { loadFonts } from '@ui/fonts';
import { pageNonce } from '@ui/pageNonce';
import { StoreLink } from '@ui/storeLink';
import { WindowFrame } from '@ui/WindowFrame';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { HqGate } from './gate/HqGate';
import { HqApp } from './HqApp';
import { hqLanguage } from './hqLanguage';

// Dialogs lock the page's scrolling by a style element of their own, which needs the page's nonce.
setNonce(pageNonce());
const bridge = championsBridge();
const link = new StoreLink(bridge);
startI18n({ en: hqWords });
await hqLanguage.show(hqLanguage.remembered());

createRoot(document.getElementById('root') as HTMLElement).render(
  <DirectionProvider>
    <WindowFrame link={link}>
      <HqGate bridge={bridge}>
        <AppStatusProvider bridge={bridge}>
          <HqApp bridge={bridge} />
        </AppStatusProvider>
      </HqGate>
    </WindowFrame>
  </DirectionProvider>,
);
void loadFonts();
