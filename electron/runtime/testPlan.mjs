import { RuntimeProblem } from './runtimeProblem.mjs';

/** What each argument of test.mjs runs, and what the machine must have for it. */
const PLANS = {
  all: {
    scripts: ['lint', 'typecheck'],
    projects: ['unit', 'store', 'e2e', 'e2e-alone'],
    needs: ['electron', 'display', 'displays', 'build', 'chromium', 'fonts', 'readers', 'printers', 'networks', 'keychain', 'typefaces'],
  },
  unit: { scripts: [], projects: ['unit'], needs: [] },
  store: { scripts: [], projects: ['store'], needs: ['chromium', 'typefaces'] },
  e2e: { scripts: [], projects: ['e2e', 'e2e-alone'], needs: ['electron', 'display', 'displays', 'build', 'chromium', 'fonts', 'readers', 'printers', 'networks', 'keychain'] },
  bench: { scripts: [], projects: [], needs: ['electron', 'display', 'build'] },
};

/**
 * Reads the command line `[unit|store|e2e|bench|all] [ARGS…]`; what follows the suite's name goes
 * to vitest, or to the benchmark.
 *
 * @param {string[]} args
 * @returns {{suite: string, scripts: string[], projects: string[], needs: string[], rest: string[]}}
 */
export function readTestPlan(args) {
  const [first = '', ...others] = args;
  const named = Object.hasOwn(PLANS, first);
  // A bare unknown word is a mistyped suite, unless it looks like a file for vitest to filter by.
  if (!named && /^[a-z]+$/.test(first)) {
    throw new RuntimeProblem(`There is no suite "${first}": ${Object.keys(PLANS).join(', ')}.`);
  }
  const suite = named ? first : 'all';
  return { suite, ...PLANS[suite], rest: named ? others : [...args] };
}

/** The plan that is left where the machine could not be made ready: what needs nothing. */
export function withoutNeeds(plan) {
  const projects = plan.projects.filter((project) => PLANS.unit.projects.includes(project));
  return { ...plan, projects, needs: [] };
}

/** vitest's arguments for some projects, with a machine-readable report beside the usual one. */
export function vitestArguments({ projects, rest, reportFile }) {
  return [
    'run',
    '--config',
    'tests/vitest.config.ts',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...rest,
  ];
}
