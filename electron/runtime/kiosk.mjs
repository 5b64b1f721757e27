/** `npm run kiosk -- COMMAND ARGS…`: runs one of the app's commands without windows. */
import { buildIfStale } from './buildIfStale.mjs';
import { callersFolder, COMMAND_FLAGS } from './commandLine.mjs';
import { launch } from './launch.mjs';
import { runScript } from './runtimeProblem.mjs';

await runScript(async (args) => {
  await buildIfStale({ quiet: true });
  return launch(['--headless', ...args], {
    display: 'virtual-if-missing',
    chromiumFlags: COMMAND_FLAGS,
    env: { KIOSK_CWD: callersFolder('runtime/kiosk.mjs') },
  });
});
