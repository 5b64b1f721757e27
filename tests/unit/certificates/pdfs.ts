import zlib from 'node:zlib';

/** Small whole PDFs with given keywords, as different programs write them. */

type Spelling = 'literal' | 'escaped' | 'hex' | 'utf16';

/** A PDF string object of a text. */
export function pdfString(text: string, spelling: Spelling): string {
  if (spelling === 'hex') return `<${Buffer.from(text, 'latin1').toString('hex')}>`;
  if (spelling === 'utf16') return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
  if (spelling === 'escaped') return `(${[...text].map((letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')})`;
  return `(${text.replace(/[\\()]/g, '\\$&')})`;
}

/** One page, and an Info dictionary as plain text. */
export function plainPdf(keywords: string, spelling: Spelling = 'literal'): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] >>',
    `<< /Title (A certificate) /Keywords ${pdfString(keywords, spelling)} /Producer (a test) >>`,
  ];
  let text = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** The same file saved again with other keywords, by an incremental update. */
export function updatedPdf(before: Buffer, keywords: string): Buffer {
  const offset = before.length;
  const object = `4 0 obj\n<< /Keywords ${pdfString(keywords, 'literal')} >>\nendobj\n`;
  const update = `${object}xref\n4 1\n${String(offset).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Info 4 0 R >>\nstartxref\n${offset + object.length}\n%%EOF\n`;
  return Buffer.concat([before, Buffer.from(update, 'latin1')]);
}

/** An Info dictionary inside a compressed object stream. */
export function packedPdf(keywords: string): Buffer {
  const packed = zlib.deflateSync(Buffer.from(`4 0 << /Keywords ${pdfString(keywords, 'utf16')} >>`, 'latin1'));
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\r\n`, 'latin1'),
    packed,
    Buffer.from('\nendstream\nendobj\n%%EOF\n', 'latin1'),
  ]);
}
