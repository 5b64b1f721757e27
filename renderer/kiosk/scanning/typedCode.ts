/** Zeros of the scripts whose digits people type; their nine successors follow them in Unicode. */
const zeros = ['\u0660', '\u06f0', '\u0966', '\u09e6', '\u0e50'];

function asciiDigit(character: string): string {
  const point = character.codePointAt(0) as number;
  for (const zero of zeros) {
    const value = point - (zero.codePointAt(0) as number);
    if (value >= 0 && value <= 9) return String(value);
  }
  return character;
}

/**
 * A code as a person typed it, as its ticket has it. Codes are matched exactly; people are not: full-width letters
 * and the digits of other scripts become ASCII, any dash a hyphen, and small letters become capitals where the
 * result begins as this workshop's tickets do.
 */
export function typedCode(text: string, prefixes: readonly string[]): string {
  const code = [...text.normalize('NFKC')]
    .map(asciiDigit)
    .join('')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim();
  const upper = code.toUpperCase();
  return prefixes.some((prefix) => prefix !== '' && upper.startsWith(`${prefix.toUpperCase()}-`)) ? upper : code;
}
