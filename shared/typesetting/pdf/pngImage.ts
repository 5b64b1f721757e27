import { decode } from 'fast-png';
import { channels } from './numbers';
import { deflated, type PdfObject } from './objects';

export interface DecodedImage {
  width: number;
  height: number;
  object: PdfObject;
}

/** An image that is no PNG, is broken, or is too large to be held. The message is a sentence for the organizer. */
export class ImageProblem extends Error {
  override readonly name = 'ImageProblem';
}

const MOST_PIXELS = 40_000_000;
const decoded = new WeakMap<Uint8Array, Map<string, DecodedImage>>();

/**
 * A PNG as an image of a PDF: eight bits of grey or RGB, its transparency laid onto the ground. Kept for as long as
 * the bytes are.
 *
 * @throws ImageProblem
 */
export function pngImage(png: Uint8Array, ground = '#FFFFFF'): DecodedImage {
  let byGround = decoded.get(png);
  if (!byGround) decoded.set(png, (byGround = new Map()));
  let image = byGround.get(ground);
  if (!image) byGround.set(ground, (image = decodePng(png, channels(ground))));
  return image;
}

/** In pixels, as its first chunk says. @throws ImageProblem */
export function pngSize(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const isPng = png.length > 33 && view.getUint32(0) === 0x8950_4e47 && view.getUint32(4) === 0x0d0a_1a0a;
  if (!isPng) throw new ImageProblem('This image is not a PNG: save it as one and add it again.');
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function decodePng(png: Uint8Array, ground: readonly [number, number, number]): DecodedImage {
  const stated = pngSize(png);
  if (stated.width * stated.height > MOST_PIXELS) throw new ImageProblem('This image has more than 40 million pixels: make it smaller and add it again.');
  let image;
  try {
    image = decode(png);
  } catch (error) {
    throw new ImageProblem(`This image is damaged: save it once more and add it again. (${error instanceof Error ? error.message : String(error)})`);
  }
  const { width, height, depth, palette, transparency } = image;
  const pixels = palette ? unpacked(image.data as Uint8Array, width, height, depth) : image.data;
  const samples = palette ? 1 : image.channels;
  const most = depth === 16 ? 65_535 : palette ? 255 : 2 ** depth - 1;
  const grey = !palette && samples <= 2 && ground[0] === ground[1] && ground[1] === ground[2];
  const target = grey ? 1 : 3;
  const bytes = new Uint8Array(width * height * target);
  const values = !palette && depth < 8 ? unpacked(pixels as Uint8Array, width, height, depth) : pixels;
  const clear = transparency && !palette ? Array.from(transparency) : null;
  for (let pixel = 0; pixel < width * height; pixel++) {
    let [red, green, blue, alpha] = [0, 0, 0, 1];
    if (palette) {
      const entry = palette[values[pixel] as number] ?? [0, 0, 0];
      [red = 0, green = 0, blue = 0] = entry;
      alpha = ((entry as number[])[3] ?? 255) / 255;
    } else {
      const at = pixel * samples;
      const scaled = (channel: number): number => ((values[at + channel] as number) * 255) / most;
      red = scaled(0);
      [green, blue] = samples >= 3 ? [scaled(1), scaled(2)] : [red, red];
      if (samples === 2 || samples === 4) alpha = (values[at + samples - 1] as number) / most;
      else if (clear && clear.every((value, channel) => values[at + channel] === value)) alpha = 0;
    }
    const on = (value: number, under: number): number => Math.round(value * alpha + under * (1 - alpha));
    bytes[pixel * target] = on(red, ground[0]);
    if (grey) continue;
    bytes[pixel * target + 1] = on(green, ground[1]);
    bytes[pixel * target + 2] = on(blue, ground[2]);
  }
  const space = grey ? '/DeviceGray' : '/DeviceRGB';
  return { width, height, object: deflated(bytes, `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${space} /BitsPerComponent 8 `) };
}

/** Samples of 1, 2 or 4 bits, as one byte each; every row begins at a byte. */
function unpacked(data: Uint8Array, width: number, height: number, depth: number): Uint8Array {
  if (depth >= 8 || data.length === width * height) return data;
  const row = Math.ceil((width * depth) / 8);
  const samples = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      samples[y * width + x] = ((data[y * row + (bit >> 3)] as number) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    }
  }
  return samples;
}
