import fs from 'node:fs/promises';
import path from 'node:path';
import type { ReadFontFile } from '@shared/typesetting/typesetter';

/** Where the fonts lie below the application's folder; the build puts them there. */
export function fontsFolderOf(appFolder: string): string {
  return path.join(appFolder, 'resources', 'fonts', 'typesetting');
}

/** Reads fonts from a folder, for a typesetter in a thread of its own: in the main process it would hold up scans. */
export function readFontFilesOf(folder: string): ReadFontFile {
  return async (name) => {
    try {
      return new Uint8Array(await fs.readFile(path.join(folder, name)));
    } catch (error) {
      throw new Error(`The font file ${name} is not in ${folder}: install the application again, or run "npm run build" in a source folder.`, { cause: error });
    }
  };
}
