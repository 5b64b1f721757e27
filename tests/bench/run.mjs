/**
 * `npm run bench [-- NAME…]`: measures the built application in the real Electron, each figure together with the limit
 * or the peer that it is judged by. Prints a table and keeps the figures in tests/bench/results.json.
 */
import { logLine, RuntimeProblem, runScript } from '../../electron/runtime/runtimeProblem.mjs';
import { burst } from './figures/burst.mjs';
import { camera } from './figures/camera.mjs';
import { decode } from './figures/decode.mjs';
import { deskFrames } from './figures/deskFrames.mjs';
import { deskImport } from './figures/deskImport.mjs';
import { endurance } from './figures/endurance.mjs';
import { imports } from './figures/imports.mjs';
import { memory } from './figures/memory.mjs';
import { print } from './figures/print.mjs';
import { scan } from './figures/scan.mjs';
import { search } from './figures/search.mjs';
import { start } from './figures/start.mjs';
import { sync } from './figures/sync.mjs';
import { syncDevices } from './figures/syncDevices.mjs';
import { syncMemory } from './figures/syncMemory.mjs';
import { typeset } from './figures/typeset.mjs';
import { xlsx } from './figures/xlsx.mjs';
import { versionsOfElectron } from './peers.mjs';
import { resultsFile, saveResults, table } from './report.mjs';

const suites = { scan, burst, search, imports, start, memory, decode, camera, endurance, xlsx, 'desk-import': deskImport, 'desk-frames': deskFrames, typeset, print, sync, 'sync-memory': syncMemory, 'sync-devices': syncDevices };

await runScript(async (names) => {
  const unknown = names.filter((name) => !Object.hasOwn(suites, name));
  if (unknown.length > 0) throw new RuntimeProblem(`There is no figure "${unknown[0]}": ${Object.keys(suites).join(', ')}.`);
  const done = [];
  let failed = false;
  for (const name of names.length > 0 ? names : Object.keys(suites)) {
    const start = performance.now();
    const say = (what) => logLine(`${name}: ${what}`);
    try {
      done.push({ name, figures: await suites[name]({ say }), seconds: (performance.now() - start) / 1000 });
    } catch (error) {
      // The others are worth having all the same.
      failed = true;
      logLine(`${name} could not be measured: ${error.stack ?? error}`);
    }
  }
  saveResults(done, await versionsOfElectron());
  process.stdout.write(`${table(done.flatMap(({ figures }) => figures))}\n\nKept in ${resultsFile}\n`);
  return failed || done.some(({ figures }) => figures.some(({ met }) => met === false)) ? 1 : 0;
});
