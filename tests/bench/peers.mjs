import path from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../electron/runtime/projectFolders.mjs';
import { startElectron } from './processes.mjs';
import { freshFolder, workFolder } from './workFolder.mjs';

/** What the application is measured against: round trips and disk by themselves, and other libraries at the same work. */

const peerAppFolder = path.join(projectRoot, 'tests', 'bench', 'peerApp');

let pages;

/** Bundles the peers as the application's own pages are: minified, for the same Chrome. */
function bundlePages() {
  pages ??= (async () => {
    const outDir = path.join(workFolder, 'pages');
    const root = path.join(projectRoot, 'tests', 'bench', 'pages');
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      base: './',
      mode: 'production',
      resolve: { alias: { '@shared': path.join(projectRoot, 'shared'), events: path.join(root, 'events.mjs') } },
      build: { outDir, emptyOutDir: true, target: 'chrome114', minify: true, chunkSizeWarningLimit: 5_000 },
    });
    return outDir;
  })();
  return pages;
}

/** Starts the peers' app in one of its modes (see peerApp/main.cjs). */
export function startPeerApp(mode, profile, ...rest) {
  const started = startElectron(peerAppFolder, [mode, profile, ...rest]);
  return {
    pid: started.pid,
    startedAt: started.startedAt,
    call: (name, ...args) => started.ask({ name, args }),
    async close() {
      started.ask({ name: 'quit' }).catch(() => undefined);
      await started.ended;
    },
  };
}

/** Opens the peers in an Electron of their own. */
export async function openPeers() {
  const { call, close } = startPeerApp('peers', freshFolder('peers-profile'), await bundlePages());
  await call('loaded');
  return {
    /** A function of the bundled peers by its name, such as `pouch.scan`. */
    page: (name, ...args) => call('page', name, ...args),
    /** ms of round trips of one message over a port between two windows. */
    roundTrips: (message, count, pause) => call('roundTrips', message, count, pause),
    /** ms of each of some scans on PouchDB, asked for over a port from another window. */
    scans: (codes, target) => call('scans', codes, target),
    /** ms of round trips of one message by IPC between a hidden window and the main process. */
    ipc: (message, count, pause) => call('ipc', message, count, pause),
    /** ms of appends of some bytes, each with its fdatasync, in the main process. */
    appends: (file, bytes, count, pause) => call('appends', file, bytes, count, pause),
    versions: () => call('versions'),
    close,
  };
}

/** What the figures were taken in. */
export async function versionsOfElectron() {
  const peers = await openPeers();
  try {
    return await peers.versions();
  } finally {
    await peers.close();
  }
}
