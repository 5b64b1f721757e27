import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { COMMAND_FLAGS, electronArguments, sandboxFlags } from '../../electron/runtime/commandLine.mjs';
import { cacheFolder, projectRoot } from '../../electron/runtime/projectFolders.mjs';
import { resolveElectron } from '../../electron/runtime/resolveElectron.mjs';
import { peopleOf, rosterCsv } from './roster.mjs';

/**
 * Where everything of one run lies: beside the project and not in the system's folder for temporary files, which may
 * be memory and know no disk.
 */
export const workFolder = path.join(cacheFolder, `bench-${process.pid}`);
process.once('exit', () => fs.rmSync(workFolder, { recursive: true, force: true }));

export const { execPath: electronPath } = await resolveElectron();
/** The flags of every Electron that is measured, ours and empty ones alike. */
export const electronFlags = [...sandboxFlags(), '--disable-gpu'];

/** A folder of its own below the work folder. */
export function freshFolder(name) {
  fs.mkdirSync(workFolder, { recursive: true });
  return fs.mkdtempSync(path.join(workFolder, `${name}-`));
}

const rosters = new Map();

/** The people of a roster of some size, and its file. */
export function roster(count) {
  let made = rosters.get(count);
  if (!made) {
    const people = peopleOf(count);
    fs.mkdirSync(workFolder, { recursive: true });
    const file = path.join(workFolder, `roster-${count}.csv`);
    fs.writeFileSync(file, rosterCsv(people));
    made = { people, file };
    rosters.set(count, made);
  }
  return made;
}

const prepared = new Map();

/**
 * A data folder with a roster and an agenda imported and everything written, closed as one closes the application.
 * Made once a run by the headless commands, then copied for each that asks.
 */
export async function dataFolder(count) {
  if (!prepared.has(count)) prepared.set(count, prepareData(count));
  const source = await prepared.get(count);
  const copy = freshFolder(`data-${count}`);
  fs.cpSync(source, copy, { recursive: true });
  return copy;
}

async function prepareData(count) {
  const folder = freshFolder(`prepared-${count}`);
  await headless(['import-roster', roster(count).file, '--data', folder, '--json']);
  await headless(['import-agenda', path.join(projectRoot, 'tests', 'fixtures', 'agenda-seoul.csv'), '--data', folder, '--json']);
  return folder;
}

/** Runs a headless command to its end. @returns its standard output and its time in milliseconds. */
export function headless(args, input = '') {
  const start = performance.now();
  const flags = [...sandboxFlags(), ...COMMAND_FLAGS];
  const child = spawn(electronPath, electronArguments({ chromiumFlags: flags, appFolder: projectRoot, appArguments: ['--headless', ...args] }));
  const out = [];
  const err = [];
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const stdout = Buffer.concat(out).toString('utf8');
      if (code === 0) resolve({ stdout, milliseconds: performance.now() - start });
      else reject(new Error(`"${args[0]}" ended with ${code}: ${Buffer.concat(err).toString('utf8')}`));
    });
  });
}
