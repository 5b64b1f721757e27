import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitsOf, groupedNumber, numberOf, numberSymbols, readNumber } from '../../../shared/domain/certificates/number';
import { certificateNumber } from '../../../shared/signing/certificateNumber';

const numbers = fc.bigInt({ min: 0n, max: (1n << 55n) - 1n }).map(numberOf);

describe('a certificate’s number', () => {
  test('there and back, grouped and as people type it', () => {
    fc.assert(fc.property(numbers, (number) => {
      expect(numberOf(bitsOf(number))).toBe(number);
      const grouped = groupedNumber(number);
      expect(grouped).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
      expect(readNumber(grouped)).toBe(number);
      expect(readNumber(` ${grouped.toLowerCase().replaceAll('-', ' ')} `)).toBe(number);
      expect(readNumber(number.replaceAll('1', 'l').replaceAll('0', 'o'))).toBe(number);
    }));
    expect(() => numberOf(1n << 55n)).toThrow(RangeError);
    expect(() => bitsOf('0000000000000')).toThrow(RangeError);
  });

  test('every wrong symbol is found', () => {
    fc.assert(fc.property(numbers, fc.nat(11), fc.constantFrom(...numberSymbols), (number, at, symbol) => {
      const wrong = number.slice(0, at) + symbol + number.slice(at + 1);
      expect(readNumber(wrong)).toBe(symbol === number[at] ? number : undefined);
    }));
  });

  test('so are any two symbols that changed places', () => {
    fc.assert(fc.property(numbers, fc.nat(11), fc.nat(11), (number, a, b) => {
      const letters = [...number];
      [letters[a], letters[b]] = [letters[b]!, letters[a]!];
      const swapped = letters.join('');
      expect(readNumber(swapped)).toBe(swapped === number ? number : undefined);
    }));
  });

  test('is the same wherever it is made, and another for another person, kind, attempt or workshop', () => {
    const number = certificateNumber('seoul-2025', 'SEL25-00001', 'co_signed', 0);
    expect(number).toBe(certificateNumber('seoul-2025', 'SEL25-00001', 'co_signed', 0));
    expect(readNumber(number)).toBe(number);
    // Printed numbers must stay what they are.
    expect(groupedNumber(number)).toBe('CSHY-XFPB-NDXP');
    const others = [
      certificateNumber('seoul-2025', 'SEL25-00002', 'co_signed', 0), certificateNumber('seoul-2025', 'SEL25-00001', 'confirmation', 0),
      certificateNumber('seoul-2025', 'SEL25-00001', 'co_signed', 1), certificateNumber('milan-2025', 'SEL25-00001', 'co_signed', 0),
    ];
    expect(new Set([number, ...others]).size).toBe(5);
  });

  test('a hundred thousand people have as many numbers', () => {
    const all = new Set(Array.from({ length: 100_000 }, (_, i) => certificateNumber('seoul-2025', `SEL25-${i}`, 'co_signed', 0)));
    expect(all.size).toBe(100_000);
  });
});
