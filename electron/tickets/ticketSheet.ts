import type { SheetLabel } from '@shared/contract/ticketSheet';
import { printed, withSheetPage } from '../exports/sheetPage';

/**
 * A4 sheets of labels as a PDF, drawn by a hidden window of our own: Chromium shapes every script.
 *
 * @throws when the page or one of its fonts cannot be loaded.
 */
export function ticketSheet(labels: readonly SheetLabel[]): Promise<Buffer> {
  return withSheetPage(async (page) => {
    await page.draw('drawLabels', labels);
    return printed(page);
  });
}
