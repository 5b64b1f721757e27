import fs from 'node:fs/promises';
import path from 'node:path';
import type { SealedCertificate } from './sealedCertificates';
import { fileNamesOf } from '../tickets/fileNames';

/**
 * The name of a certificate's files without their ending: the person's name and the number, which no other has. It
 * follows from the certificate alone, so that whoever goes on later finds the same.
 */
export function fileNameOf({ certificate, number }: Pick<SealedCertificate, 'number'> & { certificate: { name: string } }): string {
  const label = `${certificate.name} ${number}`;
  return fileNamesOf([label]).get(label) as string;
}

/** By the alphabet of a language; those of one name by their numbers. */
export function sortedByName<S extends { certificate: { name: string }; number: string }>(sealed: readonly S[], locale?: string): S[] {
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  return [...sealed].sort((a, b) => compare(a.certificate.name, b.certificate.name) || a.number.localeCompare(b.number));
}

/** Writes a file whole or not at all: under another name first, then on the disk, then under its own. */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.part`);
  const handle = await fs.open(temporary, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(temporary, file);
}
