import type { QrItem } from '../document';
import { qrCode } from '../qrCode';
import { colourOperands, number, pointsPerMillimetre } from './numbers';

const QUIET = 4;

/** The operators of a QR code: one rectangle for each stretch of dark modules in a row, so that no hairlines show between them. */
export function qrContent(item: QrItem, pageHeight: number): string {
  const code = qrCode(item.text, item.errorCorrection);
  const { count } = code;
  const [left, top] = [item.x * pointsPerMillimetre, pageHeight - item.y * pointsPerMillimetre];
  const module = (item.size * pointsPerMillimetre) / (count + 2 * QUIET);
  // In modules, so that the numbers are short and no edge is rounded apart from its neighbour's.
  const parts = [`q ${colourOperands(item.colour ?? '#000000')} rg ${number(module, 6)} 0 0 ${number(-module, 6)} ${number(left + QUIET * module)} ${number(top - QUIET * module)} cm`];
  for (let row = 0; row < count; row++) {
    for (let from = 0; from < count; from++) {
      let to = from;
      while (to < count && code.isDark(row, to)) to++;
      if (to > from) parts.push(`${from} ${row} ${to - from} 1 re`);
      from = to;
    }
  }
  return [...parts, 'f Q'].join(' ');
}
