import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RuntimeProblem } from './runtimeProblem.mjs';

/** The folder of package.json. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Where things live that can be made again: `npm ci` empties it, git ignores it. */
export const cacheFolder = path.join(projectRoot, 'node_modules', '.cache');

/** The folder of an installed package; a {@link RuntimeProblem} if it is not there. */
export function packageFolder(name) {
  try {
    const require = createRequire(path.join(projectRoot, 'package.json'));
    return path.dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw new RuntimeProblem(`The package "${name}" is not installed. Run "npm ci" first.`);
  }
}

/**
 * The script behind a package's command. It is run with this Node itself, because the entries of
 * node_modules/.bin are shell scripts on Windows and cannot be started without a shell there.
 */
export async function packageCommand(name, command = name) {
  const folder = packageFolder(name);
  const { bin } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const script = path.join(folder, typeof bin === 'string' ? bin : bin[command]);
  if (!existsSync(script)) {
    throw new RuntimeProblem(`The package "${name}" is not whole. Run "npm ci" again.`);
  }
  return script;
}
