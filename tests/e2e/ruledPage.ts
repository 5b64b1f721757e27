import { jsPDF } from 'jspdf';
import type { Paper } from '@shared/contract/printing';

/** A page to measure on paper: rulers of 100 mm along two edges, and a frame 10 mm from the paper's own. */

/** Millimetres, landscape as certificates are. */
const sizes: Record<Paper, readonly [width: number, height: number]> = { A4: [297, 210], Letter: [279.4, 215.9] };
const edge = 10;
const ruler = 100;

/**
 * @param words plain Latin letters: the lines below the title, such as the printer's name and the time.
 * @returns a PDF of one page.
 */
export function ruledPage(paper: Paper, title: string, words: readonly string[]): Buffer {
  const [width, height] = sizes[paper];
  const page = new jsPDF({ unit: 'mm', format: [width, height], orientation: 'landscape', compress: true, putOnlyUsedFonts: true });
  page.setDocumentProperties({ title, creator: 'Champions Kiosk' });
  page.setLineWidth(0.2).rect(edge, edge, width - 2 * edge, height - 2 * edge);
  for (let millimetre = 0; millimetre <= ruler; millimetre++) {
    const long = millimetre % 10 === 0 ? 6 : millimetre % 5 === 0 ? 4 : 2.5;
    page.line(2 * edge + millimetre, edge, 2 * edge + millimetre, edge + long);
    page.line(edge, 2 * edge + millimetre, edge + long, 2 * edge + millimetre);
  }
  page.setFontSize(9);
  for (let centimetre = 0; centimetre <= ruler / 10; centimetre++) {
    page.text(String(centimetre * 10), 2 * edge + centimetre * 10, edge + 10, { align: 'center' });
    page.text(String(centimetre * 10), edge + 8, 2 * edge + centimetre * 10 + 1, { align: 'left' });
  }
  page.setFontSize(22).text(title, width / 2, height / 2 - 10, { align: 'center' });
  page.setFontSize(12);
  [...words, `${paper} ${width} x ${height} mm. The frame is ${edge} mm from each edge; each ruler is ${ruler} mm long.`].forEach((line, index) => {
    page.text(line, width / 2, height / 2 + 2 + index * 7, { align: 'center' });
  });
  return Buffer.from(page.output('arraybuffer'));
}
