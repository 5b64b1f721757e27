import path from 'node:path';
import { projectRoot } from './projectFolders.mjs';

/**
 * Switches for Chromium that depend on who runs it: it refuses to start as root with its sandbox
 * on, because the sandbox's helper protects nothing from root. Kiosks run as an ordinary user and
 * keep the sandbox; root means a container or a test machine.
 */
export function sandboxFlags(platform = process.platform, uid = process.getuid?.()) {
  return platform === 'linux' && uid === 0 ? ['--no-sandbox'] : [];
}

/**
 * Switches for a command without windows: no GPU process that would fail on a virtual display, and
 * no Chromium log lines (about D-Bus and the like) on the standard error of a command-line tool.
 */
export const COMMAND_FLAGS = Object.freeze(['--disable-gpu', '--log-level=3']);

/**
 * Electron's whole argument list. The app's own arguments stand behind `--`: Chromium reads
 * switches anywhere before it, and would take `--headless` or `--lang` for its own.
 */
export function electronArguments({ chromiumFlags = [], appFolder, appArguments = [] }) {
  return [...chromiumFlags, appFolder, '--', ...appArguments];
}

/** Whether an option is among the arguments, as `--name value` or `--name=value`. */
export function hasOption(args, name) {
  return args.some((arg) => arg === name || arg.startsWith(`${name}=`));
}

/**
 * The app's arguments for `npm start`: without a data folder named anywhere, the sample workshop
 * opens, so that the first start shows something and touches nobody's data.
 */
export function startArguments(args, env = process.env) {
  const chosen = hasOption(args, '--data') || Boolean(env.KIOSK_DATA_DIR);
  return chosen || hasOption(args, '--sample') ? [...args] : ['--sample', ...args];
}

/**
 * The folder the person typed the command in, which file arguments are relative to. npm moves
 * scripts to the project's folder and leaves the caller's in INIT_CWD; but every process started
 * below an npm script inherits that variable, so it only counts if npm started this very script.
 */
export function callersFolder(script, env = process.env, folder = process.cwd()) {
  const byNpm =
    path.resolve(folder) === projectRoot && (env.npm_lifecycle_script ?? '').includes(script);
  return byNpm && env.INIT_CWD ? env.INIT_CWD : folder;
}
