import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { COMMAND_FLAGS, electronArguments, sandboxFlags } from '../../../electron/runtime/commandLine.mjs';
import { electronPath } from '../workFolder.mjs';

/** Headless commands of the built application in the real Electron, through a probe that looks into its main process. */

const probe = fileURLToPath(new URL('probe', import.meta.url));

function start(args) {
  const child = spawn(electronPath, electronArguments({ chromiumFlags: [...sandboxFlags(), ...COMMAND_FLAGS], appFolder: probe, appArguments: ['--headless', ...args] }), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (complained += text));
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`"${args[0]}" ended with ${code}: ${complained || said}`))));
  });
  ended.catch(() => undefined);
  const firstLine = new Promise((resolve) => child.stdout.on('data', () => said.includes('\n') && resolve(said.split('\n')[0])));
  const open = new Map();
  let nextId = 1;
  child.on('message', ({ id, value }) => {
    open.get(id)?.(value);
    open.delete(id);
  });
  const ask = (name) =>
    new Promise((resolve) => {
      const id = nextId++;
      open.set(id, resolve);
      child.send({ id, name });
    });
  return { child, ended, firstLine, ask };
}

/** Runs a command to its end. @returns what it said. */
export function runCommand(args) {
  return start(args).ended;
}

/** A hub over a data folder, on loopback. */
export async function startHub(data, { uses = 10 } = {}) {
  const { child, ended, firstLine, ask } = start(['hub', '--port', '0', '--uses', String(uses), '--relay', '--json', '--data', data]);
  const { port, enrolment } = JSON.parse(await Promise.race([firstLine, ended]));
  return {
    pid: child.pid, port, enrolment,
    /** How late its main process's timers were since the last time this was asked, in ms. */
    late: () => ask('late'),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
