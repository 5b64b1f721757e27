import fs from 'node:fs';
import { test } from 'vitest';
import { startPdf } from '@shared/typesetting/pdfDocument';
import { bundledTypesetter, facts, poppler } from './typesetting';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

test('scratch', async () => {
  const t = await bundledTypesetter();
  const pdf = startPdf(t, {...facts, title: 'Certificate 김 Ł'});
  const names: [string, string][] = [['محمد عبد الله', 'ar'], ['श्रुति शर्मा', 'hi'], ['김서연', 'ko'], ['Mary-Kate O’Hamilton', 'en'], ['سید مهدی حسینی‌نژاد', 'fa'], ['刘子涵','zh'], ['ปิยะพงษ์ ศรีสุวรรณ','th'], ['יוסף מזרחי','he'], ['אבי Smith 3', 'he'], ['சுப்பிரமணியன் கிருஷ்ணன்','ta'], ['সুমাইয়া চৌধুরী','bn']];
  await pdf.addPage({ size: 'A4', items: [
    { kind: 'path', path: 'M10 10H287V200H10Z', stroke: '#204080', strokeWidth: 1 },
    ...names.map(([text, language], at) => ({ kind: 'text' as const, text, language, x: 20 + (at % 2) * 130, y: 15 + Math.floor(at / 2) * 25, width: 120, height: 20, size: 28, align: 'centre' as const, weight: at === 2 ? 700 : 400 })),
    { kind: 'qr', x: 240, y: 160, size: 35, text: 'HTTPS://EXAMPLE.ORG/ABC123' },
  ] });
  const bytes = pdf.finish();
  fs.writeFileSync('/tmp/scratch.pdf', bytes);
  const wanted = names.map(([n]) => n);
  const text = poppler('pdftotext', bytes, '-raw').split(/[\n\f]/).filter(Boolean);
  const strip = (l: string) => l.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
  for (const w of wanted) console.log(text.map(strip).includes(w), w);
  console.log(text.map((l) => JSON.stringify(strip(l))).join('\n'));
  const doc = await getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 1 }).promise;
  const page = await doc.getPage(1);
  const items = (await page.getTextContent()).items.map((i) => (i as { str: string }).str);
  console.log('pdfjs', items);
  console.log(poppler('pdfinfo', bytes), poppler('pdffonts', bytes));
}, 60000);
