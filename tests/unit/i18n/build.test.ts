import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, expect, test } from 'vitest';
import { wholeCatalogues } from '../../../electron.vite.config';

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-words-'));
const i18n = path.join(work, 'i18n');
fs.cpSync(path.resolve(import.meta.dirname, '../../../renderer/i18n'), i18n, { recursive: true });
fs.writeFileSync(path.join(work, 'page.js'), 'export const page = 1;');
afterAll(() => fs.rmSync(work, { recursive: true, force: true }));

function run(): Promise<unknown> {
  return build({
    root: work,
    configFile: false,
    logLevel: 'silent',
    plugins: [wholeCatalogues(i18n)],
    build: { outDir: path.join(work, 'out'), lib: { entry: 'page.js', formats: ['es'] } },
  });
}

function change(file: string, by: (text: string) => string): () => void {
  const name = path.join(i18n, file);
  const before = fs.readFileSync(name, 'utf8');
  const after = by(before);
  expect(after).not.toBe(before);
  fs.writeFileSync(name, after);
  return () => fs.writeFileSync(name, before);
}

test('a build succeeds with whole catalogues, and fails by a missing key, a wrong value, a missing plural form', async () => {
  await run();
  const cases: [string, (text: string) => string, string][] = [
    ['ko/kiosk.json', (text) => text.replace(/\n\s*"helpShort": .*/, ''), 'ko/kiosk.json: common.helpShort is missing'],
    ['de/kiosk.json', (text) => text.replace('{{steps}}', '{{step}}'), 'de/kiosk.json: common.step lacks {{steps}}'],
    ['ar/kiosk.json', (text) => text.replace(/\n\s*"results_few": .*/, ''), 'ar/kiosk.json: name.results_few is missing'],
    ['zh/keyboard.json', (text) => text.replace('"label"', '"lable"'), 'zh/keyboard.json: lable is not in the English catalogue'],
  ];
  for (const [file, by, problem] of cases) {
    const restore = change(file, by);
    await expect(run()).rejects.toThrow(problem);
    restore();
  }
  await run();
});
