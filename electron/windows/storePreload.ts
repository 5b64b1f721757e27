import { ipcRenderer, webFrame } from 'electron';
import { restMessage, storePortChannel, type StorePortMessage } from '@shared/contract/storePorts';

// Ports cannot pass through contextBridge; they reach the page as window messages. Nothing else is given to it.
ipcRenderer.on(storePortChannel, (event, message: StorePortMessage) => {
  window.postMessage(message, window.location.origin, event.ports);
});

// What reading and packing 100,000 people leaves behind is 25 MB, which the browser would keep until it needs room.
window.addEventListener('message', ({ source, data }) => {
  if (source === window && data?.kind === restMessage) webFrame.clearCache();
});
