import { sha256 } from '@noble/hashes/sha2.js';
import { checkOf, textOf, valuesOf } from '../domain/certificates/number';

/**
 * A secret of 32 bytes to be printed and typed in again: four lines of three groups of five symbols (Crockford's base
 * 32). Each line ends with a check symbol that also tells the lines apart, and the last carries 20 bits of the secret's
 * SHA-256, so that a typing error is found with its line, and nothing but the right text gives a key.
 */
const lines = 4;
const symbolsInLine = 14;
const secretSymbols = 52;
const checkSymbols = 4;

/** @throws RangeError unless the secret has 32 bytes. */
export function recoveryTextOf(secret: Uint8Array): string[] {
  if (secret.length !== 32) throw new RangeError('a secret has 32 bytes');
  const symbols = [...symbolsOf(secret, secretSymbols), ...symbolsOf(sha256(secret), checkSymbols)];
  return Array.from({ length: lines }, (_, line) => {
    const own = symbols.slice(line * symbolsInLine, (line + 1) * symbolsInLine);
    return (textOf([...own, checkOf([line + 1, ...own])]).match(/.{5}/g) ?? []).join(' ');
  });
}

/** `line`: the first one with a typing error, from 1. `length`: symbols are missing or too many. */
export type ReadRecovery = { secret: Uint8Array } | { problem: 'length' } | { problem: 'line'; line: number } | { problem: 'checksum' };

/** Reads a recovery text as somebody typed it: in either case, with any spacing; I and L are read as 1, O as 0. */
export function readRecoveryText(typed: string): ReadRecovery {
  const plain = typed.toUpperCase().replace(/[\s.\-\u2010-\u2015]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  if (plain.length !== lines * (symbolsInLine + 1)) return { problem: 'length' };
  const symbols: number[] = [];
  for (let line = 0; line < lines; line++) {
    const values = valuesOf(plain.slice(line * (symbolsInLine + 1), (line + 1) * (symbolsInLine + 1)));
    if (!values || checkOf([line + 1, ...values]) !== 0) return { problem: 'line', line: line + 1 };
    symbols.push(...values.slice(0, symbolsInLine));
  }
  const bits = symbols.slice(0, secretSymbols).reduce((all, value) => (all << 5n) | BigInt(value), 0n);
  // 52 symbols have 260 bits; the last four of them are zero.
  const hex = (bits >> 4n).toString(16).padStart(64, '0');
  const secret = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const sum = symbolsOf(sha256(secret), checkSymbols);
  const isRight = (bits & 15n) === 0n && sum.every((value, index) => value === symbols[secretSymbols + index]);
  return isRight ? { secret } : { problem: 'checksum' };
}

/** The first bits of some bytes, five a symbol, zeros behind them. */
function symbolsOf(bytes: Uint8Array, count: number): number[] {
  const all = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('').padEnd(count * 5, '0');
  return Array.from({ length: count }, (_, i) => Number.parseInt(all.slice(i * 5, i * 5 + 5), 2));
}
