/**
 * `npm test [-- unit|store|e2e|bench] [ARGS…]`: makes the machine ready, runs the checks, and ends
 * with the line `N passed, N failed`.
 */
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIfStale } from './buildIfStale.mjs';
import { runToEnd } from './childProcess.mjs';
import { npmCommand } from './fallbackElectron.mjs';
import { fontsIfStale } from './fontsIfStale.mjs';
import { packageCommand, projectRoot } from './projectFolders.mjs';
import { resolveElectron } from './resolveElectron.mjs';
import { logLine, RuntimeProblem, runScript } from './runtimeProblem.mjs';
import { ensureChromium, ensureSystemLibraries } from './systemLibraries.mjs';
import { readTestPlan, vitestArguments, withoutNeeds } from './testPlan.mjs';
import { ensureTestTools, testTools } from './testTools.mjs';
import { addCounts, countExitCode, countReport, noCounts, summaryLine } from './testSummary.mjs';
import { startVirtualDisplay } from './virtualDisplay.mjs';

await runScript(async (args) => {
  const plan = readTestPlan(args);
  const ready = await prepare(plan);
  try {
    if (plan.suite === 'bench') return ready.problem ? 1 : await runBench(plan.rest, ready.env);
    return await runChecks(ready.problem ? withoutNeeds(plan) : plan, ready);
  } finally {
    await ready.stop();
  }
});

async function runChecks(plan, { env, problem }) {
  let counts = problem ? countExitCode(1) : noCounts();
  for (const script of plan.scripts) {
    const { command, args } = npmCommand();
    logLine(`\n— ${script} —`);
    const code = await inProject(command, [...args, 'run', '--silent', script], env);
    counts = addCounts(counts, countExitCode(code));
  }
  if (plan.projects.length > 0) counts = addCounts(counts, await runVitest(plan, env));
  // Said again here: by now it has scrolled away.
  if (problem) logLine(`\nSome tests were not run: ${problem.message}`);
  process.stdout.write(`${summaryLine(counts)}\n`);
  return counts.failed > 0 ? 1 : 0;
}

async function runVitest({ projects, rest }, env) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kiosk-tests-'));
  try {
    const reportFile = path.join(folder, 'report.json');
    // Whatever a test, or an application that it kills, leaves behind is gone with this folder.
    const temporary = path.join(folder, 'tmp');
    await mkdir(temporary);
    // The print service works as a user of its own, who has to pass here.
    for (const passed of [folder, temporary]) await chmod(passed, 0o711);
    const vitest = await packageCommand('vitest');
    logLine(`\n— tests: ${projects.join(', ')} —`);
    const vitestArgs = vitestArguments({ projects, rest, reportFile });
    const code = await inProject(process.execPath, [vitest, ...vitestArgs], { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary });
    const report = await readFile(reportFile, 'utf8').then(JSON.parse).catch(() => undefined);
    return countReport(report, code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runBench(rest, env) {
  return inProject(process.execPath, [path.join('tests', 'bench', 'run.mjs'), ...rest], env);
}

function inProject(command, args, env) {
  return runToEnd(command, args, { cwd: projectRoot, env });
}

/**
 * Gets what the plan needs and answers the environment for its processes. A problem is answered,
 * not thrown: the checks that need nothing still run, and it counts as a failure.
 */
async function prepare({ needs }) {
  const env = { ...process.env };
  const ready = { env, problem: undefined, stop: async () => {} };
  const has = (need) => needs.includes(need);
  try {
    const electron = has('electron') ? await resolveElectron() : undefined;
    if (electron) {
      await ensureSystemLibraries(electron.execPath);
      env.ELECTRON_EXEC_PATH = electron.execPath;
    }
    if (has('chromium')) env.CHROMIUM_PATH = await ensureChromium();
    for (const need of testTools) if (has(need)) await ensureTestTools(need);
    if (has('typefaces')) await fontsIfStale();
    if (has('build')) await buildIfStale();
    if (has('display') && process.platform === 'linux') {
      // Even in a desktop session: there, windows of a test would take the focus from each other's
      // and from the person's.
      const display = await startVirtualDisplay();
      Object.assign(env, display.env);
      delete env.WAYLAND_DISPLAY;
      ready.stop = display.stop;
    }
  } catch (error) {
    if (!(error instanceof RuntimeProblem)) throw error;
    logLine(error.message);
    ready.problem = error;
  }
  return ready;
}
