import { existsSync } from 'node:fs';
import { runTool } from './childProcess.mjs';
import { ensurePackages, findProgram, hasTime64Names, readOsRelease } from './debianPackages.mjs';
import { logLine, RuntimeProblem } from './runtimeProblem.mjs';

/** The Debian 12 package of every library Electron is linked against, outside libc. */
const PACKAGE_OF_LIBRARY = {
  'libX11-xcb.so.1': 'libx11-xcb1',
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXcursor.so.1': 'libxcursor1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXi.so.6': 'libxi6',
  'libXrandr.so.2': 'libxrandr2',
  'libXrender.so.1': 'libxrender1',
  'libXss.so.1': 'libxss1',
  'libXtst.so.6': 'libxtst6',
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libplc4.so': 'libnspr4',
  'libplds4.so': 'libnspr4',
  'libsmime3.so': 'libnss3',
  'libssl3.so': 'libnss3',
  'libudev.so.1': 'libudev1',
  'libuuid.so.1': 'libuuid1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libxshmfence.so.1': 'libxshmfence1',
};

/** Of those, the ones renamed by the 64-bit time_t transition. */
const TIME64_PACKAGES = new Set([
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcups2',
  'libglib2.0-0',
  'libgtk-3-0',
]);

const CHROMIUM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The libraries `ldd` did not find, each once, in its order. */
export function parseMissingLibraries(lddOutput) {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found\s*$/gm)].map((match) => match[1]);
  return [...new Set(names)];
}

/** Whether `ldd` complains that the C library is older than the binary needs. */
export function needsNewerLibc(lddOutput) {
  return /version `GLIBC_[\d.]+' not found/.test(lddOutput);
}

/** The packages that give the libraries, and the libraries no package is known for. */
export function packagesForLibraries(libraries, osRelease) {
  const suffix = hasTime64Names(osRelease) ? 't64' : '';
  const packages = new Set();
  const unknown = [];
  for (const library of libraries) {
    const name = PACKAGE_OF_LIBRARY[library];
    if (!name) unknown.push(library);
    else packages.add(TIME64_PACKAGES.has(name) ? name + suffix : name);
  }
  return { packages: [...packages].sort(), unknown };
}

/**
 * Which packages a binary still needs; none off Linux. Without the look, a missing library shows as
 * a bare exit code 127.
 *
 * @param {string} execPath
 * @returns {Promise<{libraries: string[], packages: string[]}>}
 * @throws {RuntimeProblem} if no package can help
 */
async function missingLibraries(execPath) {
  if (process.platform !== 'linux' || !findProgram('ldd')) return { libraries: [], packages: [] };
  const env = { ...process.env, LC_ALL: 'C' };
  const { output } = await runTool('ldd', [execPath], { env, timeLimitMs: 30_000 });
  if (needsNewerLibc(output)) {
    throw new RuntimeProblem(
      `This Linux is too old for ${execPath}: its C library (glibc) lacks versions it needs. ` +
        `Use a newer system, or set ELECTRON_EXEC_PATH to an Electron that fits.`,
    );
  }
  const libraries = parseMissingLibraries(output);
  const { packages, unknown } = packagesForLibraries(libraries, readOsRelease());
  if (unknown.length > 0 && packages.length === 0) {
    throw new RuntimeProblem(
      `Electron cannot start: this machine lacks ${unknown.join(', ')}. Install the packages ` +
        `that give them (on Debian, "apt-file search" finds them).`,
    );
  }
  return { libraries, packages };
}

/** Makes sure a binary's libraries are there, installing them where {@link ensurePackages} may. */
export async function ensureSystemLibraries(execPath, { log = logLine } = {}) {
  const { libraries, packages } = await missingLibraries(execPath);
  if (libraries.length === 0) return;
  await ensurePackages(packages, { missing: `the libraries ${libraries.join(', ')}`, log });
  const left = await missingLibraries(execPath);
  if (left.libraries.length > 0) {
    throw new RuntimeProblem(
      `Electron cannot start: ${left.libraries.join(', ')} are missing even after installing ` +
        `${packages.join(' ')}.`,
    );
  }
}

/** The path of Xvfb, X's server without a screen; only Linux needs one. */
export async function ensureXvfb({ log = logLine } = {}) {
  if (!findProgram('Xvfb')) {
    await ensurePackages(['xvfb', 'xauth'], { missing: 'the virtual display Xvfb', log });
  }
  const found = findProgram('Xvfb');
  if (!found) throw new RuntimeProblem('Xvfb was installed but is not on the path.');
  return found;
}

/** The path of a Chromium for tests in a browser. CHROMIUM_PATH overrides the search. */
export async function ensureChromium({ log = logLine, env = process.env } = {}) {
  if (env.CHROMIUM_PATH) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new RuntimeProblem(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which does not exist.`);
  }
  const find = () => CHROMIUM_PATHS.find((file) => existsSync(file));
  if (!find()) await ensurePackages(['chromium'], { missing: 'the browser Chromium', log });
  const found = find();
  if (!found) throw new RuntimeProblem('Chromium was installed but is at none of its known places.');
  return found;
}
