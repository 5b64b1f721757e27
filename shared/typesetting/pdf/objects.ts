import { zlibSync } from 'fflate';

/** An indirect object: what stands between `obj` and `endobj`. */
export interface PdfObject {
  dictionary: string;
  stream?: Uint8Array;
}

/** Gives out a number for an object; it is put in place later, when its content is known. */
export interface ObjectStore {
  add(object: PdfObject): ObjectReference;
  /** For what has to be referred to before it is known. */
  reserve(): { reference: ObjectReference; settle(object: PdfObject): void };
}

/** Stands for `12 0 R` while the number is not known: jsPDF gives numbers out at the end. */
export type ObjectReference = `{{${number}}}`;

const latin1 = new TextEncoder();

/** A stream, deflated where that makes it smaller. */
export function deflated(content: string | Uint8Array, more = '', level: 1 | 6 = 6): PdfObject {
  const bytes = typeof content === 'string' ? latin1.encode(content) : content;
  const packed = zlibSync(bytes, { level });
  return { dictionary: `${more}/Filter /FlateDecode`, stream: packed };
}

/** How many deflated streams are remembered. */
const REMEMBERED = 64;
const remembered = new Map<string, Uint8Array>();

/** The same for what comes again in the next document: the ground of a template, the letters of its sentences. */
export function deflatedAgain(key: string, content: () => string | Uint8Array, more = ''): PdfObject {
  let stream = remembered.get(key);
  if (!stream) {
    stream = deflated(content()).stream as Uint8Array;
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  } else remembered.delete(key);
  // The latest is last, so that the first is the one longest unused.
  remembered.set(key, stream);
  return { dictionary: `${more}/Filter /FlateDecode`, stream };
}
