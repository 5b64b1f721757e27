import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runToEnd } from './childProcess.mjs';
import { withFolderLock } from './folderLock.mjs';
import { fontsIfStale } from './fontsIfStale.mjs';
import { cacheFolder, packageCommand, projectRoot } from './projectFolders.mjs';
import { logLine, RuntimeProblem } from './runtimeProblem.mjs';

/** What a build is made from. The launchers in electron/runtime are no part of the app. */
const BUILD_SOURCES = Object.freeze([
  'electron',
  'shared',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]);
const NOT_BUILT = new Set(['electron/runtime']);

const MAIN_FILE = 'out/main/main.js';

/**
 * One digest over every source file's path, size and time of change. Compared instead of "is a
 * source newer than the output": it also sees a deleted file and one put back with its old time,
 * and does not build for ever when a clock was wrong.
 */
export async function sourceFingerprint(root, sources = BUILD_SOURCES) {
  const lines = [];
  const visit = async (relative) => {
    if (NOT_BUILT.has(relative)) return;
    const found = await stat(path.join(root, relative)).catch(() => undefined);
    if (found?.isDirectory()) {
      const names = await readdir(path.join(root, relative));
      for (const name of names.sort()) await visit(`${relative}/${name}`);
    } else if (found) {
      lines.push(`${relative}\t${found.size}\t${found.mtimeMs}`);
    }
  };
  for (const source of sources) await visit(source);
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** Whether the build in `root` is missing, unfinished, or made from other sources. */
export async function isBuildStale(root, stampFile) {
  try {
    const stamp = JSON.parse(await readFile(stampFile, 'utf8'));
    // The output's own time tells a build made, or begun and killed, by other means than ours.
    const output = await stat(path.join(root, MAIN_FILE));
    return output.mtimeMs !== stamp.outputTime || stamp.sources !== (await sourceFingerprint(root));
  } catch {
    return true;
  }
}

/**
 * Builds the app if it has to be. Two at once build once; a killed build counts as none, because
 * the stamp is taken away before and written after it.
 *
 * @param {{root?: string, cache?: string, quiet?: boolean, log?: (line: string) => void,
 *   build?: (options: {root: string, quiet: boolean}) => Promise<void>, fonts?: typeof fontsIfStale}} [options]
 * @returns {Promise<boolean>} whether it built
 */
export async function buildIfStale(options = {}) {
  const { root = projectRoot, cache = cacheFolder, quiet = false } = options;
  const { build = electronViteBuild, fonts = fontsIfStale, log = logLine } = options;
  await fonts({ log });
  const stampFile = path.join(cache, 'build-stamp.json');
  if (!(await isBuildStale(root, stampFile))) return false;

  return withFolderLock(path.join(cache, 'build.lock'), async () => {
    if (!(await isBuildStale(root, stampFile))) return false;
    await rm(stampFile, { force: true });
    // Before the build: a file saved during it makes the next start build again.
    const sources = await sourceFingerprint(root);
    if (!quiet) log('Building the app …');
    await build({ root, quiet });
    const output = await stat(path.join(root, MAIN_FILE)).catch(() => undefined);
    if (!output) throw new RuntimeProblem(`The build ended without ${MAIN_FILE}.`);
    await mkdir(cache, { recursive: true });
    const fresh = `${stampFile}.${process.pid}`;
    await writeFile(fresh, JSON.stringify({ version: 1, sources, outputTime: output.mtimeMs }));
    await rename(fresh, stampFile);
    return true;
  });
}

async function electronViteBuild({ root, quiet }) {
  const script = await packageCommand('electron-vite');
  const args = [script, 'build', ...(quiet ? ['--logLevel', 'warn'] : [])];
  const code = await runToEnd(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 2, 2], // standard output belongs to the app that starts next
    // A value inherited from a test run would bundle the libraries' slow development variants.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0) {
    throw new RuntimeProblem(
      `The app could not be built (exit code ${code}); the reason is above. ` +
        `"npm run build" shows it again.`,
    );
  }
}
