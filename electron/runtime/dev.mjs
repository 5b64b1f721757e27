/** `npm run dev [-- ARGS]`: the app with its pages reloaded as they are edited. */
import { runToEnd } from './childProcess.mjs';
import { callersFolder, sandboxFlags, startArguments } from './commandLine.mjs';
import { prepareElectron, requireDisplay } from './launch.mjs';
import { packageCommand, projectRoot } from './projectFolders.mjs';
import { runScript } from './runtimeProblem.mjs';

await runScript(async (args) => {
  await requireDisplay();
  const electron = await prepareElectron();
  const script = await packageCommand('electron-vite');
  // What follows electron-vite's own `--` is put behind the app's folder; the second one ends
  // Chromium's switches, as in every other way of starting the app.
  const forElectron = [...sandboxFlags(), '--', ...startArguments(args)];
  return runToEnd(process.execPath, [script, 'dev', '--', ...forElectron], {
    cwd: projectRoot,
    env: {
      ...process.env,
      ELECTRON_EXEC_PATH: electron.execPath,
      KIOSK_CWD: callersFolder('runtime/dev.mjs'),
    },
  });
});
