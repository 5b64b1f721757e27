/** How deep JSON may be nested: events have about five levels, and what walks through them calls itself. */
const deepest = 64;

/** JSON that nobody of ours would send. */
export class BadJson extends Error {
  override readonly name = 'BadJson';
}

/** Reads JSON of others. @throws BadJson for what is none, or is nested too deep to be walked through. */
export function readJson(text: string): unknown {
  if (isTooDeep(text)) throw new BadJson(`The JSON is nested more than ${deepest} levels deep.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadJson('The request is not JSON.');
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inText) {
      if (code === 0x5c) i += 1;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) {
      inText = true;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
