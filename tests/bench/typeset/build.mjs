import path from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../../electron/runtime/projectFolders.mjs';

/** Bundles the worker, and what the peers share with it, as the application's build would. @returns their folder. */
export async function buildWorker(folder) {
  const here = path.join(projectRoot, 'tests', 'bench', 'typeset');
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'error',
    resolve: { alias: { '@shared': path.join(projectRoot, 'shared') } },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: {
        input: { worker: path.join(here, 'worker.ts'), certificate: path.join(here, 'certificate.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
  return folder;
}
