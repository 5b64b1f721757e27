import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { startPdf } from '@shared/typesetting/pdfDocument';
import { bundledTypesetter, facts, hasPoppler, namesOfAllScripts, namesOfSeoul, poppler } from './typesetting';

/** Whoever copies a name from a certificate, searches for it or has it read aloud gets that name. */

const names = [...namesOfAllScripts(), ...namesOfSeoul()];
let pdf: Uint8Array;
const missing: string[] = [];

beforeAll(async () => {
  const document = startPdf(await bundledTypesetter(), facts);
  for (const { name, language } of names) {
    const [report] = await document.addPage({ size: 'A4', items: [{ kind: 'text', text: name, language, x: 20, y: 80, width: 257, height: 50, size: 40, align: 'centre', rather: 'shrink' }] });
    missing.push(...(report?.missing ?? []).map(({ codePoints }) => `${name}: ${codePoints.join(' ')}`));
  }
  pdf = document.finish();
});

test('no character of any name is missing from the fonts', () => expect(missing).toEqual([]));

describe('the text of a page', () => {
  test.skipIf(!hasPoppler)('as poppler reads it', () => {
    const pages = poppler('pdftotext', pdf, '-enc', 'UTF-8').split('\f').map((page) => page.replaceAll(/[\u202A-\u202E\u2066-\u2069\n]/g, ''));
    expect(differences(pages)).toEqual([]);
  });

  test('as pdf.js reads it', async () => {
    const document = await getDocument({ data: pdf.slice(), useSystemFonts: false, verbosity: 0 }).promise;
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const content = await (await document.getPage(number)).getTextContent({ disableNormalization: true });
      // It takes the mark that a word ends with, and that is therefore seen first, for a gap.
      pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join('').replaceAll(/ (?=\p{Mn})/gu, ''));
    }
    expect(differences(pages)).toEqual([]);
  });
});

/**
 * A name of letters that go both ways has no one order in a reader that does not know which way its line goes: poppler
 * and pdf.js decide by the number of letters, and poppler sets the spaces around what is turned around wrongly. Its
 * letters are there all the same.
 */
const goesBothWays = (name: string): boolean => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(name) && /[\p{Script=Latin}\d]/u.test(name);
const parts = (text: string): string[] => (text.match(/[\p{Script=Arabic}\p{Script=Hebrew}\p{M}]+|[^\p{Script=Arabic}\p{Script=Hebrew}\p{M}\s]+/gu) ?? []).sort();

function differences(pages: readonly string[]): string[] {
  return names.flatMap(({ name, language }, at) => (pages[at] === name || (goesBothWays(name) && parts(pages[at] ?? '').join() === parts(name).join()) ? [] : [`${language}: ${spelled(name)} read as ${spelled(pages[at] ?? '')}`]));
}

function spelled(text: string): string {
  return `${text} (${Array.from(text, (character) => (character.codePointAt(0) as number).toString(16)).join(' ')})`;
}
