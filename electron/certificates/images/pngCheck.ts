import zlib from 'node:zlib';
import { encode } from 'fast-png';
import { PNG } from 'pngjs';
import { mostImageBytes, mostImagePixels } from '@shared/contract/designSettings';
import { ImageProblem, pngImage } from '@shared/typesetting/pdf/pngImage';
import { crc32 } from '../../crc32';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Channels by colour type; 1 is none. */
const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depths: Record<number, readonly number[]> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
/** The pictures that an interlaced one is sent as, after each other: where each begins, and its steps (W3C PNG, 8.2). */
const passes = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const;

export interface CheckedPng {
  /** As it is kept: of eight bits, its rows in their order, without remarks, places or dates of who made it. */
  png: Uint8Array;
  width: number;
  height: number;
}

/**
 * Looks at a whole PNG before anything else reads it: every chunk and its sum, and that its pixels are as many as it
 * says, so that none can fill the memory. One of 16 bits or with interlaced rows is written anew: no printer shows more.
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
  if (!depths[colour]?.includes(depth)) throw damaged();
  const interlace = head.data[12] as number;
  if (interlace > 1) throw damaged();
  if (chunks.some(({ type }) => type === 'acTL' || type === 'fcTL' || type === 'fdAT')) throw new ImageProblem('It is animated. Save a single picture as PNG and add it again.');
  const palette = chunks.filter(({ type }) => type === 'PLTE');
  if (palette.length > 1 || (colour === 3 && palette.length === 0) || palette.some(({ data }) => data.length === 0 || data.length % 3 !== 0 || data.length > 768)) throw damaged();
  const unknown = chunks.find(({ type }) => !known.has(type) && type.charAt(0) === type.charAt(0).toUpperCase());
  if (unknown) throw damaged();
  const rows = rowsOf(width, height, depth * (channels[colour] as number), interlace === 1);
  const length = rows.reduce((sum, { bytes: each, count }) => sum + each * count, 0);
  const pixels = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  let unpacked: Buffer;
  try {
    unpacked = zlib.inflateSync(pixels, { maxOutputLength: length + 1 });
  } catch {
    throw damaged();
  }
  if (unpacked.length !== length) throw damaged();
  let at = 0;
  for (const { bytes: each, count } of rows) for (const end = at + each * count; at < end; at += each) if ((unpacked[at] as number) > 4) throw damaged();
  const kept = chunks.filter(({ type }) => known.has(type));
  const png = new Uint8Array(Buffer.concat([signature, ...kept.map(({ whole }) => whole)]));
  const plain = depth === 16 || interlace === 1 ? writtenAnew(png) : png;
  pngImage(plain);
  return { png: plain, width, height };
}

/** How many rows of how many bytes there are, each with the one that says how it was filtered. */
function rowsOf(width: number, height: number, bitsPerPixel: number, isInterlaced: boolean): { bytes: number; count: number }[] {
  const bytesOf = (pixels: number): number => Math.ceil((pixels * bitsPerPixel) / 8) + 1;
  if (!isInterlaced) return [{ bytes: bytesOf(width), count: height }];
  return passes.flatMap(([left, top, across, down]) => {
    const [columns, count] = [Math.ceil((width - left) / across), Math.ceil((height - top) / down)];
    return columns > 0 && count > 0 ? [{ bytes: bytesOf(columns), count }] : [];
  });
}

/** The same picture with eight bits a colour, its rows in their order. */
function writtenAnew(png: Uint8Array): Uint8Array {
  let image: PNG;
  try {
    image = PNG.sync.read(Buffer.from(png.buffer, png.byteOffset, png.byteLength));
  } catch {
    throw damaged();
  }
  const { width, height, data } = image;
  return encode({ width, height, channels: 4, depth: 8, data: new Uint8Array(data.buffer, data.byteOffset, width * height * 4) });
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
