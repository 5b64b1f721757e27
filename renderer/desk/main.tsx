import './mantine.css';
import '@ui/base.css';
import { deskWords } from '@i18n/deskWords';
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
import { DeskApp } from './DeskApp';
import { DeskGate } from './privacy/DeskGate';
import { RetentionProvider } from './privacy/RetentionProvider';
import { deskLanguage } from './language/deskLanguage';
import { SetupProvider } from './setup/SetupProvider';

// Drawers and dialogs lock the page's scrolling by a style element of their own, which needs the page's nonce.
setNonce(pageNonce());
const bridge = championsBridge();
const link = new StoreLink(bridge);
startI18n({ en: deskWords });
// English is here already and costs the start nothing; another language is a few small files of the application.
await deskLanguage.show(deskLanguage.remembered());

createRoot(document.getElementById('root') as HTMLElement).render(
  // Follows the page's `dir`, which the language sets: drawers, menus and sliders open from the other side.
  <DirectionProvider>
    <WindowFrame link={link}>
      <DeskGate bridge={bridge}>
        <AppStatusProvider bridge={bridge}>
          <RetentionProvider>
            <SetupProvider bridge={bridge}>
              <DeskApp bridge={bridge} />
            </SetupProvider>
          </RetentionProvider>
        </AppStatusProvider>
      </DeskGate>
    </WindowFrame>
  </DirectionProvider>,
);
void loadFonts();
