import zlib from 'node:zlib';
import { codePrefix } from '@shared/signing/certificateCode';

/**
 * The certificate's code among a PDF's keywords, found without a PDF library: nothing of the file is drawn, followed or
 * run, and what it may make us unpack is limited.
 */

const largestUnpacked = 16 * 1024 * 1024;
const mostUnpacked = 64 * 1024 * 1024;
const mostStreams = 2_000;
/** A keyword string is longer than this only in a file that means harm. */
const longestString = 8_192;
const key = Buffer.from('/Keywords', 'latin1');

export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024)).includes('%PDF-');
}

/**
 * The text that begins with `champions-certificate:` among the keywords of the Info dictionary, up to the next space,
 * comma or semicolon; the one that was written last, if the file was saved again. Null for a file that has none.
 */
export function certificateKeywordOf(bytes: Uint8Array): string | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let found = lastKeyword(file);
  if (found === null) for (const unpacked of objectStreams(file)) found = lastKeyword(unpacked) ?? found;
  return found;
}

function lastKeyword(bytes: Buffer): string | null {
  let found: string | null = null;
  for (let at = bytes.indexOf(key); at !== -1; at = bytes.indexOf(key, at + key.length)) {
    const text = stringAt(bytes, at + key.length);
    const [keyword] = text === null ? [] : (new RegExp(`${codePrefix}[^\\s,;]*`, 'i').exec(text) ?? []);
    if (keyword !== undefined) found = keyword;
  }
  return found;
}

/** The text of the PDF string (ISO 32000-1, 7.3.4) that begins here after white space; null where none does, or it is too long. */
function stringAt(bytes: Buffer, from: number): string | null {
  let at = from;
  while (at < bytes.length && isSpace(bytes[at] as number)) at += 1;
  if (bytes[at] === 0x28) return literalAt(bytes, at + 1);
  return bytes[at] === 0x3c && bytes[at + 1] !== 0x3c ? hexAt(bytes, at + 1) : null;
}

const escaped: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

function literalAt(bytes: Buffer, from: number): string | null {
  const read: number[] = [];
  let depth = 1;
  const end = Math.min(bytes.length, from + longestString);
  for (let at = from; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x5c) {
      const octal = /^[0-7]{1,3}/.exec(bytes.toString('latin1', at + 1, at + 4))?.[0];
      const letter = String.fromCharCode(bytes[at + 1] ?? 0);
      if (octal !== undefined) read.push(Number.parseInt(octal, 8) & 255);
      else if (letter !== '\n' && letter !== '\r') read.push(escaped[letter] ?? bytes[at + 1] ?? 0);
      else if (letter === '\r' && bytes[at + 2] === 10) at += 1;
      at += octal?.length ?? 1;
      continue;
    }
    if (byte === 0x28) depth += 1;
    if (byte === 0x29) depth -= 1;
    if (depth === 0) return textOf(Buffer.from(read));
    read.push(byte);
  }
  return null;
}

function hexAt(bytes: Buffer, from: number): string | null {
  const end = bytes.indexOf(0x3e, from);
  if (end === -1 || end - from > 4 * longestString) return null;
  const digits = bytes.toString('latin1', from, end).replace(/\s/g, '');
  return /^[0-9a-f]*$/i.test(digits) ? textOf(Buffer.from(digits.padEnd(digits.length + (digits.length % 2), '0'), 'hex')) : null;
}

/** UTF-16 or UTF-8 with their marks, or bytes that are ASCII as far as a code goes. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2))).swap16().toString('utf16le');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.toString('utf8', 3) : bytes.toString('latin1');
}

/** Object streams, where programs that save a PDF again may have packed its dictionaries; those that cannot be unpacked are passed over. */
function* objectStreams(file: Buffer): Generator<Buffer> {
  let unpackedBytes = 0;
  let streams = 0;
  for (let at = file.indexOf('/ObjStm'); at !== -1 && streams < mostStreams; at = file.indexOf('/ObjStm', at + 7)) {
    streams += 1;
    const begin = file.indexOf('stream', at);
    if (begin === -1 || begin - at > 1_024) continue;
    const start = begin + 6 + (file[begin + 6] === 13 ? 1 : 0) + 1;
    const end = file.indexOf('endstream', start);
    if (end === -1) return;
    const unpacked = inflate(file.subarray(start, end));
    unpackedBytes += unpacked?.length ?? 0;
    if (unpackedBytes > mostUnpacked) return;
    if (unpacked) yield unpacked;
  }
}

function inflate(bytes: Buffer): Buffer | null {
  try {
    return zlib.inflateSync(bytes, { maxOutputLength: largestUnpacked, finishFlush: zlib.constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13) || byte === 0;
}
