import fs from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { KioskError } from '@shared/contract/errors';

/**
 * Asks where the report on an import's rows is to go, and writes it there.
 *
 * @throws KioskError `internal`, with what to do, when it cannot be written there
 */
export async function saveRowReport(desk: BrowserWindow | null, { fileName, parts }: { fileName: string; parts: string[] }): Promise<{ file: string } | null> {
  if (!desk) return null;
  const { filePath, canceled } = await dialog.showSaveDialog(desk, { defaultPath: path.basename(fileName), filters: [{ name: 'CSV', extensions: ['csv'] }] });
  if (canceled || !filePath) return null;
  try {
    await fs.writeFile(filePath, parts.join(''));
  } catch (error) {
    throw new KioskError('internal', `The report could not be written to ${filePath} (${(error as Error).message}). Choose another folder.`);
  }
  return { file: filePath };
}
