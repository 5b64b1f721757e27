import type { BrowserWindow, WebContents } from 'electron';
import { createWindow } from '../windows/windowFactory';

/** A hidden window that draws what is printed: Chromium shapes every script, and our fonts have their letters. */
export interface SheetPage {
  contents: WebContents;
  /**
   * Has one of the page's drawings done. It is whole when this is: the page loads its fonts before it measures.
   *
   * @throws when a font that these texts need cannot be loaded.
   */
  draw<T = unknown>(name: 'drawLabels' | 'drawList' | 'drawBadges' | 'drawChart' | 'drawCribs' | 'drawTestPage' | 'drawRecovery', what: unknown): Promise<T>;
}

/** Opens the page for some work, and closes it after that. @throws when it cannot be loaded. */
export async function withSheetPage<T>(work: (page: SheetPage) => Promise<T>): Promise<T> {
  const window = createWindow('sheet');
  const { webContents: contents } = window;
  try {
    const gone = new Promise<never>((_resolve, reject) => {
      contents.once('render-process-gone', (_event, { reason }) => reject(new Error(`The sheet's page is gone (${reason}).`)));
    });
    gone.catch(() => undefined); // raced below
    await loaded(window);
    return await Promise.race([gone, work({
      contents,
      draw: async <D>(name: string, what: unknown) => {
        const drawn = (await contents.executeJavaScript(`window.${name}(${JSON.stringify(what)})`)) as { missing: string[]; result: D };
        if (drawn.missing.length > 0) throw new Error(`The sheet's fonts could not be loaded: ${drawn.missing.join(', ')}.`);
        return drawn.result;
      },
    })]);
  } finally {
    window.destroy();
  }
}

/** The page as it is now, as a PDF of the size that it says itself. */
export async function printed({ contents }: SheetPage): Promise<Buffer> {
  return withoutDates(await contents.printToPDF({ preferCSSPageSize: true, printBackground: true }));
}

function loaded({ webContents: contents }: BrowserWindow): Promise<void> {
  return new Promise((resolve, reject) => {
    contents.once('did-finish-load', () => resolve());
    contents.once('did-fail-load', (_event, code, reason) => reject(new Error(`The sheet's page did not load (${code} ${reason}).`)));
  });
}

/** The same content gives the same file: the moment of printing is taken out, in as many bytes. */
function withoutDates(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1').replace(/\/(CreationDate|ModDate) \(D:[^)]*\)/g, (date) => `${date.slice(0, date.indexOf('('))}(${' '.repeat(date.length - date.indexOf('(') - 2)})`);
  return Buffer.from(text, 'latin1');
}
