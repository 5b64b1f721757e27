import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
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

let prepared: Promise<string> | null = null;

/** A data folder with the sample roster and agenda imported: a copy of one that is made once a test file. */
export async function preparedData(): Promise<string> {
  prepared ??= importedSample();
  const data = freshData();
  fs.cpSync(await prepared, data, { recursive: true });
  return data;
}

async function importedSample(): Promise<string> {
  const data = freshData();
  for (const args of [['import-roster', roster], ['import-agenda', agenda]]) {
    const { code, stderr } = await headless([...args, '--data', data, '--json']);
    if (code !== 0) throw new Error(stderr);
  }
  return data;
}

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

/** Opens the application with its windows. `flags` are Chromium's, `args` the application's own. */
export async function openApplication(
  options: { data?: string; args?: string[]; flags?: readonly string[]; env?: Record<string, string> } = {},
): Promise<Application> {
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

/**
 * Types as a keyboard-wedge scanner does: keys by their place on the keyboard, then Enter, in one go. Playwright waits
 * for each key to be taken, which on a busy machine is slower than any scanner; here all are sent and then waited for.
 */
export async function wedge(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    await Promise.all(
      [...[...code].map(keyOf), enter].flatMap((key) => {
        const { text: _text, ...released } = key;
        return [session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }), session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...released })];
      }),
    );
  } finally {
    await session.detach().catch(() => undefined); // the page may have been left by what the scan did
  }
}

interface Key {
  key: string;
  code: string;
  windowsVirtualKeyCode: number;
  text: string;
}

const enter: Key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };

/** The signs that a QR code of letters and digits may have, by their keys. */
const signs: Record<string, [code: string, windowsVirtualKeyCode: number]> = {
  '-': ['Minus', 189], ':': ['Semicolon', 186], '/': ['Slash', 191], '.': ['Period', 190], '+': ['Equal', 187], '$': ['Digit4', 52], '%': ['Digit5', 53], '*': ['Digit8', 56], ' ': ['Space', 32],
};

/** As on an American keyboard, like the scanners' own. */
function keyOf(letter: string): Key {
  const upper = letter.toUpperCase();
  const named = (code: string, windowsVirtualKeyCode: number): Key => ({ key: letter, code, windowsVirtualKeyCode, text: letter });
  if (/^[A-Z]$/.test(upper)) return named(`Key${upper}`, upper.charCodeAt(0));
  if (/^\d$/.test(letter)) return named(`Digit${letter}`, letter.charCodeAt(0));
  const sign = signs[letter];
  if (sign) return named(...sign);
  throw new Error(`The scanner of the tests has no key for "${letter}".`);
}

/** The command line of another windowed start on the same data folder. */
export function secondStart(data: string): { command: string; args: string[] } {
  return { command: execPath, args: [...flags, '--disable-gpu', root, '--', '--data', data] };
}
