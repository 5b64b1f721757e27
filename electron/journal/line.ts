import { createHash } from 'node:crypto';
import type { ByteText } from '../byteText';
import { hashEvent, hashLine } from './hashes';

/** One line of a segment, taken apart. `number` is null for the head of a segment. See FORMAT.md. */
export interface Line {
  number: number | null;
  previous: string;
  json: string;
}

export type ParsedLine = { ok: true; line: Line } | { ok: false; reason: string };

function checksum(rest: string | Uint8Array): string {
  return createHash('sha256').update(rest).digest('hex').slice(0, 16);
}

/** A line as it is written, with its line feed. */
export function formatLine(number: number | null, previous: string, json: string): string {
  const rest = `${number ?? '#'}\t${previous}\t${json}`;
  return `${checksum(rest)}\t${rest}\n`;
}

/** Writes the same behind what is there, of JSON that is in UTF-8 already or not. */
export function writeLine(out: ByteText, number: number, previous: string, json: string | Uint8Array): void {
  const start = out.leave(17);
  out.write(`${number}\t${previous}\t`);
  if (typeof json === 'string') out.write(json);
  else out.add(json);
  out.fill(start, `${checksum(out.from(start + 17))}\t`);
  out.write('\n');
}

export type ParsedBytes = { ok: true; number: number | null; previous: string; json: Buffer } | { ok: false; reason: string };

/** Takes a line (without its line feed) apart, once its checksum holds. Its JSON stays where it is, in UTF-8. */
export function parseBytes(bytes: Uint8Array): ParsedBytes {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text[16] !== 0x09) return { ok: false, reason: 'no checksum' };
  if (text.toString('latin1', 0, 16) !== checksum(text.subarray(17))) return { ok: false, reason: 'wrong checksum' };
  const end = text.indexOf(0x09, 17);
  const number = text.toString('latin1', 17, end);
  return { ok: true, number: number === '#' ? null : Number(number), previous: text.toString('latin1', end + 1, end + 33), json: text.subarray(end + 34) };
}

/** The same, with its JSON as a text. */
export function parseLine(bytes: Uint8Array): ParsedLine {
  const parsed = parseBytes(bytes);
  if (!parsed.ok) return parsed;
  const { number, previous, json } = parsed;
  return { ok: true, line: { number, previous, json: json.toString('utf8') } };
}

/** The hash that the next line must give as its `previous`. */
export function hashOf(line: Line & { number: number }): string {
  return hashLine(line.number, line.previous, hashEvent(JSON.parse(line.json) as object));
}

/** The lines of a segment as byte ranges; `terminated` is false for a last one without its line feed. */
export function* splitLines(bytes: Uint8Array): Generator<{ start: number; bytes: Uint8Array; terminated: boolean }> {
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    yield { start, bytes: bytes.subarray(start, end), terminated: feed !== -1 };
    start = end + 1;
  }
}
