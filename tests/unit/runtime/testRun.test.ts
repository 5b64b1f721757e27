import { describe, expect, it } from 'vitest';
import { load } from './launchers';

describe('test plan', async () => {
  const { readTestPlan, vitestArguments, withoutNeeds } = await load('testPlan');

  it('runs everything unless a suite is named', () => {
    expect(readTestPlan([])).toMatchObject({ suite: 'all', scripts: ['lint', 'typecheck'] });
    expect(readTestPlan(['e2e', '-t', 'print'])).toMatchObject({
      projects: ['e2e', 'e2e-alone'],
      scripts: [],
      rest: ['-t', 'print'],
    });
    expect(readTestPlan(['tests/unit/walls.test.ts'])).toMatchObject({
      suite: 'all',
      rest: ['tests/unit/walls.test.ts'],
    });
  });

  it('refuses a mistyped suite', () => {
    expect(() => readTestPlan(['uint'])).toThrow('There is no suite "uint"');
  });

  it('keeps what needs nothing where the machine is not ready', () => {
    expect(withoutNeeds(readTestPlan([]))).toMatchObject({
      scripts: ['lint', 'typecheck'],
      projects: ['unit'],
      needs: [],
    });
    expect(withoutNeeds(readTestPlan(['e2e'])).projects).toEqual([]);
  });

  it('asks vitest for a report beside its usual output', () => {
    const args = vitestArguments({ projects: ['unit', 'store'], rest: ['-t', 'x'], reportFile: '/r' });
    expect(args.join(' ')).toBe(
      'run --config tests/vitest.config.ts --project unit --project store ' +
        '--reporter=default --reporter=json --outputFile.json=/r -t x',
    );
  });
});

describe('test summary', async () => {
  const { addCounts, countExitCode, countReport, summaryLine } = await load('testSummary');
  const file = (status: string, ...tests: string[]): unknown => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  });

  it('counts tests by what became of them', () => {
    const report = {
      testResults: [
        file('passed', 'passed', 'passed', 'skipped'),
        file('failed', 'passed', 'failed', 'todo', 'pending'),
      ],
    };
    expect(countReport(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 3 });
  });

  it('counts a file that did not load as one failure', () => {
    const report = { testResults: [file('passed', 'passed'), file('failed')] };
    expect(countReport(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    const hook = { testResults: [file('failed', 'passed', 'skipped')] };
    expect(countReport(hook, 1)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('never lets a run without a report, or one that ended badly, pass', () => {
    expect(countReport(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countReport({ testResults: [] }, 1).failed).toBe(1);
    expect(countReport({ testResults: [file('passed', 'passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('writes one line', () => {
    const lint = countExitCode(0);
    const types = countExitCode(2);
    expect(summaryLine(addCounts(lint, types))).toBe('1 passed, 1 failed');
    expect(summaryLine({ passed: 5, failed: 0, skipped: 2 })).toBe('5 passed, 0 failed, 2 skipped');
  });
});
