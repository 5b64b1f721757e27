import type { LabelFormatId, Paper } from '@shared/contract/exports';

/** A sheet of labels or cards; all measures in mm. */
export interface LabelFormat {
  id: LabelFormatId;
  paper: Paper;
  columns: number;
  rows: number;
  width: number;
  height: number;
  /** Of the first label, from the sheet's left and top edge. */
  left: number;
  top: number;
  /** From one label's edge to the same edge of the next. */
  stepX: number;
  stepY: number;
}

/** Width and height of a sheet in mm (ISO 216; ANSI A). */
export const papers: Record<Paper, { width: number; height: number }> = { a4: { width: 210, height: 297 }, letter: { width: 215.9, height: 279.4 } };

const inch = 25.4;

/**
 * What is sold everywhere. Sources: the sizes printed on the packs; where the place of the first label is not part of
 * them, the grid stands in the middle of its sheet, as makers' own templates have it.
 * - L7165: Avery parcel labels, 99.1 × 67.7, eight of A4; gap of 2.5 between the columns.
 * - L4785: Avery Zweckform name badges (also L4784, L4786), 80 × 50, ten of A4; gaps of 15 and 5.
 * - L7418: Avery inserts for badge holders, 86 × 55.5, eight of A4, without gaps.
 * - cards-90x55: visiting cards of 90 × 55 (the usual card of Japan and Korea is 90 wide), ten of A4, without gaps.
 * - 5390: Avery inserts for badge holders, 3½ × 2¼ inches, eight of Letter, without gaps.
 * - 5395: Avery name badges, 3⅜ × 2⅓ inches, eight of Letter; first at 11/16 and 7/12, steps of 3¾ and 2½ (gLabels' template of that name).
 */
export const labelFormats: Record<LabelFormatId, LabelFormat> = {
  L7165: { id: 'L7165', paper: 'a4', columns: 2, rows: 4, width: 99.1, height: 67.7, left: 4.65, top: 13.1, stepX: 101.6, stepY: 67.7 },
  L4785: { id: 'L4785', paper: 'a4', columns: 2, rows: 5, width: 80, height: 50, left: 17.5, top: 13.5, stepX: 95, stepY: 55 },
  L7418: { id: 'L7418', paper: 'a4', columns: 2, rows: 4, width: 86, height: 55.5, left: 19, top: 37.5, stepX: 86, stepY: 55.5 },
  'cards-90x55': { id: 'cards-90x55', paper: 'a4', columns: 2, rows: 5, width: 90, height: 55, left: 15, top: 11, stepX: 90, stepY: 55 },
  '5390': { id: '5390', paper: 'letter', columns: 2, rows: 4, width: 3.5 * inch, height: 2.25 * inch, left: 0.75 * inch, top: inch, stepX: 3.5 * inch, stepY: 2.25 * inch },
  '5395': {
    id: '5395', paper: 'letter', columns: 2, rows: 4, width: 3.375 * inch, height: (7 / 3) * inch, left: 0.6875 * inch, top: (7 / 12) * inch,
    stepX: 3.75 * inch, stepY: 2.5 * inch,
  },
};

/** Where each label stands: sheet (from 0), and mm from its left and top edge. Row by row, from the left. */
export function placesOf(format: LabelFormat, count: number, skip: number): { sheet: number; left: number; top: number }[] {
  const aSheet = format.columns * format.rows;
  const first = skip % aSheet;
  return Array.from({ length: count }, (_, index) => {
    const place = first + index;
    const onSheet = place % aSheet;
    return {
      sheet: Math.floor(place / aSheet),
      left: format.left + (onSheet % format.columns) * format.stepX,
      top: format.top + Math.floor(onSheet / format.columns) * format.stepY,
    };
  });
}
