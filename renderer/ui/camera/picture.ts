/**
 * What a small copy of the camera's picture tells: whether it is black, and whether anything has moved. Pure; both
 * work on thumbnails of the same size, one byte of brightness a pixel.
 */

/** Big enough that a code of the smallest readable size fills more than one pixel. */
export const thumbnailWidth = 80;
export const thumbnailHeight = 45;

/** Brightness, 0 to 255, that noise of a covered lens stays below. */
const darkest = 26;
/** A change of a pixel's brightness that is more than a camera's noise. */
const noticeable = 20;
/** So many pixels must have changed: one alone may be a dead one. */
const changedPixels = 3;

/** A covered lens, or a camera that gives empty pictures. A dark room has a lamp, a screen or a face in it. */
export function isBlack(thumbnail: Uint8Array): boolean {
  let bright = 0;
  for (const value of thumbnail) if (value > darkest) bright++;
  return bright < thumbnail.length * 0.002;
}

/** Whether a picture differs from another. */
export function hasMoved(before: Uint8Array, now: Uint8Array): boolean {
  if (before.length !== now.length) return true;
  let changed = 0;
  for (let i = 0; i < now.length; i++) {
    if (Math.abs((now[i] as number) - (before[i] as number)) > noticeable && ++changed >= changedPixels) return true;
  }
  return false;
}

/** Brightness of RGBA pixels, (red + 2 × green + blue) ÷ 4, into `grey`, which has a byte for each of them. */
export function brightness(rgba: Uint8ClampedArray, grey: Uint8Array): Uint8Array {
  // Whole pixels at once, lowest byte first as all processors of today have it: half the time of byte by byte.
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i] as number;
    grey[i] = ((pixel & 0xff) + ((pixel >>> 7) & 0x1fe) + ((pixel >>> 16) & 0xff)) >>> 2;
  }
  return grey;
}

/**
 * A softer copy: each pixel the mean of the 5 × 5 around it, weighted to its middle. Where noise, a reflection or
 * faint print keeps a reader from the code, this often lets it through. Edges of the picture are left as they are.
 */
export function softened(grey: Uint8Array, width: number, height: number): Uint8Array {
  // Twice the same 3 × 3, each as a row and a column of 1 2 1.
  let from = grey;
  for (let pass = 0; pass < 2; pass++) {
    const rows = Uint8Array.from(from);
    for (let i = 1; i < from.length - 1; i++) rows[i] = ((from[i - 1] as number) + 2 * (from[i] as number) + (from[i + 1] as number)) >> 2;
    const both = Uint8Array.from(rows);
    for (let i = width; i < width * (height - 1); i++) {
      both[i] = ((rows[i - width] as number) + 2 * (rows[i] as number) + (rows[i + width] as number)) >> 2;
    }
    from = both;
  }
  return from;
}
