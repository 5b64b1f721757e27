import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFolderLock } from './folderLock.mjs';
import { fontSources, weightNames } from './fontList.mjs';
import { cacheFolder, packageFolder, projectRoot } from './projectFolders.mjs';
import { logLine } from './runtimeProblem.mjs';

/** Change it where the same packages should give other files. */
const FORMAT = 1;

/** Where the fonts, their licences, their index and the shaper that sets them are put. */
export const fontsFolder = path.join(projectRoot, 'resources', 'fonts', 'typesetting');

/**
 * Puts the fonts of the npm packages in place, with their licences, an index of which characters each has, and
 * HarfBuzz, so that everything that typesetting reads lies in one folder. They are products, not sources: git ignores
 * them. Nothing is done where they are there and from the same packages.
 *
 * @param {{folder?: string, cache?: string, log?: (line: string) => void}} [options]
 * @returns {Promise<boolean>} whether anything was done
 */
export async function fontsIfStale({ folder = fontsFolder, cache = cacheFolder, log = logLine } = {}) {
  const wanted = await digestOfSources();
  if (await isWhole(folder, wanted)) return false;
  return withFolderLock(path.join(cache, 'fonts.lock'), async () => {
    if (await isWhole(folder, wanted)) return false;
    log('Putting the fonts in place …');
    const fresh = path.join(cache, `fonts-${process.pid}`);
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    await fill(fresh, wanted);
    await mkdir(path.dirname(folder), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
    return true;
  });
}

async function fill(folder, digest) {
  const { Blob, Face } = await import('harfbuzzjs');
  const fonts = [];
  for (const source of fontSources) {
    const from = packageFolder(`@expo-google-fonts/${source.package}`);
    const licence = `${source.package}.LICENSE.txt`;
    await copyFile(path.join(from, 'LICENSE_FONT'), path.join(folder, licence));
    for (const weight of source.weights) {
      const within = path.join(from, weightNames[weight]);
      const ttf = (await readdir(within)).find((name) => name.endsWith('.ttf'));
      const bytes = await readFile(path.join(within, ttf));
      const file = `${source.family.replaceAll(' ', '')}-${weight}.ttf`;
      await writeFile(path.join(folder, file), bytes);
      const face = new Face(new Blob(bytes));
      if (!face.referenceTable('glyf')) throw new Error(`${ttf} has no TrueType outlines, so that a PDF could not hold a part of it.`);
      const { family, style, scripts, languages = [] } = source;
      fonts.push({ file, family, style, weight, scripts, languages, licence, size: bytes.length, ranges: rangesOf(face.collectUnicodes()) });
    }
  }
  await copyFile(harfbuzz(), path.join(folder, 'harfbuzz.wasm'));
  await copyFile(path.join(path.dirname(harfbuzz()), '..', 'LICENSE'), path.join(folder, 'harfbuzz.LICENSE.txt'));
  await writeFile(path.join(folder, 'index.json'), JSON.stringify({ version: 1, digest, fonts }));
}

/** The shaper as WebAssembly. */
const harfbuzz = () => fileURLToPath(import.meta.resolve('harfbuzzjs/dist/harfbuzz.wasm'));

/** Code points as [first, last, first, last, …]. */
export function rangesOf(codePoints) {
  const ranges = [];
  for (const codePoint of Array.from(codePoints).sort((a, b) => a - b)) {
    if (ranges.length > 0 && codePoint <= ranges.at(-1) + 1) ranges[ranges.length - 1] = codePoint;
    else ranges.push(codePoint, codePoint);
  }
  return ranges;
}

async function digestOfSources() {
  const lines = [String(FORMAT), JSON.stringify(fontSources)];
  for (const name of fontSources.map((source) => `@expo-google-fonts/${source.package}`)) {
    lines.push(await readFile(path.join(packageFolder(name), 'package.json'), 'utf8').then((text) => JSON.parse(text).version));
  }
  lines.push(String((await stat(harfbuzz())).size));
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

async function isWhole(folder, digest) {
  try {
    const index = JSON.parse(await readFile(path.join(folder, 'index.json'), 'utf8'));
    if (index.digest !== digest) return false;
    const sizes = await Promise.all(index.fonts.map(({ file }) => stat(path.join(folder, file)).then(({ size }) => size)));
    return index.fonts.every(({ size }, at) => sizes[at] === size) && (await stat(path.join(folder, 'harfbuzz.wasm'))).size > 0;
  } catch {
    return false;
  }
}
