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

const FONT_FILES = {
  '/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf': 'fonts-noto-core',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc': 'fonts-noto-cjk',
};

const TWO_DISPLAYS_FILES = {
  '/usr/lib/xorg/Xorg': 'xserver-xorg-core',
  '/usr/lib/xorg/modules/drivers/dummy_drv.so': 'xserver-xorg-video-dummy',
  '/usr/bin/xrandr': 'x11-xserver-utils',
};

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

/**
 * Makes sure names in every script can be seen in screenshots. Nothing depends on it, so where it
 * cannot be done it is said and the run goes on.
 */
export async function ensureFonts({ log = logLine } = {}) {
  if (process.platform !== 'linux') return;
  const packages = Object.keys(FONT_FILES)
    .filter((file) => !existsSync(file))
    .map((file) => FONT_FILES[file]);
  try {
    await ensurePackages(packages, { missing: 'fonts for many scripts (screenshots only)', log });
  } catch (error) {
    if (!(error instanceof RuntimeProblem)) throw error;
    log(`${error.message} Going on without them.`);
  }
}

/**
 * Makes sure that tests can have a computer with two displays: an X server whose dummy driver has as many as one
 * likes. Where it cannot be had that is said, those tests say that they were skipped, and the run goes on.
 */
export async function ensureTwoDisplays({ log = logLine } = {}) {
  if (process.platform !== 'linux') return;
  const packages = Object.keys(TWO_DISPLAYS_FILES)
    .filter((file) => !existsSync(file))
    .map((file) => TWO_DISPLAYS_FILES[file]);
  try {
    await ensurePackages(packages, { missing: 'an X server with two displays (tests of a second display only)', log });
  } catch (error) {
    if (!(error instanceof RuntimeProblem)) throw error;
    log(`${error.message} Going on without it.`);
  }
}

/** What real printers for tests need: CUPS, its IPP printer, and what that announces itself by. */
const PRINTER_FILES = {
  '/usr/sbin/cupsd': 'cups',
  '/usr/sbin/ippeveprinter': 'cups-ipp-utils',
  '/usr/sbin/avahi-daemon': 'avahi-daemon',
  '/usr/bin/dbus-daemon': 'dbus',
};

/**
 * Makes sure that tests can have printers and a spooler of their own. Where they cannot be had that is said, those tests
 * say that they were skipped, and the run goes on.
 */
export async function ensurePrinters({ log = logLine } = {}) {
  if (process.platform !== 'linux') return;
  const packages = Object.keys(PRINTER_FILES)
    .filter((file) => !existsSync(file))
    .map((file) => PRINTER_FILES[file]);
  try {
    await ensurePackages(packages, { missing: 'printers for tests (CUPS and what it needs)', log });
  } catch (error) {
    if (!(error instanceof RuntimeProblem)) throw error;
    log(`${error.message} Going on without: tests of printing are left out.`);
  }
}

/** What makes a bad network for tests: `ip` and `tc`, and `nft`, which drops packets. */
const NETWORK_TOOLS = { ip: 'iproute2', tc: 'iproute2', nft: 'nftables' };

/**
 * Makes sure that tests can have bad networks of their own. Where they cannot be had that is said, those tests say that
 * they were skipped, and the run goes on.
 */
export async function ensureNetworks({ log = logLine } = {}) {
  if (process.platform !== 'linux') return;
  const packages = Object.keys(NETWORK_TOOLS)
    .filter((program) => !findProgram(program))
    .map((program) => NETWORK_TOOLS[program]);
  try {
    await ensurePackages([...new Set(packages)], { missing: 'what makes a bad network (tests of the exchange over one only)', log });
  } catch (error) {
    if (!(error instanceof RuntimeProblem)) throw error;
    log(`${error.message} Going on without it.`);
  }
}

/** Programs that read what the application writes, as its users' do. */
const READERS = { soffice: 'libreoffice-calc', pdftotext: 'poppler-utils' };

/**
 * Makes sure there is LibreOffice's spreadsheet and poppler, by which tests look at exported files. Where they cannot be
 * had, that is said and the run goes on: those tests alone are left out.
 */
export async function ensureReaders({ log = logLine } = {}) {
  if (process.platform !== 'linux') return;
  const missing = Object.keys(READERS).filter((program) => !findProgram(program));
  try {
    await ensurePackages(missing.map((program) => READERS[program]), { missing: `${missing.join(' and ')} (to read exported files)`, log });
  } catch (error) {
    if (!(error instanceof RuntimeProblem)) throw error;
    log(`${error.message} Going on without: tests of exported files are left out.`);
  }
}
