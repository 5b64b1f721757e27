import fs from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { RecoverySheet } from '@shared/contract/sheetPages';
import { KioskError } from '@shared/contract/errors';
import { printed, withSheetPage } from '../exports/sheetPage';

/**
 * Writes the sheet as a PDF where a dialog asks for; null when that was cancelled. The file can be read by its owner
 * alone. Nothing of it is kept anywhere else.
 */
export async function saveRecoverySheet(desk: BrowserWindow, sheet: () => RecoverySheet): Promise<{ file: string } | null> {
  const { filePath, canceled } = await dialog.showSaveDialog(desk, { defaultPath: 'certificate-key-recovery.pdf', filters: [{ name: 'PDF', extensions: ['pdf'] }] });
  if (canceled || !filePath) return null;
  const file = path.extname(filePath) === '' ? `${filePath}.pdf` : filePath;
  const pdf = await withSheetPage(async (page) => {
    await page.draw('drawRecovery', sheet());
    return printed(page);
  });
  try {
    await fs.writeFile(file, pdf, { mode: 0o600 });
  } catch (error) {
    throw new KioskError('internal', `The recovery sheet could not be written to ${file} (${(error as Error).message}). Choose another folder.`);
  }
  return { file };
}

/** Hands the sheet to a printer that the system's dialog asks for; false when that was cancelled. No file is made here. */
export function printRecoverySheet(sheet: () => RecoverySheet): Promise<boolean> {
  return withSheetPage(async (page) => {
    await page.draw('drawRecovery', sheet());
    return new Promise<boolean>((resolve, reject) => {
      page.contents.print({ silent: false, printBackground: true, pageSize: 'A4' }, (success, reason) => {
        if (success || /cancel/i.test(reason)) resolve(success);
        else reject(new KioskError('internal', `The recovery sheet could not be printed (${reason}). Save it as a PDF and print that.`));
      });
    });
  });
}
