import { bilevelPng } from './png';
import qrcode from 'qrcode-generator';

/** Modules of a QR code, row by row; true is dark. */
export type QrModules = readonly (readonly boolean[])[];

/** Light modules around a code, as ISO/IEC 18004 asks for. */
const quiet = 4;

/** The QR code of a ticket of digits: numeric mode, error correction M. */
export function qrOf(digits: string): QrModules {
  const code = qrcode(0, 'M');
  code.addData(digits, /^\d+$/.test(digits) ? 'Numeric' : 'Byte');
  code.make();
  const size = code.getModuleCount();
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_each, column) => code.isDark(row, column)));
}

/** The dark modules as one SVG path, a unit each, with the quiet zone around them; `side` is the width of all. */
export function qrPath(modules: QrModules): { d: string; side: number } {
  const runs = modules.flatMap((row, y) => {
    const parts: string[] = [];
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      parts.push(`M${from + quiet} ${y + quiet}h${x - from + 1}v1h-${x - from + 1}z`);
    }
    return parts;
  });
  return { d: runs.join(''), side: modules.length + 2 * quiet };
}

export function qrSvg(modules: QrModules): string {
  const { d, side } = qrPath(modules);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${d}"/></svg>\n`;
}

/** A black-and-white PNG (one bit a pixel), `scale` pixels a module. */
export function qrPng(modules: QrModules, scale = 12): Buffer {
  const side = (modules.length + 2 * quiet) * scale;
  const rowBytes = 1 + Math.ceil(side / 8); // a filter byte in front: none
  const pixels = Buffer.alloc(rowBytes * side);
  for (let y = 0; y < side; y++) {
    const row = modules[Math.floor(y / scale) - quiet];
    for (let x = 0; x < side; x++) {
      const dark = row?.[Math.floor(x / scale) - quiet] ?? false;
      if (!dark) pixels[y * rowBytes + 1 + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return bilevelPng(side, pixels);
}
