import qrcode from 'qrcode-generator';
import type { Page, PageItem } from '@shared/typesetting/document';

/** What is set by everybody who is measured: a page like a certificate, with a name, six lines, a QR code and a frame. */

export interface Person {
  name: string;
  language: string;
  code: string;
}

export const title = 'Certificate of Participation';
export const sentences = [
  'This is to certify that',
  'has successfully completed the Champions programme on smart and sustainable cities,',
  'held in Seoul, Republic of Korea, from 24 to 26 September 2025,',
  'and attended all of its sessions.',
  'Secretary General of WeGO · Mayor of Seoul',
];
/** Millimetres from the top, and points. */
export const sentenceTops = [62, 112, 120, 128, 168];
export const sentenceSize = 13;
export const titleBox = { x: 30, y: 36, width: 237, height: 18, size: 32 };
export const nameBox = { x: 30, y: 76, width: 237, height: 30, size: 38 };
export const qrBox = { x: 243, y: 156, size: 34 };

/** A frame of two lines with curved corners and a garland of arcs along its edges. */
export const framePath = [
  'M16 10H281Q287 10 287 16V194Q287 200 281 200H16Q10 200 10 194V16Q10 10 16 10Z',
  'M19 14H278Q283 14 283 19V191Q283 196 278 196H19Q14 196 14 191V19Q14 14 19 14Z',
  ...Array.from({ length: 52 }, (_, at) => `M${20 + at * 5} 17q2.5 3 5 0M${20 + at * 5} 193q2.5 -3 5 0`),
].join('');

const ground: PageItem[] = [
  { kind: 'path', path: framePath, stroke: '#1B4F72', strokeWidth: 0.6 },
  { kind: 'text', text: title, language: 'en', weight: 600, align: 'centre', colour: '#1B4F72', ...titleBox },
  ...sentences.map((text, at): PageItem => ({ kind: 'text', text, language: 'en', x: 30, y: sentenceTops[at] as number, width: 237, height: 8, size: sentenceSize, align: 'centre' })),
];

export function pageOf({ name, language, code }: Person): Page {
  return {
    size: 'A4',
    ground,
    items: [{ kind: 'text', text: name, language, align: 'centre', rather: 'shrink', ...nameBox }, { kind: 'qr', text: code, ...qrBox }],
  };
}

/** The dark stretches of a code, for the others: row, column, length. */
export function qrRows(text: string): { count: number; rows: [number, number, number][] } {
  const code = qrcode(0, 'M');
  code.addData(text, 'Alphanumeric');
  code.make();
  const count = code.getModuleCount();
  const rows: [number, number, number][] = [];
  for (let row = 0; row < count; row++) {
    for (let from = 0; from < count; from++) {
      let to = from;
      while (to < count && code.isDark(row, to)) to++;
      if (to > from) rows.push([row, from, to - from]);
      from = to;
    }
  }
  return { count, rows };
}
