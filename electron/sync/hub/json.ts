/** How deep JSON may be nested: events have about five levels, and what walks through them calls itself. */
const deepest = 64;

/** JSON that nobody of ours would send. */
export class BadJson extends Error {
  override readonly name = 'BadJson';
}

/** Reads JSON of others, in UTF-8. @throws BadJson for what is none, or is nested too deep to be walked through. */
export function readJson(bytes: Uint8Array): unknown {
  if (isTooDeep(bytes)) throw new BadJson(`The JSON is nested more than ${deepest} levels deep.`);
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as unknown;
  } catch {
    throw new BadJson('The request is not JSON.');
  }
}

/** Every byte of a long body passes here: brackets of both kinds differ in one bit, and no byte of a letter beyond ASCII is one. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x22) {
      for (i += 1; i < bytes.length && bytes[i] !== 0x22; i++) if (bytes[i] === 0x5c) i += 1;
    } else if ((byte & 0xdf) === 0x5b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if ((byte & 0xdf) === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
