import path from 'node:path';
import { projectRoot } from '../../../electron/runtime/projectFolders.mjs';
import { buildForNode } from '../buildForNode.mjs';

/** Bundles the worker, and what the peers share with it. @returns their folder. */
export function buildWorker(folder) {
  const here = path.join(projectRoot, 'tests', 'bench', 'typeset');
  return buildForNode({ worker: path.join(here, 'worker.ts'), certificate: path.join(here, 'certificate.ts') }, folder);
}
