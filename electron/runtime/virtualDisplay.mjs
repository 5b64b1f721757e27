import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { tiedToUs } from './childProcess.mjs';
import { logLine, RuntimeProblem } from './runtimeProblem.mjs';
import { ensureXvfb } from './systemLibraries.mjs';

const XVFB_START_LIMIT_MS = 30_000;

/**
 * What a window could appear on: `system` (macOS, Windows), `x11`, `wayland`, or `none` with the
 * reason. A DISPLAY left over from an ended session is told from one that answers, because
 * Electron aborts on it without a helpful word.
 *
 * @returns {Promise<{kind: 'system' | 'x11' | 'wayland' | 'none', reason?: string}>}
 */
export async function findDisplay(env = process.env, platform = process.platform) {
  if (platform !== 'linux') return { kind: 'system' };
  if (env.DISPLAY && (await displayAnswers(env.DISPLAY))) return { kind: 'x11' };
  if (env.WAYLAND_DISPLAY && waylandSocketExists(env)) return { kind: 'wayland' };
  return {
    kind: 'none',
    reason: env.DISPLAY
      ? `nothing answers at DISPLAY=${env.DISPLAY}`
      : 'neither DISPLAY nor WAYLAND_DISPLAY is set',
  };
}

/** The number in a local display name such as `:1.0` or `unix:1`; undefined for a remote one. */
export function localDisplayNumber(display) {
  const match = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(display);
  return match ? Number(match[1]) : undefined;
}

async function displayAnswers(display) {
  const number = localDisplayNumber(display);
  // A remote display (ssh forwards one as localhost:10) is believed.
  if (number === undefined) return true;
  const socket = `/tmp/.X11-unix/X${number}`;
  return (await connects(socket)) || connects(`\0${socket}`);
}

function connects(socketPath) {
  return new Promise((resolve) => {
    const socket = net.connect({ path: socketPath });
    socket.once('connect', () => resolve(true) || socket.destroy());
    socket.once('error', () => resolve(false));
  });
}

function waylandSocketExists(env) {
  return existsSync(path.resolve(env.XDG_RUNTIME_DIR ?? '', env.WAYLAND_DISPLAY));
}

/**
 * Starts an Xvfb of our own and answers the environment that names it. It picks a free number
 * itself (`-displayfd`), so any number of them run side by side, and the kernel ends it with this
 * process. Ozone's own headless mode would need no server, but Electron 25 crashes in it, and
 * later versions have been reported to.
 *
 * @returns {Promise<{env: {DISPLAY: string}, stop: () => Promise<void>}>}
 */
export async function startVirtualDisplay({ log = logLine } = {}) {
  const xvfb = await ensureXvfb({ log });
  const screen = ['-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'];
  const { command, args } = tiedToUs(xvfb, ['-displayfd', '3', ...screen], 'TERM');
  // A group of its own: a Ctrl-C in the terminal must not take the display from an app that is
  // still closing.
  const server = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  let words = '';
  server.stderr.on('data', (chunk) => (words += chunk));

  const number = await new Promise((resolve, reject) => {
    const fail = (why) =>
      reject(new RuntimeProblem(`The virtual display Xvfb did not start: ${why}\n${words}`.trim()));
    const timer = setTimeout(() => {
      server.kill('SIGKILL');
      fail(`no answer within ${XVFB_START_LIMIT_MS / 1000} s`);
    }, XVFB_START_LIMIT_MS);
    let answer = '';
    server.stdio[3].on('data', (chunk) => {
      answer += chunk;
      if (!answer.includes('\n')) return;
      clearTimeout(timer);
      resolve(Number.parseInt(answer, 10));
    });
    server.once('error', (error) => fail(error.message));
    void ended.then((code) => {
      clearTimeout(timer);
      fail(`exit code ${code}`);
    });
  });

  return {
    env: { DISPLAY: `:${number}` },
    async stop() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
