import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { LoadedImage } from '@shared/certificateDesign/imageBoxes';
import { readSvg } from '@shared/certificateDesign/svg/svgImage';
import { SvgProblem } from '@shared/certificateDesign/svg/xml';
import { mostImageBytes } from '@shared/contract/designSettings';
import { ImageProblem } from '@shared/typesetting/pdf/pngImage';
import { createFolder, replaceFile } from '../../journal/segments';
import { checkPng } from './pngCheck';

/** Where the images of certificates lie in a data folder, each by the SHA-256 of its content. */
export function imagesFolderOf(dataFolder: string): string {
  return path.join(dataFolder, 'certificates', 'images');
}

export interface CheckedImage {
  id: string;
  /** As it is kept. */
  bytes: Uint8Array;
  width: number;
  height: number;
}

/**
 * Looks at a file that somebody wants on certificates.
 *
 * @throws an Error whose sentence names the file and says what to do.
 */
export function checkImage(name: string, bytes: Uint8Array): CheckedImage {
  try {
    if (bytes.length > mostImageBytes) throw new ImageProblem('It has more than 4 MB. Make it smaller and add it again.');
    if (looksLikeXml(bytes)) {
      const { width, height } = readSvg(utf8(bytes));
      return { id: `${digest(bytes)}.svg`, bytes, width, height };
    }
    const { png, width, height } = checkPng(bytes);
    return { id: `${digest(png)}.png`, bytes: png, width, height };
  } catch (error) {
    if (error instanceof SvgProblem || error instanceof ImageProblem) throw new Error(`${name}: ${error.message}`, { cause: error });
    throw new Error(`${name}: It cannot be read (${(error as Error).message}). Save it once more as PNG and add it again.`, { cause: error });
  }
}

/** Keeps an image; it is on the disk when this returns. */
export function keepImage(folder: string, { id, bytes }: CheckedImage): void {
  createFolder(folder);
  replaceFile(path.join(folder, id), bytes);
}

/** The bytes of an image that was kept; null where it is not there. */
export function imageBytes(folder: string, id: string): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(fs.readFileSync(path.join(folder, id)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Loads images that were kept, each once. @throws an Error for one that is gone or damaged. */
export function imageLoader(folder: string): (id: string) => LoadedImage {
  const loaded = new Map<string, LoadedImage>();
  return (id) => {
    let image = loaded.get(id);
    if (!image) {
      const bytes = imageBytes(folder, id);
      const lost = (what: string): Error => new Error(`An image of the certificates' design ${what}: add it again in the design.`);
      if (!bytes) throw lost('is not there any more');
      if (!id.startsWith(digest(bytes))) throw lost('is damaged');
      image = id.endsWith('.svg') ? { kind: 'svg', svg: readSvg(utf8(bytes)) } : { kind: 'png', png: bytes };
      loaded.set(id, image);
    }
    return image;
  };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function looksLikeXml(bytes: Uint8Array): boolean {
  return /^(\u00ef\u00bb\u00bf)?\s*</.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'));
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SvgProblem('It is damaged or not written in UTF-8. Save it once more, or as PNG, and add it again.');
  }
}
