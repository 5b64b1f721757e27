/** Points in a millimetre. */
export const pointsPerMillimetre = 72 / 25.4;

/** A number as PDF writes it: no exponent, and no more digits than can be seen. */
export function number(value: number, digits = 3): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written into a PDF.`);
  const text = value.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** A code of two bytes in hexadecimal. */
export function hex16(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}

/** A text as UTF-16 in hexadecimal, as ToUnicode maps and text strings have it. */
export function utf16(text: string): string {
  let hex = '';
  for (let at = 0; at < text.length; at++) hex += hex16(text.charCodeAt(at));
  return hex;
}

/** `#RRGGBB` as the operands of rg and RG. */
export function colourOperands(colour: string): string {
  const [red, green, blue] = channels(colour);
  return `${number(red / 255)} ${number(green / 255)} ${number(blue / 255)}`;
}

/** @throws a RangeError for anything but `#RRGGBB`. */
export function channels(colour: string): [number, number, number] {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!match) throw new RangeError(`"${colour}" is no colour: write it as #RRGGBB.`);
  return [match[1], match[2], match[3]].map((pair) => Number.parseInt(pair as string, 16)) as [number, number, number];
}
