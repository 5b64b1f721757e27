import type { BrowserWindow } from 'electron';
import type { SheetLabel } from '@shared/contract/ticketSheet';
import { createWindow } from '../windows/windowFactory';

/** A4 sheets of labels as a PDF. @throws as `drawnSheet` does. */
export function ticketSheet(labels: readonly SheetLabel[]): Promise<Buffer> {
  return drawnSheet('drawLabels', labels);
}

/**
 * A4 sheets as a PDF, drawn by a hidden window of our own: Chromium shapes every script. The page answers once every
 * font that the texts need is there.
 *
 * @param draw the page's function for it; `content` is what it draws, as JSON.
 * @throws when the page or one of its fonts cannot be loaded.
 */
export async function drawnSheet(draw: 'drawLabels' | 'drawCribs' | 'drawTestPage', content: unknown): Promise<Buffer> {
  const window = createWindow('sheet');
  try {
    await loaded(window);
    const missing = (await window.webContents.executeJavaScript(`window.${draw}(${JSON.stringify(content)})`)) as string[];
    if (missing.length > 0) throw new Error(`The sheet's fonts could not be loaded: ${missing.join(', ')}.`);
    const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
    return withoutDates(pdf);
  } finally {
    window.destroy();
  }
}

function loaded({ webContents: contents }: BrowserWindow): Promise<void> {
  return new Promise((resolve, reject) => {
    contents.once('did-finish-load', () => resolve());
    contents.once('did-fail-load', (_event, code, reason) => reject(new Error(`The sheet's page did not load (${code} ${reason}).`)));
    contents.once('render-process-gone', (_event, { reason }) => reject(new Error(`The sheet's page is gone (${reason}).`)));
  });
}

/** The same tickets give the same file: the moment of printing is taken out, in as many bytes. */
function withoutDates(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1').replace(/\/(CreationDate|ModDate) \(D:[^)]*\)/g, (date) => `${date.slice(0, date.indexOf('('))}(${' '.repeat(date.length - date.indexOf('(') - 2)})`);
  return Buffer.from(text, 'latin1');
}
