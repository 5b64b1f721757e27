import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { runTool } from './childProcess.mjs';
import { FALLBACK, fallbackFits, findCachedFallback, installFallback } from './fallbackElectron.mjs';
import { withFolderLock } from './folderLock.mjs';
import { cacheFolder, packageFolder } from './projectFolders.mjs';
import { logLine, RuntimeProblem } from './runtimeProblem.mjs';

const INSTALL_LIMIT_MS = 15 * 60 * 1000;
const OFFLINE_INSTALL_LIMIT_MS = 30 * 1000;
const PROBE_LIMIT_MS = 3000;

/**
 * Finds an Electron to run, fetching one if there is none.
 *
 * The order: the environment's choice, the pinned package's own binary, a fallback fetched before,
 * the package's own download, the fallback. The pinned package fetches nothing when it is
 * installed, so a machine that cannot reach its download still installs everything else.
 *
 * @param {{log?: (line: string) => void}} [options]
 * @returns {Promise<{execPath: string, version: string | undefined,
 *   source: 'environment' | 'package' | 'fallback'}>}
 * @throws {RuntimeProblem} with what to do, if no Electron can be had
 */
export async function resolveElectron({ log = logLine } = {}) {
  const chosen = process.env.ELECTRON_EXEC_PATH;
  if (chosen) return fromEnvironment(path.resolve(chosen));

  const folder = path.join(cacheFolder, 'electron-fallback');
  const present = (await fromPackage()) ?? (await fromFallback(folder));
  if (present) return present;

  return withFolderLock(path.join(cacheFolder, 'electron.lock'), async () => {
    // Whoever held the lock before us has most likely done the work.
    const meanwhile = (await fromPackage()) ?? (await fromFallback(folder));
    if (meanwhile) return meanwhile;

    const failure = await runPackageInstall(log);
    const installed = await fromPackage();
    if (installed) return installed;
    if (!fallbackFits()) throw new RuntimeProblem(noElectronSentence(failure));
    await installFallback(folder, { log });
    return fromFallback(folder);
  });
}

async function fromEnvironment(execPath) {
  if (!(await isExecutable(execPath))) {
    throw new RuntimeProblem(
      `ELECTRON_EXEC_PATH names ${execPath}, which is not a program that can be run. ` +
        `Correct it, or unset it to let the project find its own Electron.`,
    );
  }
  // A fallback chosen through the environment (our own tests do that) keeps its version.
  const cached = await findCachedFallback(path.dirname(execPath));
  const version = cached === execPath ? FALLBACK.electronVersion : await versionBeside(execPath);
  return { execPath, version, source: 'environment' };
}

async function fromFallback(folder) {
  const execPath = fallbackFits() ? await findCachedFallback(folder) : undefined;
  return execPath && { execPath, version: FALLBACK.electronVersion, source: 'fallback' };
}

/** The package's own binary, if its download was finished: it writes `path.txt` last. */
async function fromPackage() {
  const folder = packageFolder('electron');
  try {
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const inside = await readFile(path.join(folder, 'path.txt'), 'utf8');
    const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || path.join(folder, 'dist');
    const execPath = path.join(dist, inside);
    const found = await versionBeside(path.join(dist, 'electron'));
    if (found !== version || !(await isExecutable(execPath))) return undefined;
    return { execPath, version, source: 'package' };
  } catch {
    return undefined;
  }
}

/** Runs the package's own installer and answers why it failed, or '' if it did not. */
async function runPackageInstall(log) {
  const reachable = await downloadIsReachable();
  // Even without a network the installer may find the archive in its own cache, so it gets a try.
  const timeLimitMs = reachable ? INSTALL_LIMIT_MS : OFFLINE_INSTALL_LIMIT_MS;
  log("Looking for Electron's own download …");
  const script = path.join(packageFolder('electron'), 'install.js');
  const { ok, output } = await runTool(process.execPath, [script], { timeLimitMs });
  if (ok) return '';
  const reason = output.split('\n').find((line) => /error/i.test(line)) ?? output.trim();
  log(`It cannot be had here (${reason.trim()}).`);
  return reason;
}

/**
 * Whether the place of Electron's releases answers at all. On a network that swallows packets the
 * installer would wait for minutes. A mirror or a proxy makes the question meaningless.
 */
function downloadIsReachable(env = process.env) {
  const elsewhere = Object.keys(env).some(
    (name) => /^(npm_config_)?electron_mirror$/i.test(name) || /^https?_proxy$/i.test(name),
  );
  if (elsewhere) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = net.connect({ host: 'github.com', port: 443 });
    const answer = (reachable) => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(PROBE_LIMIT_MS, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

/** What to tell where the fallback does not fit either. */
export function noElectronSentence(failure, platform = process.platform, arch = process.arch) {
  return (
    `There is no Electron for this machine (${platform} ${arch}) yet, and fetching one failed` +
    `${failure ? `: ${failure.trim()}` : ''}. Connect to a network that reaches Electron's ` +
    `releases and run "npx install-electron", or set ELECTRON_EXEC_PATH to an Electron binary.`
  );
}

/** Electron puts a file `version` beside its binary; on macOS it lies beside the app bundle. */
async function versionBeside(execPath) {
  try {
    const text = await readFile(path.join(path.dirname(execPath), 'version'), 'utf8');
    return text.trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

async function isExecutable(file) {
  return access(file, constants.X_OK).then(() => true, () => false);
}
