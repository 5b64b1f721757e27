import fs from 'node:fs/promises';
import path from 'node:path';
import type { ExportProblem } from '@shared/contract/exports';

/** The file is open in a spreadsheet program, which says so by a file beside it. */
export class FileInUse extends Error {
  readonly code = 'EBUSY';
}

/**
 * Writes a file whole or not at all: `write` fills one beside it that takes its name when it is on the disk. What was
 * there before stays until then.
 *
 * @throws FileInUse, or what the file system says (with its `code`).
 */
export async function writeWhole<T>(file: string, write: (part: string) => Promise<T>): Promise<T> {
  const folder = path.dirname(file);
  const name = path.basename(file);
  // On Windows the rename below would fail, elsewhere the other program would show its old content for ever.
  for (const lock of [`.~lock.${name}#`, `~$${name}`]) {
    if (await isThere(path.join(folder, lock))) throw new FileInUse(`${name} is open in another program (${lock}).`);
  }
  const part = path.join(folder, `.${name}.part`);
  try {
    const result = await write(part);
    const handle = await fs.open(part, 'r+');
    await handle.sync().finally(() => handle.close());
    await fs.rename(part, file);
    return result;
  } catch (error) {
    await fs.rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

function isThere(file: string): Promise<boolean> {
  return fs.access(file).then(() => true, () => false);
}

/** What the desk can say about a failed file, by the system's code. EPERM is Windows' word for a file that is open. */
export function problemOf(error: unknown, platform: NodeJS.Platform): ExportProblem {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'disk_full';
    case 'EBUSY':
    case 'ETXTBSY':
      return 'in_use';
    case 'EPERM':
      return platform === 'win32' ? 'in_use' : 'read_only';
    case 'EACCES':
    case 'EROFS':
      return 'read_only';
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EIO':
    case 'ENODEV':
      return 'folder_gone';
    default:
      return 'failed';
  }
}
