import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../electron/runtime/projectFolders.mjs';
import { rounded } from './statistics.mjs';

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} value what was measured of this application
 * @property {string} unit
 * @property {{name: string, value: number}} [against] the limit or peer, measured in the same run
 * @property {number} [ratio] by default value ÷ against; for a speed or a peer, as `goal` speaks of it
 * @property {{text: string, met: boolean}} [goal] none where a figure is only told
 * @property {string} how how it was taken
 */

export const resultsFile = path.join(projectRoot, 'tests', 'bench', 'results.json');

/** One figure; numbers are cut to the digits that mean something. */
export function figure({ name, value, unit, against, ratio, goal, how, details }) {
  const computed = ratio ?? (against ? value / against.value : undefined);
  return {
    name,
    value: rounded(value),
    unit,
    ...(against ? { against: { name: against.name, value: rounded(against.value) } } : {}),
    ...(computed === undefined ? {} : { ratio: rounded(computed) }),
    ...(goal ? { goal: goal.text, met: goal.met } : {}),
    how,
    ...(details ? { details } : {}),
  };
}

/** `at most` goals compare a ratio, or a value, with a bound. */
export function atMost(value, bound, text) {
  return { text, met: value <= bound };
}

export function atLeast(value, bound, text) {
  return { text, met: value >= bound };
}

export function table(figures) {
  const rows = figures.map(({ name, value, unit, against, ratio, goal, met }) => [
    name,
    `${value} ${unit}`,
    against ? `${against.name}: ${against.value} ${unit}` : '',
    ratio === undefined ? '' : `${ratio}×`,
    goal ?? '',
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ]);
  const head = ['figure', 'measured', 'against', 'ratio', 'goal', ''];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => [...row[column]].length)));
  const line = (cells) => cells.map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length)).join('  ').trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

/** What the figures were taken on: without it they say nothing. */
export function machine(versions) {
  const [cpu] = os.cpus();
  return {
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    processor: cpu?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    disk: fileSystemOf(projectRoot),
    electron: versions.electron,
    chrome: versions.chrome,
    node: versions.node,
  };
}

function fileSystemOf(folder) {
  if (process.platform !== 'linux') return 'unknown';
  try {
    const [, line = ''] = execFileSync('df', ['--output=source,fstype', folder], { encoding: 'utf8' }).split('\n');
    return line.trim().split(/\s+/).join(', ');
  } catch {
    return 'unknown';
  }
}

/** Writes the results; figures of suites that were not run this time stay as they were, with their own date. */
export function saveResults(suites, versions) {
  const before = previousResults();
  const about = machine(versions);
  const date = new Date().toISOString();
  for (const { name, figures, seconds } of suites) {
    before[name] = { date, seconds: Math.round(seconds), machine: about, figures };
  }
  writeFileSync(resultsFile, `${JSON.stringify({ version: 1, suites: before }, null, 2)}\n`);
}

function previousResults() {
  try {
    return JSON.parse(readFileSync(resultsFile, 'utf8')).suites ?? {};
  } catch {
    return {};
  }
}
