const { contextBridge, ipcRenderer } = require('electron');

// Ports reach pages as those of the application do: as window messages, not through contextBridge.
ipcRenderer.on('bench:port', (event, role) => window.postMessage({ kind: 'bench:port', role }, '*', event.ports));

contextBridge.exposeInMainWorld('peer', {
  /** Round trips of one message to the main process and back, one after the other; ms of each. */
  async ipc(message, count, pause = 0) {
    const times = [];
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      await ipcRenderer.invoke('bench:echo', message);
      times.push(performance.now() - start);
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return times;
  },
});
