import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The exit code a shell would report: 128 + the signal's number for a killed process. */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}

let canTieToParent;

/**
 * Whether the kernel can be asked to end a child with its parent. Then a launcher killed with
 * SIGKILL, which no handler sees, leaves no app and no virtual display behind. `setpriv` belongs
 * to util-linux, so every Debian has it; the option is tried because busybox's lacks it.
 */
function childrenEndWithUs() {
  canTieToParent ??=
    process.platform === 'linux' &&
    spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status === 0;
  return canTieToParent;
}

/** The command line that runs `command` so that `signal` reaches it when this process ends. */
export function tiedToUs(command, args, signal) {
  return childrenEndWithUs()
    ? { command: 'setpriv', args: ['--pdeathsig', signal, command, ...args] }
    : { command, args };
}

/**
 * Decides whether a signal is passed on to a child. Chromium closes properly on the first one and
 * dies on the second, and the same Ctrl-C or `timeout` often arrives two or three times (from the
 * terminal, from npm, from the process group), so repeats within a second are dropped. A child in
 * our own process group already got the terminal's Ctrl-C.
 */
export function signalFilter({ ownGroup, interactive, now = Date.now }) {
  let last = { signal: '', at: -Infinity };
  return (signal) => {
    if (!ownGroup && interactive && signal === 'SIGINT') return false;
    const repeated = signal === last.signal && now() - last.at < 1000;
    if (!repeated) last = { signal, at: now() };
    return !repeated;
  };
}

/**
 * Runs a child to its end and answers its exit code. Signals are passed on; the child is killed
 * when this process is. `separateGroup` shields it from signals meant for the whole group, which it
 * would get a second time from us; that is only safe where the kernel ties the two together.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{stdio?: import('node:child_process').StdioOptions, env?: NodeJS.ProcessEnv, cwd?: string,
 *   separateGroup?: boolean}} [options]
 * @returns {Promise<number>}
 */
export function runToEnd(command, args, options = {}) {
  const { stdio = 'inherit', env = process.env, cwd, separateGroup = false } = options;
  const ownGroup = separateGroup && childrenEndWithUs();
  const tied = tiedToUs(command, args, 'KILL');
  const passes = signalFilter({ ownGroup, interactive: Boolean(process.stdin.isTTY) });

  return new Promise((resolve, reject) => {
    const child = spawn(tied.command, tied.args, { stdio, env, cwd, detached: ownGroup });
    const handlers = FORWARDED_SIGNALS.map((signal) => {
      const handler = () => passes(signal) && child.kill(signal);
      process.on(signal, handler);
      return [signal, handler];
    });
    const settle = (finish) => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
      finish();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) => settle(() => resolve(exitCodeOf(code, signal))));
  });
}

/**
 * Runs a tool without input and collects what it says; never rejects.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeLimitMs?: number}} [options]
 * @returns {Promise<{ok: boolean, output: string}>}
 */
export function runTool(command, args, { cwd, env = process.env, timeLimitMs } = {}) {
  const tied = tiedToUs(command, args, 'KILL');
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(tied.command, tied.args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeLimitMs,
      killSignal: 'SIGKILL',
    });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code, signal) => {
      const killed = signal && timeLimitMs ? `stopped after ${timeLimitMs / 1000} s\n` : '';
      resolve({ ok: code === 0, output: output + killed });
    });
  });
}
