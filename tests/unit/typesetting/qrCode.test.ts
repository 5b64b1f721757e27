import fc from 'fast-check';
import qrcode from 'qrcode-generator';
import { describe, expect, test } from 'vitest';
import { qrCode } from '@shared/typesetting/qrCode';
import type { ErrorCorrection } from '@shared/typesetting/qrCodewords';

/** The mask that a code says it has: bits of its format information (ISO/IEC 18004, 7.9). */
function maskOf(code: ReturnType<typeof qrcode>): number {
  return [2, 3, 4].reduce((bits, column) => (bits << 1) | (code.isDark(8, column) ? 1 : 0), 0) ^ 0b101;
}

function theirs(text: string, correction: ErrorCorrection): ReturnType<typeof qrcode> {
  const code = qrcode(0, correction);
  code.addData(text, /^\d+$/.test(text) ? 'Numeric' : /^[0-9A-Z $%*+\-./:]+$/.test(text) ? 'Alphanumeric' : 'Byte');
  code.make();
  return code;
}

function expectSame(text: string, correction: ErrorCorrection): void {
  const other = theirs(text, correction);
  const count = other.getModuleCount();
  const ours = qrCode(text, correction, maskOf(other));
  expect(ours.count).toBe(count);
  const drawn = (isDark: (row: number, column: number) => boolean): string =>
    Array.from({ length: count }, (_, row) => Array.from({ length: count }, (_, column) => (isDark(row, column) ? '#' : '.')).join('')).join('\n');
  expect(drawn(ours.isDark)).toBe(drawn((row, column) => other.isDark(row, column)));
}

describe('a QR code', () => {
  const corrections: ErrorCorrection[] = ['L', 'M', 'Q', 'H'];

  test.each(corrections)('of every size is module for module that of qrcode-generator, %s', (correction) => {
    const sizes = new Set<number>();
    for (let length = 1; length < 1200; length = Math.ceil(length * 1.06) + 4) {
      const text = 'CHAMPIONS KIOSK 0123456789 '.repeat(50).slice(0, length);
      expectSame(text, correction);
      sizes.add(qrCode(text, correction, 0).count);
    }
    expect(sizes.size).toBeGreaterThan(15);
  });

  test('of any text', () => {
    const text = fc.oneof(fc.stringMatching(/^\d{1,80}$/), fc.stringMatching(/^[0-9A-Z $%*+\-./:]{1,80}$/), fc.stringMatching(/^[ -~]{1,80}$/));
    fc.assert(fc.property(text, fc.constantFrom(...corrections), expectSame), { numRuns: 60 });
  });

  test('of the largest sizes', () => {
    for (const length of [2300, 2800, 3391]) expectSame('A1'.repeat(length / 2 + 1).slice(0, length), 'M');
    expect(() => qrCode('A'.repeat(5000))).toThrow('too long');
  });
});
