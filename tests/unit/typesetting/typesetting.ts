import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openTypesetter, type Typesetter } from '@shared/typesetting/typesetter';
import { fontsFolder, fontsIfStale } from '../../../electron/runtime/fontsIfStale.mjs';

export const readFontFile = async (name: string): Promise<Uint8Array> => new Uint8Array(fs.readFileSync(path.join(fontsFolder, name)));

/** A typesetter over the fonts that the application comes with. */
export async function bundledTypesetter(): Promise<Typesetter> {
  await fontsIfStale({ log: () => undefined });
  return openTypesetter(readFontFile);
}

export const facts = { title: 'Certificates', id: '0123456789abcdef0123456789abcdef', date: new Date('2025-09-26T09:00:00Z'), language: 'en' };

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
