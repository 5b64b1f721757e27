import { fileURLToPath } from 'node:url';
import { startElectron } from './processes.mjs';

/** The real application, built, in the real Electron. */

const probeFolder = fileURLToPath(new URL('probe', import.meta.url));

/**
 * Opens the application on a data folder.
 *
 * @param {{data: string, kiosk?: boolean, desk?: boolean, query?: string, flags?: string[], saveAs?: string}} options which windows it has
 *   beside the store's, what the kiosk's address says, flags of Chromium, and the file
 *   that a dialog for saving answers with
 */
export function openApplication({ data, kiosk = false, desk = false, query = '', flags = [], saveAs = '' }) {
  const env = { ...(kiosk && !desk ? { KIOSK_WITHOUT_DESK: '1' } : {}), ...(saveAs ? { BENCH_SAVE_AS: saveAs } : {}) };
  const started = startElectron(probeFolder, ['--data', data, ...(kiosk ? [query ? `--kiosk=${query}` : '--kiosk'] : [])], env, flags);
  const inPage = (host) => (name, ...args) => {
    const script = `bench.${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
    return started.ask({ host, script });
  };
  return {
    pid: started.pid,
    startedAt: started.startedAt,
    /** Moments of the start, in ms since 1970. */
    marks: started.marks,
    /** Functions of probe/preload.cjs by their names, in the kiosk's and the desk's page. */
    inKiosk: inPage('kiosk'),
    inDesk: inPage('desk'),
    inStore: inPage('store'),
    /** Closes it as people do: what is behind is written first. */
    async close() {
      started.ask({ host: 'main' }).catch(() => undefined);
      await started.ended;
    },
  };
}

/** Opens it with a kiosk, and waits until a scan would be answered and there are some ports to scan over. */
export async function openKiosk({ data, desk = false, ports = 1, query = '', flags = [] }) {
  const application = openApplication({ data, kiosk: true, desk, query, flags });
  await application.inKiosk('ready');
  await application.inKiosk('openPorts', ports);
  return application;
}
