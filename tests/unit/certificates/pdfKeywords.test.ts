import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificateKeywordOf, isPdf } from '../../../electron/certificates/pdfKeywords';
import { textIn } from '../../../electron/certificates/verification';
import { keywordOf, readCode, signCertificate } from '../../../shared/signing/certificateCode';
import { certificateNumber } from '../../../shared/signing/certificateNumber';
import { packedPdf, pdfString, plainPdf, updatedPdf } from './pdfs';

const codeFor = (id: string): string =>
  signCertificate(
    { workshopId: 'w', kind: 'co_signed', number: certificateNumber('w', id, 'co_signed', 0), issuedOn: '2025-09-25', firstDay: null, lastDay: null, name: 'N' },
    new Uint8Array(32).fill(7),
  );
const code = codeFor('A');
const keyword = keywordOf(code);

describe('the code in a PDF', () => {
  test.each(['literal', 'escaped', 'hex', 'utf16'] as const)('is found in a %s string, alone and among other keywords', (spelling) => {
    for (const keywords of [keyword, `certificate, ${keyword}, WeGO`, `(Seoul) \\ ${keyword};x`]) {
      expect(certificateKeywordOf(plainPdf(keywords, spelling))).toBe(keyword);
      expect(readCode(textIn(plainPdf(keywords, spelling))).read).toBe('code');
    }
  });

  test('is found where a program has packed it away', () => {
    expect(certificateKeywordOf(packedPdf(`x ${keyword}`))).toBe(keyword);
  });

  test('is the one that was written last', () => {
    const other = keywordOf(codeFor('B'));
    expect(certificateKeywordOf(updatedPdf(plainPdf(keyword), other))).toBe(other);
  });

  test('counts nowhere but among the keywords', () => {
    const elsewhere = Buffer.from(plainPdf('none').toString('latin1').replace('(A certificate)', `(${keyword})`), 'latin1');
    expect(certificateKeywordOf(elsewhere)).toBeNull();
    expect(textIn(elsewhere)).toBe('');
    expect(certificateKeywordOf(Buffer.from('%PDF-1.7\n/Keywords << /Evil (champions-certificate:X) >>'))).toBeNull();
    expect(certificateKeywordOf(Buffer.from(`%PDF-1.7\n/Keywords (never ends ${'x'.repeat(20_000)}${keyword}`))).toBeNull();
  });

  test('a file that unpacks to more than there is memory for is passed over', () => {
    const bomb = zlib.deflateSync(Buffer.alloc(64 * 1024 * 1024));
    const parts = Array.from({ length: 50 }, () => [Buffer.from('<< /Type /ObjStm >>\nstream\n'), bomb, Buffer.from('\nendstream\n')]).flat();
    expect(certificateKeywordOf(Buffer.concat([Buffer.from('%PDF-1.7\n'), ...parts]))).toBeNull();
  });

  test('no file makes the search fail, whatever is cut, put in or turned over', () => {
    const files = [plainPdf(keyword), plainPdf(keyword, 'utf16'), packedPdf(keyword), updatedPdf(plainPdf('a'), keyword)];
    const broken = fc.record({ file: fc.constantFrom(...files), from: fc.nat(1_500), length: fc.nat(40), put: fc.uint8Array({ maxLength: 20 }) });
    fc.assert(fc.property(broken, ({ file, from, length, put }) => {
      const bytes = Buffer.concat([file.subarray(0, from), put, file.subarray(from + length)]);
      const found = certificateKeywordOf(bytes);
      expect(found === null || found.startsWith('champions-certificate:')).toBe(true);
      textIn(bytes);
    }), { numRuns: 1_500 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      textIn(bytes);
      certificateKeywordOf(Buffer.concat([Buffer.from('%PDF-1.7 /Keywords ('), bytes]));
      certificateKeywordOf(Buffer.concat([Buffer.from('%PDF-1.7 /Keywords <'), bytes]));
    }), { numRuns: 1_500 });
  });
});

test('a string of PDF, there and back', () => {
  fc.assert(fc.property(fc.stringMatching(/^[ -~]{0,60}$/), fc.constantFrom('literal', 'escaped', 'hex', 'utf16'), (text, spelling) => {
    const word = `champions-certificate:${text.replace(/[\s,;]/g, '')}`;
    expect(certificateKeywordOf(Buffer.from(`/Keywords ${pdfString(word, spelling as 'hex')}`, 'latin1'))).toBe(word);
  }));
});

test('other files: text is text, and what is too large or no text is nothing', () => {
  expect(isPdf(Buffer.from('%PDF-1.4'))).toBe(true);
  expect(isPdf(Buffer.from('PK'))).toBe(false);
  expect(textIn(Buffer.from(`\ufeff${code}\n`))).toBe(`${code}\n`);
  expect(textIn(Buffer.alloc(200_000, 65))).toBe('');
});
