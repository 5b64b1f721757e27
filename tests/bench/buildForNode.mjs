import path from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../electron/runtime/projectFolders.mjs';

/**
 * Bundles sources of the application, as its own build would, to be run by Node.
 *
 * @param input file paths by the name that each is to have, `.mjs` behind it
 * @returns the folder
 */
export async function buildForNode(input, folder) {
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
      target: 'node18',
      rollupOptions: { input, output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  });
  return folder;
}
