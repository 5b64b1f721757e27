import type { Language } from '@shared/contract/values';
import { printed, withSheetPage } from '../exports/sheetPage';

/** A page for printing, drawn by the sheet's window: the crib for volunteers, or rulers that show whether a printer scales. */
export type PrintedPage = { page: 'crib'; languages: readonly Language[] } | { page: 'test'; languages: readonly Language[] };

/** @throws when the page or one of its fonts cannot be loaded. */
export function printedPage({ page, languages }: PrintedPage): Promise<Buffer> {
  return withSheetPage(async (sheet) => {
    await sheet.draw(page === 'crib' ? 'drawCribs' : 'drawTestPage', languages);
    return printed(sheet);
  });
}
