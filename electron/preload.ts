import { contextBridge, ipcRenderer, webFrame } from 'electron';
import type { AppChannel, AppStatus, ChampionsBridge, DeskAccessState } from '@shared/contract/appChannels';
import { portMessage } from '@shared/contract/portMessage';
import { channels } from './windows/ipcChannels';
import { guardKioskPage } from './windows/kioskPage';

// A port cannot pass through contextBridge; it reaches the page as a window message.
ipcRenderer.on(channels.port, (event) => {
  window.postMessage({ kind: portMessage }, window.location.origin, event.ports);
});

const bridge: ChampionsBridge = {
  requestPort: () => ipcRenderer.send(channels.requestPort),
  call: (name: AppChannel, params: unknown) =>
    ipcRenderer.invoke(channels.call, name, params).then((reply: { ok: true; value: never } | { ok: false; error: { code: string; message: string } }) => {
      if (reply.ok) return reply.value;
      throw Object.assign(new Error(reply.error.message), { code: reply.error.code });
    }),
  onStatus: (callback) => {
    const listener = (_event: unknown, status: AppStatus): void => callback(status);
    ipcRenderer.on(channels.status, listener);
    return () => ipcRenderer.removeListener(channels.status, listener);
  },
  onAccess: (callback) => {
    const listener = (_event: unknown, state: DeskAccessState): void => callback(state);
    ipcRenderer.on(channels.access, listener);
    return () => ipcRenderer.removeListener(channels.access, listener);
  },
};

contextBridge.exposeInMainWorld('champions', bridge);
if (window.location.host === 'kiosk') guardKioskPage();

/** Milliseconds after a page is there: by then it has drawn what it shows first. */
const restAfter = 10_000;
// What a start leaves behind, once: some megabytes a window.
window.addEventListener('load', () => setTimeout(() => window.requestIdleCallback(() => webFrame.clearCache()), restAfter));
