import { startPdf } from '@shared/typesetting/pdfDocument';
import { openTypesetter } from '@shared/typesetting/typesetter';

/** Sets a page in a web worker, as a preview does. */
async function set(fonts: string, names: readonly [string, string][]): Promise<{ bytes: Uint8Array; missing: unknown[]; lines: number[] }> {
  const read = async (name: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(fonts + name)).arrayBuffer());
  const pdf = startPdf(await openTypesetter(read), { title: 'Preview', id: '0'.repeat(32), date: new Date('2025-09-26T09:00:00Z'), language: 'en' });
  const reports = await pdf.addPage({
    size: 'A4',
    items: names.map(([text, language], at) => ({ kind: 'text', text, language, x: 20, y: 20 + at * 30, width: 257, height: 25, size: 30, align: 'centre' })),
  });
  return { bytes: pdf.finish(), missing: reports.flatMap(({ missing }) => missing), lines: reports.map(({ lines }) => lines) };
}

self.addEventListener('message', async ({ data: { fonts, names } }: MessageEvent<{ fonts: string; names: [string, string][] }>) => {
  try {
    self.postMessage(await set(fonts, names));
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
