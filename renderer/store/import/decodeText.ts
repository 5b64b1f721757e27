import { guessEncoding } from './guessEncoding';
import { legacyDecoder } from './legacyDecoders';

/** A file's bytes as text. */
export interface DecodedText {
  text: string;
  /** Label of the encoding, such as `utf-8` or `euc-kr`. */
  encoding: string;
  /** True where nothing in the file says so and the letters decided. */
  guessed: boolean;
  /** How many characters could not be decoded and stand as U+FFFD. */
  damaged: number;
}

function decode(bytes: Uint8Array, encoding: string): string {
  const text = legacyDecoder(encoding).decode(bytes);
  // Some programs write a second byte-order mark when they append to a file.
  return text.startsWith('\ufeff') ? text.replace(/^\ufeff+/, '') : text;
}

function decodedAs(bytes: Uint8Array, encoding: string, guessed: boolean): DecodedText {
  const text = decode(bytes, encoding);
  const damaged = text.includes('\ufffd') ? (text.match(/\ufffd/g)?.length ?? 0) : 0;
  return { text, encoding, guessed, damaged };
}

/** UTF-16 without a byte-order mark: every second byte of its ASCII characters is zero. */
function utf16WithoutMark(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  if ((even + odd) * 10 < sample.length) return null;
  if (odd > even * 8) return 'utf-16le';
  return even > odd * 8 ? 'utf-16be' : null;
}

/** How many characters of several bytes are valid UTF-8, and how many bytes belong to none. */
function countUtf8(bytes: Uint8Array): { valid: number; invalid: number } {
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const more = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    let follow = 0;
    while (follow < more && ((bytes[i + 1 + follow] ?? 0) & 0xc0) === 0x80) follow += 1;
    if (more > 0 && follow === more) {
      valid += 1;
      i += more;
    } else invalid += 1;
  }
  return { valid, invalid };
}

/**
 * Decodes a text file. A byte-order mark decides; then UTF-8, if every byte fits it; then a legacy encoding is guessed
 * from what its letters would be. A UTF-8 file with a few broken bytes stays UTF-8, with U+FFFD in their place, for a
 * wrong guess would spoil all the names instead of one. `forced` overrides all this. Throws RangeError for an
 * encoding that does not exist.
 */
export function decodeText(bytes: Uint8Array, forced?: string): DecodedText {
  if (forced !== undefined) return decodedAs(bytes, forced, false);
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodedAs(bytes, 'utf-8', false);
  if (first === 0xff && second === 0xfe) return decodedAs(bytes, 'utf-16le', false);
  if (first === 0xfe && second === 0xff) return decodedAs(bytes, 'utf-16be', false);
  const wide = utf16WithoutMark(bytes);
  if (wide !== null) return decodedAs(bytes, wide, false);
  const { valid, invalid } = countUtf8(bytes);
  if (invalid === 0 || valid >= 3 * invalid) return decodedAs(bytes, 'utf-8', false);
  return decodedAs(bytes, guessEncoding(bytes), true);
}
