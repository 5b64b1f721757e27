import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, readFontIndex } from '@shared/typesetting/fontIndex';
import { fontsFolderOf, readFontFilesOf } from '../../../electron/typesetting/fontFiles';
import { fontsFolder, fontsIfStale, rangesOf } from '../../../electron/runtime/fontsIfStale.mjs';

const quiet = { log: () => undefined };

test('the fonts are put in place with their licences, once, and again when one is gone', async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-fonts-'));
  const [folder, cache] = [path.join(root, 'fonts'), path.join(root, 'cache')];
  try {
    expect(await fontsIfStale({ folder, cache, ...quiet })).toBe(true);
    expect(await fontsIfStale({ folder, cache, ...quiet })).toBe(false);
    const { fonts } = JSON.parse(fs.readFileSync(path.join(folder, 'index.json'), 'utf8')) as { fonts: { file: string; licence: string }[] };
    for (const { licence } of fonts) expect(fs.readFileSync(path.join(folder, licence), 'utf8')).toContain('SIL OPEN FONT LICENSE');
    expect(fs.readFileSync(path.join(folder, 'harfbuzz.LICENSE.txt'), 'utf8')).toMatch(/MIT|Permission is hereby granted/);
    fs.truncateSync(path.join(folder, 'NotoSans-400.ttf'), 1000);
    expect(await fontsIfStale({ folder, cache, ...quiet })).toBe(true);
    expect(fs.statSync(path.join(folder, 'NotoSans-400.ttf')).size).toBeGreaterThan(100_000);
  } finally {
    fs.rmSync(root, { recursive: true });
  }
});

test('there is a font for every script that certificates are set in', async () => {
  await fontsIfStale(quiet);
  const read = readFontFilesOf(fontsFolder);
  const scripts = new Set(readFontIndex(await read('index.json')).flatMap((font) => font.scripts));
  const wanted = 'Latn Grek Cyrl Arab Hebr Deva Beng Taml Thai Ethi Hang Hani Hira Kana Khmr Mymr Geor Armn Sinh Gujr Telu Knda Mlym Laoo Tibt'.split(' ');
  expect(wanted.filter((script) => !scripts.has(script))).toEqual([]);
  expect(fontsFolderOf(path.resolve(import.meta.dirname, '../../..'))).toBe(fontsFolder);
  await expect(read('nothing.ttf')).rejects.toThrow('install the application again');
});

test('an index that is none is refused with a remedy', () => {
  expect(() => readFontIndex(new TextEncoder().encode('{"version":2,"fonts":[]}'))).toThrow('npm run build');
  expect(() => readFontIndex(new TextEncoder().encode('{"version":1,"fonts":[]}'))).toThrow('npm run build');
});

test('ranges hold exactly the characters they are made of', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 400 })), (codePoints) => {
    const ranges = rangesOf(codePoints);
    for (let codePoint = 0; codePoint <= 400; codePoint++) expect(covers(ranges, codePoint)).toBe(codePoints.includes(codePoint));
  }), { numRuns: 40 });
});
