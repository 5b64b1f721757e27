import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { openTypesetter, type Typesetter } from '@shared/typesetting/typesetter';
import { findProgram } from '../../../electron/runtime/debianPackages.mjs';
import { fontsFolder, fontsIfStale } from '../../../electron/runtime/fontsIfStale.mjs';

export const readFontFile = async (name: string): Promise<Uint8Array> => new Uint8Array(fs.readFileSync(path.join(fontsFolder, name)));

/** A typesetter over the fonts that the application comes with. */
export async function bundledTypesetter(): Promise<Typesetter> {
  await fontsIfStale({ log: () => undefined });
  return openTypesetter(readFontFile);
}

export const facts = { title: 'Certificates', id: '0123456789abcdef0123456789abcdef', date: new Date('2025-09-26T09:00:00Z'), language: 'en' };

/** Where poppler is not installed and cannot be, what only it can tell is left out. */
export const hasPoppler = ['pdftotext', 'pdffonts', 'pdfinfo', 'pdfimages', 'pdftoppm'].every((program) => findProgram(program));

/** Runs a program of poppler's over a PDF. @returns its output. */
export function poppler(program: 'pdftotext' | 'pdffonts' | 'pdfinfo' | 'pdfimages', pdf: Uint8Array, ...args: string[]): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-typeset-'));
  try {
    const file = path.join(folder, 'some.pdf');
    fs.writeFileSync(file, pdf);
    return execFileSync(program, program === 'pdftotext' ? [...args, file, '-'] : [...args, file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

export interface Named {
  name: string;
  language: string;
  script: string;
}

const fixtures = path.resolve(import.meta.dirname, '../../fixtures');

/** Names as people write them, over all the scripts that certificates are set in. */
export function namesOfAllScripts(): Named[] {
  return JSON.parse(fs.readFileSync(path.join(fixtures, 'names-of-all-scripts.json'), 'utf8')) as Named[];
}

/** The names of the sample roster, each once, as they stand on its certificates. */
export function namesOfSeoul(): Named[] {
  const { data } = Papa.parse<Record<string, string>>(fs.readFileSync(path.join(fixtures, 'roster-seoul.csv'), 'utf8').replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true });
  const named = data.flatMap((row) => [row.full_name, row.name_on_certificate].filter((name) => name).map((name) => ({ name: (name as string).trim(), language: row.language || 'en', script: '' })));
  return [...new Map(named.map((one) => [`${one.name} ${one.language}`, one])).values()];
}
