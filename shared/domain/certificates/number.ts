/**
 * A certificate's number: eleven symbols of Crockford's base 32 (digits and letters without I, L, O, U) and a check
 * symbol, in three groups: `7K3M-9QXT-2BWC`. The check is Damm's scheme over GF(32), whose quasigroup is
 * x ∘ y = 2·(x + y): it catches every wrong symbol, and every two that changed places.
 */

export const numberSymbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const payloadLength = 11;

/** Double in GF(2^5), modulo x^5 + x^2 + 1. */
function doubled(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}

/** The check symbol of some symbols, each a number below 32. A text that ends with its own check has the check 0. */
export function checkOf(values: readonly number[]): number {
  return values.reduce((interim, value) => doubled(interim ^ value), 0);
}

/** A number out of 55 bits. @throws RangeError for more. */
export function numberOf(bits: bigint): string {
  if (bits < 0n || bits >= 1n << 55n) throw new RangeError('a certificate number has 55 bits');
  const values = Array.from({ length: payloadLength }, (_, i) => Number((bits >> BigInt(5 * (payloadLength - 1 - i))) & 31n));
  return textOf([...values, checkOf(values)]);
}

/** The 55 bits of a number. Inverse of `numberOf`. @throws RangeError for a text that is none. */
export function bitsOf(number: string): bigint {
  const values = valuesOf(number);
  if (!values || values.length !== payloadLength + 1 || checkOf(values) !== 0) throw new RangeError(`${number} is no certificate number`);
  return values.slice(0, payloadLength).reduce((bits, value) => (bits << 5n) | BigInt(value), 0n);
}

/** As it is read and said: three groups of four. */
export function groupedNumber(number: string): string {
  return number.match(/.{1,4}/g)?.join('-') ?? '';
}

/** A number as somebody typed it, or undefined if it is none. I and L are read as 1, O as 0; signs between groups are left out. */
export function readNumber(typed: string): string | undefined {
  const values = valuesOf(typed.replace(/[\s.\-\u2010-\u2015]/g, '').toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0'));
  if (values?.length !== payloadLength + 1 || checkOf(values) !== 0) return undefined;
  return textOf(values);
}

/** The values of some symbols, or undefined where one is no symbol. */
export function valuesOf(text: string): number[] | undefined {
  const values = Array.from(text, (symbol) => numberSymbols.indexOf(symbol));
  return values.includes(-1) ? undefined : values;
}

export function textOf(values: readonly number[]): string {
  return values.map((value) => numberSymbols.charAt(value)).join('');
}
