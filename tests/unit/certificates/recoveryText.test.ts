import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRecoveryText, recoveryTextOf } from '../../../shared/signing/recoveryText';

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('a key comes back from its printed text, however it is typed', () => {
  fc.assert(fc.property(secrets, (secret) => {
    const lines = recoveryTextOf(secret);
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toMatch(/^[0-9A-HJKMNP-TV-Z]{5} [0-9A-HJKMNP-TV-Z]{5} [0-9A-HJKMNP-TV-Z]{5}$/);
    for (const typed of [lines.join('\n'), lines.join('').toLowerCase(), lines.join(' - ').replaceAll('0', 'O').replaceAll('1', 'l')]) {
      expect(readRecoveryText(typed)).toEqual({ secret });
    }
  }));
  expect(() => recoveryTextOf(new Uint8Array(31))).toThrow(RangeError);
});

test('a wrong symbol is told with its line, and lines that changed places are', () => {
  fc.assert(fc.property(secrets, fc.nat(59), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (secret, at, symbol) => {
    const plain = recoveryTextOf(secret).join('').replaceAll(' ', '');
    const read = readRecoveryText(plain.slice(0, at) + symbol + plain.slice(at + 1));
    expect(read).toEqual(symbol === plain[at] ? { secret } : { problem: 'line', line: Math.floor(at / 15) + 1 });
  }));
  const [a, b, ...rest] = recoveryTextOf(new Uint8Array(32).fill(9).map((byte, i) => byte * i)) as [string, string, string, string];
  expect(readRecoveryText([b, a, ...rest].join(''))).toEqual({ problem: 'line', line: 1 });
  expect(readRecoveryText('')).toEqual({ problem: 'length' });
  expect(readRecoveryText([a, b].join(''))).toEqual({ problem: 'length' });
});

test('lines of two different keys give none', () => {
  const one = recoveryTextOf(new Uint8Array(32).fill(1));
  const other = recoveryTextOf(new Uint8Array(32).fill(2));
  expect(readRecoveryText([one[0], other[1], one[2], one[3]].join(' '))).toEqual({ problem: 'checksum' });
});
