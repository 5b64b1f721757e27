import { ipcRenderer } from 'electron';
import { storePortChannel, type StorePortMessage } from '@shared/contract/storePorts';

// Ports cannot pass through contextBridge; they reach the page as window messages. Nothing else is given to it.
ipcRenderer.on(storePortChannel, (event, message: StorePortMessage) => {
  window.postMessage(message, window.location.origin, event.ports);
});
