import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runToEnd } from './childProcess.mjs';
import { logLine, RuntimeProblem } from './runtimeProblem.mjs';

/** apt's lists are fetched once a run, however many things turn out to be missing. */
let listsUpdated = false;

/** The fields of os-release(5) that tell which packages a system knows. */
export function parseOsRelease(text) {
  const fields = {};
  for (const line of text.split('\n')) {
    const match = /^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line.trim());
    if (match) fields[match[1]] = match[2] ?? match[3] ?? match[4];
  }
  const version = Number.parseFloat(fields.VERSION_ID ?? '');
  return {
    id: fields.ID ?? '',
    family: [fields.ID, ...(fields.ID_LIKE ?? '').split(' ')].filter(Boolean),
    version: Number.isNaN(version) ? undefined : version,
  };
}

/** This machine's os-release; empty fields where there is none. */
export function readOsRelease() {
  try {
    return parseOsRelease(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return parseOsRelease('');
  }
}

/** Whether packages are named as in Debian. */
export function isDebianFamily(osRelease) {
  return osRelease.family.includes('debian') || osRelease.family.includes('ubuntu');
}

/**
 * Whether libraries carry the suffix of the 64-bit time_t transition (Debian 13, Ubuntu 24.04).
 * The old names are only virtual there, and apt refuses those with more than one provider.
 */
export function hasTime64Names(osRelease) {
  if (osRelease.id === 'ubuntu') return (osRelease.version ?? Infinity) >= 24.04;
  if (osRelease.id === 'debian') return (osRelease.version ?? Infinity) >= 13;
  return false;
}

/** The command a person types to install packages. */
export function aptCommandLine(packages) {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/** The first program of that name on the path, or undefined. */
export function findProgram(name, env = process.env) {
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/**
 * Installs packages on a Debian or Ubuntu where we are root, as on a fresh test machine or in a
 * container. Everywhere else it changes nothing and says what is missing and how to get it.
 *
 * @param {string[]} packages
 * @param {{missing: string, log?: (line: string) => void}} options `missing` completes
 *   "This machine lacks …"
 * @throws {RuntimeProblem}
 */
export async function ensurePackages(packages, { missing, log = logLine }) {
  if (packages.length === 0) return;
  const osRelease = readOsRelease();
  const debian = isDebianFamily(osRelease) && findProgram('apt-get') !== undefined;
  if (!debian) {
    throw new RuntimeProblem(
      `This machine lacks ${missing}. Install what gives it with the system's package manager ` +
        `(on Debian: ${packages.join(' ')}).`,
    );
  }
  const command = aptCommandLine(packages);
  if (process.getuid?.() !== 0) {
    throw new RuntimeProblem(`This machine lacks ${missing}. Run: sudo sh -c '${command}'`);
  }
  log(`This machine lacks ${missing}; installing ${packages.join(' ')} …`);
  // Waits for another apt instead of failing: two runs on a fresh machine start at the same time.
  const options = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=600'];
  if (!listsUpdated) await apt([...options, 'update'], command);
  listsUpdated = true;
  await apt([...options, '--no-install-recommends', 'install', ...packages], command);
}

async function apt(args, command) {
  const code = await runToEnd('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 2, 2], // standard output belongs to the app
  });
  if (code !== 0) {
    throw new RuntimeProblem(
      `"apt-get ${args.join(' ')}" failed with exit code ${code}; its own words are above. ` +
        `Put that right, then run: ${command}`,
    );
  }
}
