import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { electronFlags, electronPath } from './workFolder.mjs';

/**
 * Starts an Electron app of the bench and speaks with it over Node's channel between parent and child: `{ id, … }`
 * there, `{ id, value }` or `{ id, error }` back; `{ marks }` come by themselves.
 */
export function startElectron(appFolder, appArguments, env = {}, flags = []) {
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(electronPath, [...electronFlags, ...flags, appFolder, '--', ...appArguments], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', process.env.BENCH_VERBOSE ? 'inherit' : 'ignore', 'ipc'],
  });
  const marks = {};
  const open = new Map();
  let nextId = 1;
  child.on('message', ({ id, value, error, marks: some }) => {
    if (some) return Object.assign(marks, some);
    const call = open.get(id);
    open.delete(id);
    return error === undefined ? call?.resolve(value) : call?.reject(new Error(error));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve)).then((code) => {
    for (const call of open.values()) call.reject(new Error(`An Electron of the bench ended with ${code}.`));
    open.clear();
  });
  return {
    pid: child.pid,
    startedAt,
    marks,
    ended,
    ask(message) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        child.send({ id, ...message }, (error) => error && reject(error));
      });
    },
  };
}

/** A process and all below it. Linux only. */
export function processesBelow(root) {
  const parents = new Map();
  for (const name of fs.readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const stat = readOr(`/proc/${name}/stat`);
    if (stat) parents.set(Number(name), Number(fieldsOf(stat)[1]));
  }
  const below = (pid) => [pid, ...[...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => below(child))];
  return below(root);
}

/** What /proc/PID/stat says after the name, which may hold anything: state, parent, … */
function fieldsOf(stat) {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function kindOf(pid) {
  const line = readOr(`/proc/${pid}/cmdline`);
  const service = /--utility-sub-type=([a-z_]+)/.exec(line)?.[1];
  return service ?? /--type=([a-z-]+)/.exec(line)?.[1] ?? 'main';
}

/** Processor time of a process and all below it so far, in ms, by kind of process. Linux only. */
export function processorTimeOf(root) {
  const kinds = {};
  for (const pid of processesBelow(root)) {
    const fields = fieldsOf(readOr(`/proc/${pid}/stat`));
    const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0); // of 10 ms, in user and in kernel mode
    kinds[kindOf(pid)] = (kinds[kindOf(pid)] ?? 0) + ticks * 10;
  }
  return kinds;
}

/** Proportional set size of a process and all below it, in MB, whole and by kind of process. Linux only. */
export function memoryOf(root) {
  const kinds = {};
  let total = 0;
  for (const pid of processesBelow(root)) {
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(readOr(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
    (kinds[kindOf(pid)] ??= []).push(Math.round(kilobytes / 1024));
    total += kilobytes / 1024;
  }
  return { total, kinds };
}

/** A file's text, or nothing if its process has ended meanwhile. */
function readOr(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
