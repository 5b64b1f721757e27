import { runToEnd } from './childProcess.mjs';
import { electronArguments, sandboxFlags } from './commandLine.mjs';
import { projectRoot } from './projectFolders.mjs';
import { resolveElectron } from './resolveElectron.mjs';
import { logLine, RuntimeProblem } from './runtimeProblem.mjs';
import { ensureSystemLibraries } from './systemLibraries.mjs';
import { findDisplay, startVirtualDisplay } from './virtualDisplay.mjs';

/** An Electron that can start here: found or fetched, with its libraries in place. */
export async function prepareElectron({ log = logLine } = {}) {
  const electron = await resolveElectron({ log });
  await ensureSystemLibraries(electron.execPath, { log });
  return electron;
}

/** What windows can appear on; a {@link RuntimeProblem} that names ways out if there is nothing. */
export async function requireDisplay(env = process.env) {
  const display = await findDisplay(env);
  if (display.kind === 'none') {
    throw new RuntimeProblem(
      `There is no display to open windows on (${display.reason}). Run this in a desktop session, ` +
        `or on a virtual display with "xvfb-run -a npm start"; "npm run kiosk -- doctor" and the ` +
        `other kiosk commands need no display.`,
    );
  }
  return display;
}

/**
 * Runs the app in Electron to its end and answers the exit code. The child's standard output is
 * the app's alone; whatever has to be fetched or said on the way goes to standard error.
 *
 * @param {string[]} appArguments
 * @param {{
 *   display?: 'required' | 'virtual-if-missing',
 *   stdio?: import('node:child_process').StdioOptions,
 *   env?: Record<string, string>,
 *   chromiumFlags?: readonly string[],
 *   appFolder?: string,
 *   log?: (line: string) => void,
 * }} [options] `required` refuses to start where no window could be seen; `virtual-if-missing`
 *   gives a command without windows an unseen display, since Electron starts without none on Linux
 * @returns {Promise<number>}
 * @throws {RuntimeProblem}
 */
export async function launch(appArguments, options = {}) {
  const { display = 'required', stdio = 'inherit', chromiumFlags = [], log = logLine } = options;
  const { appFolder = projectRoot } = options;
  const env = { ...process.env, ...options.env };
  // A developer's shell may carry it (editors built on Electron set it); Electron would then be
  // plain Node.
  delete env.ELECTRON_RUN_AS_NODE;

  const found = await (display === 'required' ? requireDisplay(env) : findDisplay(env));
  const electron = await prepareElectron({ log });
  const virtual = found.kind === 'none' ? await startVirtualDisplay({ log }) : undefined;
  const flags = [...sandboxFlags(), ...chromiumFlags];
  // Older Electrons look for X alone unless told.
  if (found.kind === 'wayland') flags.push('--ozone-platform-hint=auto');
  try {
    const args = electronArguments({ chromiumFlags: flags, appFolder, appArguments });
    return await runToEnd(electron.execPath, args, {
      stdio,
      env: { ...env, ...virtual?.env },
      separateGroup: true,
    });
  } finally {
    await virtual?.stop();
  }
}
