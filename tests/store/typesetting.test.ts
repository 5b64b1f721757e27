import { expect, test } from 'vitest';

/** The same typesetting as in the application's threads runs in a web worker. */
test('a page of several scripts is set in a web worker', async () => {
  const worker = new Worker(new URL('./typesetWorker.ts', import.meta.url), { type: 'module' });
  try {
    const done = await new Promise<{ bytes: Uint8Array; missing: unknown[]; lines: number[]; error?: string }>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent) => resolve(data));
      worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      worker.postMessage({ fonts: `${location.origin}/resources/fonts/typesetting/`, names: [['محمد عبد الله', 'ar'], ['श्रुति शर्मा', 'hi'], ['김서연', 'ko'], ['Ana', 'en']] });
    });
    expect(done.error).toBeUndefined();
    expect(done).toMatchObject({ missing: [], lines: [1, 1, 1, 1] });
    const text = new TextDecoder('latin1').decode(done.bytes);
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(['NotoNaskhArabic', 'NotoSansDevanagari', 'NotoSansKR', 'NotoSans-400'].filter((font) => !text.includes(font))).toEqual([]);
  } finally {
    worker.terminate();
  }
});
