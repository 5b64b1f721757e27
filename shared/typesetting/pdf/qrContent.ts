import type { QrItem } from '../document';
import { darkStretches, qrCode, quietModules } from '../qrCode';
import { colourOperands, number, pointsPerMillimetre } from './numbers';

/** The operators of a QR code: one rectangle for each stretch of dark modules in a row, so that no hairlines show between them. */
export function qrContent(item: QrItem, pageHeight: number): string {
  const code = qrCode(item.text, item.errorCorrection);
  const { count } = code;
  const [left, top] = [item.x * pointsPerMillimetre, pageHeight - item.y * pointsPerMillimetre];
  const module = (item.size * pointsPerMillimetre) / (count + 2 * quietModules);
  // In modules, so that the numbers are short and no edge is rounded apart from its neighbour's.
  const parts = [`q ${colourOperands(item.colour ?? '#000000')} rg ${number(module, 6)} 0 0 ${number(-module, 6)} ${number(left + quietModules * module)} ${number(top - quietModules * module)} cm`];
  for (const { row, from, length } of darkStretches(code)) parts.push(`${from} ${row} ${length} 1 re`);
  return [...parts, 'f Q'].join(' ');
}
