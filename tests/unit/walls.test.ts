import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The lint rules that hold the walls between the parts of the application let no forbidden import through. */

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-walls-'));
  fs.copyFileSync(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function lint(file: string, source: string): string[] {
  const target = path.join(folder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, source);
  const { stdout } = spawnSync(process.execPath, [path.join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', file], { cwd: folder, encoding: 'utf8' });
  fs.rmSync(target);
  return (JSON.parse(stdout) as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code);
}

test.each([
  ['shared/domain/rule.ts', 'papaparse'],
  ['shared/domain/rule.ts', 'node:fs'],
  ['shared/domain/rule.ts', '@ui/theme'],
  ['shared/domain/rule.ts', '../../electron/log'],
  ['shared/contract/shape.ts', '@shared/domain/state'],
  ['shared/contract/shape.ts', 'dexie'],
  ['shared/typesetting/page.ts', 'node:fs'],
  ['shared/typesetting/page.ts', 'react'],
  ['shared/typesetting/page.ts', '@shared/domain/state'],
  ['shared/typesetting/pdf/page.ts', '../../contract/values'],
  ['electron/anything.ts', '../renderer/store/store'],
  ['electron/anything.ts', '@i18n/answers'],
  ['electron/anything.ts', 'node:http'],
  ['electron/windows/anything.ts', '../journal/seal'],
  ['electron/anything.ts', 'dexie'],
  ['electron/journal/anything.ts', 'node:net'],
  ['electron/journal/anything.ts', 'electron'],
  ['renderer/kiosk/Screen.tsx', '../desk/DeskApp'],
  ['renderer/kiosk/Screen.tsx', '../store/store'],
  ['renderer/desk/Screen.tsx', 'dexie'],
  ['renderer/desk/Screen.tsx', 'electron'],
  ['renderer/desk/Screen.tsx', 'node:fs'],
  ['renderer/sheet/main.ts', '../desk/DeskApp'],
  ['renderer/sheet/main.ts', 'electron'],
  ['renderer/desk/Screen.tsx', '../sheet/main'],
  ['renderer/ui/Thing.tsx', '../kiosk/KioskApp'],
  ['renderer/store/commands/thing.ts', 'react'],
  ['renderer/store/commands/thing.ts', '../../desk/DeskApp'],
  ['renderer/store/thing.ts', 'node:fs'],
])('%s may not import %s', (file, module) => {
  expect(lint(file, `import { thing } from '${module}';\nexport const used = thing;\n`)).toContain('eslint(no-restricted-imports)');
});

test.each([
  ['shared/domain/rule.ts', '@shared/contract/events'],
  ['shared/domain/rule.ts', './attendee'],
  ['shared/domain/import/rule.ts', '../../contract/errors'],
  ['shared/contract/shape.ts', 'valibot'],
  ['shared/typesetting/page.ts', 'jspdf'],
  ['shared/typesetting/page.ts', './itemize'],
  ['shared/typesetting/pdf/page.ts', '../shape'],
  ['electron/cli/thing.ts', '@shared/typesetting/pdfDocument'],
  ['electron/cli/thing.ts', '@shared/domain/state'],
  ['electron/cli/thing.ts', '../journal/journal'],
  ['electron/sync/thing.ts', 'node:https'],
  ['renderer/kiosk/Screen.tsx', '@ui/theme'],
  ['renderer/kiosk/Screen.tsx', './kioskMachine'],
  ['renderer/store/commands/thing.ts', '../store'],
  ['renderer/store/thing.ts', 'dexie'],
])('%s may import %s', (file, module) => {
  expect(lint(file, `import { thing } from '${module}';\nexport const used = thing;\n`)).not.toContain('eslint(no-restricted-imports)');
});

test.each(['Date.now()', 'Math.random()'])('a rule may not call %s', (call) => {
  expect(lint('shared/domain/rule.ts', `export const used = ${call};\n`)).toContain('eslint(no-restricted-properties)');
});
