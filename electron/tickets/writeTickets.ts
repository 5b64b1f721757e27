import fs from 'node:fs/promises';
import path from 'node:path';
import type { SheetLabel } from '@shared/contract/ticketSheet';
import { fileNamesOf } from './fileNames';
import type { IssuedTickets } from './issueTickets';
import { mailMerge } from './mailMerge';
import { qrOf, qrPath, qrPng, qrSvg } from './qrImage';
import { ticketSheet } from './ticketSheet';

/**
 * Writes tickets into a folder: `qr/` with a PNG and an SVG a person, `tickets.csv` for a mail-merge and, if asked
 * for, `tickets.pdf` to print. A file that is there with the same content is left alone.
 *
 * @returns the files' names below the folder, with forward slashes.
 */
export async function writeTickets({ workshop, holders }: IssuedTickets, folder: string, { sheet }: { sheet: boolean }): Promise<string[]> {
  const names = fileNamesOf(holders.map(({ registrationId }) => registrationId));
  const imageOf = ({ registrationId }: { registrationId: string }): string => `qr/${names.get(registrationId)}.png`;
  await fs.mkdir(path.join(folder, 'qr'), { recursive: true });
  const files: string[] = [];
  const write = async (name: string, content: Buffer | string): Promise<void> => {
    await writeIfOther(path.join(folder, name), Buffer.from(content));
    files.push(name);
  };
  const labels: SheetLabel[] = [];
  for (const holder of holders) {
    const modules = qrOf(holder.ticketCode);
    const image = imageOf(holder);
    await write(image, qrPng(modules));
    await write(image.replace(/png$/, 'svg'), qrSvg(modules));
    const { fullName, registrationId, language } = holder;
    labels.push({ fullName, registrationId, language, workshop: workshop.name, qr: qrPath(modules) });
  }
  await write('tickets.csv', mailMerge(holders, imageOf));
  if (sheet && labels.length > 0) await write('tickets.pdf', await ticketSheet(labels));
  return files;
}

async function writeIfOther(file: string, content: Buffer): Promise<void> {
  const there = await fs.readFile(file).catch(() => null);
  if (there?.equals(content)) return;
  await fs.writeFile(file, content);
}
