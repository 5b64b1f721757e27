/** `npm start [-- ARGS]`: builds if needed, then opens the kiosk's windows. */
import { buildIfStale } from './buildIfStale.mjs';
import { callersFolder, startArguments } from './commandLine.mjs';
import { launch, requireDisplay } from './launch.mjs';
import { runScript } from './runtimeProblem.mjs';

await runScript(async (args) => {
  await requireDisplay(); // before a build that would be for nothing
  await buildIfStale();
  return launch(startArguments(args), {
    display: 'required',
    env: { KIOSK_CWD: callersFolder('runtime/start.mjs') },
  });
});
