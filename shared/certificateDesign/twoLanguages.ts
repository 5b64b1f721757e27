import type { CertificateWords } from '../contract/certificateDesign';
import type { Language } from '../contract/values';
import type { Box } from '../typesetting/document';
import type { CertificateFacts } from './facts';
import { type TextBox, textOf } from './words';

/** A text, where it stands in the design, and the language that it is in. */
export interface Said {
  text: string;
  language: string;
  box: Box;
}

/** Between two languages beside each other, in millimetres. */
const GAP = 6;
/** Narrower boxes have their second language below the first. */
const NARROW = 100;

/**
 * What a box says, in one language or in two: sentences beside each other, in narrow boxes below each other. What is the
 * same in both stands there once, and so does whatever no language changes: the name, the number, a text of its own.
 */
export function saidIn(box: TextBox, facts: CertificateFacts, words: CertificateWords, second: Language | null): Said[] {
  const { show, x, y, width, height } = box;
  const text = textOf(box, facts, words);
  if (text === '') return [];
  const language = show.by === 'field' && show.field === 'name' ? facts.nameLanguage : facts.language;
  const whole = { x, y, width, height };
  if (second === null || second === facts.language) return [{ text, language, box: whole }];
  const other = textOf(box, { ...facts, language: second }, words);
  if (other === text || other === '') return [{ text, language, box: whole }];
  if (show.by === 'field' && (show.field === 'dates' || show.field === 'issuedOn')) return [{ text: `\u2068${text}\u2069 · \u2068${other}\u2069`, language, box: whole }];
  if (width < NARROW) {
    const half = height / 2;
    return [{ text, language, box: { ...whole, height: half } }, { text: other, language: second, box: { ...whole, y: y + half, height: half } }];
  }
  const half = (width - GAP) / 2;
  return [{ text, language, box: { ...whole, width: half } }, { text: other, language: second, box: { ...whole, x: x + half + GAP, width: half } }];
}
