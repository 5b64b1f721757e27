import { randomBytes } from 'node:crypto';

/** How deep JSON may be nested: events have about five levels, and what walks through them calls itself. */
const deepest = 64;

/** JSON that nobody of ours would send. */
export class BadJson extends Error {
  override readonly name = 'BadJson';
}

/** Reads JSON of others, in UTF-8. @throws BadJson for what is none, or is nested too deep to be walked through. */
export function readJson(bytes: Uint8Array): unknown {
  lookThrough(bytes, null);
  return parsed(textOf(bytes, 0, bytes.length));
}

/** An object that was JSON, and one list in it whose objects are read one by one: what is done with is not kept while others are read. */
export interface JsonList {
  /** The object, without this list. */
  rest: Record<string, unknown>;
  length: number;
  /** @throws BadJson */
  at(index: number): unknown;
}

/**
 * Takes JSON apart that is an object with a list under a name.
 *
 * @returns null if that is something else than a list.
 * @throws BadJson for what is no JSON as far as it can be told without reading the objects in the list, or is nested too deep.
 */
export function readList(bytes: Uint8Array, name: string): JsonList | null {
  const objects: number[] = [];
  lookThrough(bytes, objects);
  const whole = parsed(withoutObjects(bytes, objects));
  if (!isObject(whole)) return null;
  const { [name]: list, ...rest } = whole;
  const count = objects.length / 2;
  if (Array.isArray(list) && list.length === count && list.every((each, index) => each === `${mark}${index}`)) {
    return { rest, length: count, at: (index) => parsed(textOf(bytes, objects[index * 2] as number, objects[index * 2 + 1] as number)) };
  }
  // There are other things in the list, or objects elsewhere: it is read as a whole.
  const read = parsed(textOf(bytes, 0, bytes.length)) as Record<string, unknown>;
  const { [name]: values, ...others } = read;
  return Array.isArray(values) ? { rest: others, length: values.length, at: (index) => values[index] } : null;
}

/** Nobody who sends JSON knows it. */
const mark = randomBytes(8).toString('hex');

/** The text with a mark and a number in the place of each object that was found. */
function withoutObjects(bytes: Uint8Array, objects: readonly number[]): string {
  let text = '';
  let end = 0;
  for (let i = 0; i < objects.length; i += 2) {
    text += textOf(bytes, end, objects[i] as number) + `"${mark}${i / 2}"`;
    end = objects[i + 1] as number;
  }
  return text + textOf(bytes, end, bytes.length);
}

/**
 * Every byte of a long text passes here: brackets of both kinds differ in one bit, and no byte of a letter beyond ASCII
 * is one.
 *
 * @param objects gets where each object two levels deep begins and ends.
 * @throws BadJson for what is nested too deep.
 */
function lookThrough(bytes: Uint8Array, objects: number[] | null): void {
  let depth = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x22) {
      for (i += 1; i < bytes.length && bytes[i] !== 0x22; i++) if (bytes[i] === 0x5c) i += 1;
    } else if ((byte & 0xdf) === 0x5b) {
      if (depth === 2 && byte === 0x7b) objects?.push(i);
      depth += 1;
      if (depth > deepest) throw new BadJson(`The JSON is nested more than ${deepest} levels deep.`);
    } else if ((byte & 0xdf) === 0x5d) {
      depth -= 1;
      // A bracket of the other kind is found out when it is read.
      if (depth === 2 && objects !== null && objects.length % 2 === 1) objects.push(i + 1);
    }
  }
  if (objects !== null && objects.length % 2 === 1) objects.pop();
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadJson('The request is not JSON.');
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
