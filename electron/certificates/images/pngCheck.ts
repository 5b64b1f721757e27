import zlib from 'node:zlib';
import { mostImageBytes, mostImagePixels } from '@shared/contract/designSettings';
import { ImageProblem, pngImage } from '@shared/typesetting/pdf/pngImage';
import { crc32 } from '../../crc32';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Channels by colour type; 1 is none. */
const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depths: Record<number, readonly number[]> = { 0: [1, 2, 4, 8], 2: [8], 3: [1, 2, 4, 8], 4: [8], 6: [8] };

export interface CheckedPng {
  /** Without what the picture does not need: no remarks, places or dates of who made it. */
  png: Uint8Array;
  width: number;
  height: number;
}

/**
 * Looks at a whole PNG before anything else reads it: every chunk and its sum, and that its pixels are as many as it
 * says, so that none can fill the memory.
 *
 * @throws ImageProblem
 */
export function checkPng(bytes: Uint8Array): CheckedPng {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length > mostImageBytes) throw new ImageProblem('It has more than 4 MB. Make it smaller and add it again.');
  if (!file.subarray(0, 8).equals(signature)) throw new ImageProblem(`It is ${kindOf(file)}. Save it as PNG or SVG and add it again.`);
  const chunks = readChunks(file);
  const [head] = chunks;
  if (head?.type !== 'IHDR' || head.data.length !== 13 || chunks.at(-1)?.type !== 'IEND') throw damaged();
  const [width, height, depth, colour] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4), head.data[8] as number, head.data[9] as number];
  if (width === 0 || height === 0 || head.data[10] !== 0 || head.data[11] !== 0) throw damaged();
  if (width * height > mostImagePixels) throw new ImageProblem('It has more than 25 million pixels. Make it smaller and add it again.');
  if (depth === 16) throw new ImageProblem('It has 16 bits for each colour. Save it as PNG with 8 bits and add it again.');
  if (!depths[colour]?.includes(depth)) throw damaged();
  if (head.data[12] !== 0) throw new ImageProblem('It is interlaced. Save it as PNG without interlacing and add it again.');
  if (chunks.some(({ type }) => type === 'acTL' || type === 'fcTL' || type === 'fdAT')) throw new ImageProblem('It is animated. Save a single picture as PNG and add it again.');
  const palette = chunks.filter(({ type }) => type === 'PLTE');
  if (palette.length > 1 || (colour === 3 && palette.length === 0) || palette.some(({ data }) => data.length === 0 || data.length % 3 !== 0 || data.length > 768)) throw damaged();
  const unknown = chunks.find(({ type }) => !known.has(type) && type.charAt(0) === type.charAt(0).toUpperCase());
  if (unknown) throw damaged();
  const row = Math.ceil((width * depth * (channels[colour] as number)) / 8) + 1;
  const pixels = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  let unpacked: Buffer;
  try {
    unpacked = zlib.inflateSync(pixels, { maxOutputLength: row * height + 1 });
  } catch {
    throw damaged();
  }
  if (unpacked.length !== row * height) throw damaged();
  for (let at = 0; at < unpacked.length; at += row) if ((unpacked[at] as number) > 4) throw damaged();
  const kept = chunks.filter(({ type }) => known.has(type));
  const png = new Uint8Array(Buffer.concat([signature, ...kept.map(({ whole }) => whole)]));
  pngImage(png);
  return { png, width, height };
}

const known = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

interface Chunk {
  type: string;
  data: Buffer;
  whole: Buffer;
}

/** W3C PNG, third edition, 5.3. */
function readChunks(file: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length;) {
    if (at + 12 > file.length) throw damaged();
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) throw damaged();
    const type = file.toString('latin1', at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(type) || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) throw damaged();
    chunks.push({ type, data: file.subarray(at + 8, end - 4), whole: file.subarray(at, end) });
    at = end;
    if (type === 'IEND') break;
  }
  return chunks;
}

/** What a file that is no PNG seems to be. */
function kindOf(file: Buffer): string {
  if (file.length === 0) return 'empty';
  if (file[0] === 0xff && file[1] === 0xd8) return 'a JPEG';
  if (file.toString('latin1', 0, 4) === 'GIF8') return 'a GIF';
  if (file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP') return 'a WebP image';
  if (file.toString('latin1', 0, 4) === '%PDF') return 'a PDF';
  return 'no PNG';
}

function damaged(): ImageProblem {
  return new ImageProblem('It is damaged. Save it once more as PNG and add it again.');
}
