import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright';

import { resolveElectron } from '../../electron/runtime/resolveElectron.mjs';

/** The real application, built, in the real Electron: started, driven and ended by tests. */

export const root = path.resolve(import.meta.dirname, '../..');
export const roster = path.join(root, 'tests/fixtures/roster-seoul.csv');
export const agenda = path.join(root, 'tests/fixtures/agenda-seoul.csv');

const { execPath } = (await resolveElectron({ log: () => undefined })) as { execPath: string };
// --no-sandbox: Chromium's own sandbox cannot run as root, as test machines do; renderers keep Electron's `sandbox`.
const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A fresh data folder, gone again after the test file. */
export function freshData(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-e2e-'));
  folders.push(folder);
  return folder;
}

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Standard output as JSON, one value a line. */
  json: <T = Record<string, unknown>>() => T[];
}

/**
 * Starts a headless command as the head of a process group of its own, so that the whole tree can be killed.
 *
 * @param stdout where its output goes, if that is not to be read here: an open file.
 * @param within a program that runs it elsewhere, such as in a network of its own, with its arguments.
 */
export function startHeadless(args: readonly string[], env: Record<string, string> = {}, stdout: 'pipe' | number = 'pipe', within: readonly string[] = []): ChildProcess {
  const [program = execPath, ...before] = [...within, execPath];
  return spawn(program, [...before, ...flags, '--disable-gpu', '--log-level=3', root, '--', '--headless', ...args], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['pipe', stdout, 'pipe'],
  });
}

/** Kills a process and all its children at once, as a pulled plug does. */
export function killTree(child: ChildProcess): void {
  try {
    process.kill(-(child.pid as number), 'SIGKILL');
  } catch {
    // gone already
  }
}

/** Runs a headless command to its end. */
export async function headless(args: readonly string[], input = '', env: Record<string, string> = {}): Promise<Finished> {
  const child = startHeadless(args, env);
  child.stdin?.on('error', () => undefined); // a command that refuses ends before it has read everything
  child.stdin?.end(input);
  return finished(child);
}

export function finished(child: ChildProcess): Promise<Finished> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const stdout = Buffer.concat(out).toString('utf8');
      const json = <T>(): T[] => stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as T);
      resolve({ code, signal, stdout, stderr: Buffer.concat(err).toString('utf8'), json });
    });
  });
}

/** Imports files, in this order: the workshop takes its zone from what comes first. */
export async function importInto(data: string, files: { roster?: string; agenda?: string }): Promise<void> {
  for (const [kind, file] of Object.entries(files)) {
    const { code, stderr } = await headless([`import-${kind}`, file, '--data', data, '--json']);
    if (code !== 0) throw new Error(stderr);
  }
}

/** Data folders that are alike: one is made when it is first asked for, and each is a copy of it. */
export function copiesOf(make: () => Promise<string>): () => Promise<string> {
  let made: Promise<string> | null = null;
  return async () => {
    made ??= make();
    const data = freshData();
    fs.cpSync(await made, data, { recursive: true });
    return data;
  };
}

/** A data folder with the sample roster and agenda imported. */
export const preparedData = copiesOf(async () => {
  const data = freshData();
  await importInto(data, { roster, agenda });
  return data;
});

export interface Application {
  app: ElectronApplication;
  data: string;
  /** The window of one kind, once it is there. */
  window(host: 'desk' | 'hq' | 'kiosk' | 'store', query?: string): Promise<Page>;
  close(): Promise<void>;
}

const launchTimeout = 40_000;

/**
 * Starts Electron under Playwright. On a busy machine the two now and then miss each other before any of the
 * application's code has run; Playwright then ends Electron after the timeout, and it is started once more.
 */
async function launch(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  try {
    return await _electron.launch(options);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    return _electron.launch(options);
  }
}

export interface Opening {
  /** A fresh folder where nothing is said. */
  data?: string;
  /** The application's own. */
  args?: string[];
  /** Chromium's. */
  flags?: readonly string[];
  env?: Record<string, string>;
}

/** Opens the application with its windows. */
export async function openApplication(options: Opening = {}): Promise<Application> {
  const data = options.data ?? freshData();
  const app = await launch({
    executablePath: execPath,
    args: [...flags, ...(options.flags ?? []), '--disable-gpu', root, '--', '--data', data, ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), ...options.env },
    timeout: launchTimeout,
  });
  const window = async (host: string, query = ''): Promise<Page> => {
    const fits = (page: Page): boolean => page.url().startsWith(`app://${host}/`) && page.url().includes(query);
    for (;;) {
      const page = app.windows().find(fits);
      if (page) return page;
      await app.waitForEvent('window', { timeout: 60_000 });
    }
  };
  return { app, data, window, close: () => app.close() };
}

/** The command line of another windowed start on the same data folder. */
export function secondStart(data: string): { command: string; args: string[] } {
  return { command: execPath, args: [...flags, '--disable-gpu', root, '--', '--data', data] };
}

/** Waits until a window shows what it is there for. */
export function ready(page: Page): Promise<unknown> {
  return page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 30_000 });
}

/** The system's dialogs for files cannot be driven: the next ones answer with this place. */
export function answerDialogs({ app }: Application, place: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, place);
}

/** Chooses a window's language in its menu. */
export async function speak(page: Page, language: string): Promise<void> {
  await page.getByTestId('language').click();
  await page.getByTestId(`language-${language}`).click();
  await expect.poll(() => page.evaluate(() => [document.documentElement.lang.slice(0, 2), document.documentElement.dir])).toEqual([language, language === 'ar' ? 'rtl' : 'ltr']);
}
