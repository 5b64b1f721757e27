import './mantine.css';
import '@ui/base.css';
import deskWords from '@i18n/en/desk.json';
import shellWords from '@i18n/en/shell.json';
import { startI18n } from '@i18n/i18n';
import { championsBridge } from '@ui/bridge';
import { loadFonts } from '@ui/fonts';
import { pageNonce } from '@ui/pageNonce';
import { StoreLink } from '@ui/storeLink';
import { WindowFrame } from '@ui/WindowFrame';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { AppStatusProvider } from './appStatus';
import { DeskApp } from './DeskApp';
import { DeskGate } from './privacy/DeskGate';
import { deskPrivacyWords } from './privacy/words';

// Drawers and dialogs lock the page's scrolling by a style element of their own, which needs the page's nonce.
setNonce(pageNonce());
const bridge = championsBridge();
const link = new StoreLink(bridge);
const { en, ...translated } = deskPrivacyWords;
startI18n({
  ...Object.fromEntries(Object.entries(translated).map(([language, deskPrivacy]) => [language, { deskPrivacy }])),
  en: { desk: deskWords, shell: shellWords, deskPrivacy: en },
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <WindowFrame link={link}>
    <DeskGate bridge={bridge}>
      <AppStatusProvider bridge={bridge}>
        <DeskApp bridge={bridge} />
      </AppStatusProvider>
    </DeskGate>
  </WindowFrame>,
);
void loadFonts();
