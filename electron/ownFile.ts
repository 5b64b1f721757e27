import fs from 'node:fs';
import * as v from 'valibot';

/** The text of a file; null where there is none. @throws for one that cannot be read. */
export function readIfThere(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * What the application has kept in a JSON file of its own; null where there is none yet.
 *
 * @param remedy what to do about a damaged one: it is never overwritten by itself.
 * @throws for a file that cannot be read, or has not this shape.
 */
export function readOwnFile<T extends v.GenericSchema>(file: string, shape: T, remedy: string): v.InferOutput<T> | null {
  const text = readIfThere(file);
  if (text === null) return null;
  try {
    return v.parse(shape, JSON.parse(text));
  } catch {
    throw new Error(`${file} is damaged. ${remedy}`);
  }
}
