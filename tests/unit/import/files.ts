import { readFileSync } from 'node:fs';
import { legacyDecoder } from '../../../renderer/store/import/legacyDecoders';
import type { Table } from '../../../shared/domain/import/table';

/** The bytes of a file, by its path from the project's folder. */
export function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../${path}`, import.meta.url)));
}

export const sampleRoster = 'resources/programme/sample/roster.csv';
export const sampleAgenda = 'resources/programme/sample/agenda.csv';

/** A table as the reader would make it of lines of cells; the first is the header. */
export function tableFrom(lines: readonly (readonly string[])[], fileName = 'roster.csv'): Table {
  const [header = [], ...rest] = lines;
  return {
    fileName,
    encoding: 'utf-8',
    header: [...header],
    headerRow: 1,
    rows: rest.map((cells, index) => ({ row: index + 2, cells: [...cells] })),
    rejected: [],
    warnings: [],
  };
}

const encoders = new Map<string, Map<string, readonly number[]>>();

/** Encodes a text in a legacy encoding, by turning its decoder round; null if a letter is not in it. */
export function encode(text: string, encoding: string): Uint8Array | null {
  let letters = encoders.get(encoding);
  if (letters === undefined) {
    letters = new Map();
    const decoder = legacyDecoder(encoding);
    const note = (bytes: number[]): void => {
      const letter = decoder.decode(Uint8Array.from(bytes));
      if ([...letter].length === 1 && letter !== '\ufffd' && !letters?.has(letter)) letters?.set(letter, bytes);
    };
    for (let byte = 0x20; byte < 0x100; byte += 1) note([byte]);
    note([0x0d]);
    note([0x0a]);
    if (!encoding.startsWith('windows')) {
      for (let lead = 0x81; lead < 0xff; lead += 1) for (let trail = 0x40; trail < 0xff; trail += 1) note([lead, trail]);
    }
    encoders.set(encoding, letters);
  }
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letters.get(letter);
    if (code === undefined) return null;
    bytes.push(...code);
  }
  return Uint8Array.from(bytes);
}
