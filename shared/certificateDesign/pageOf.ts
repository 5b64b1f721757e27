import type { CertificateDesign, CertificateWords, DesignBox } from '../contract/certificateDesign';
import type { Paper } from '../contract/printing';
import type { Language } from '../contract/values';
import { type Page, type PageItem, pageSizes } from '../typesetting/document';
import { placedBox, type Place } from './boxPlace';
import type { CertificateFacts } from './facts';
import { type ImageBox, imageItems, type LoadedImage } from './imageBoxes';
import { placedPath } from './pathPlaces';
import { saidIn } from './twoLanguages';

export type { CertificateFacts } from './facts';

/** What a page has beside its design: a second language, and the images that its boxes name. */
export interface PageExtras {
  secondLanguage?: Language | null;
  /** Null where there is no such image: then nothing stands there. */
  imageOf?: (image: ImageBox['image']) => LoadedImage | null;
}

/** Lays a certificate out. Pure: the same facts give the same page. */
export function pageOf(design: CertificateDesign, facts: CertificateFacts, words: CertificateWords, paper: Paper, extras: PageExtras = {}): Page {
  const { width, height } = pageSizes[paper];
  const place: Place = { mirrors: facts.language === 'ar', across: width / pageSizes.A4.width, down: height / pageSizes.A4.height };
  const items = design.boxes.filter(({ only }) => only === undefined || [only].flat().includes(facts.kind)).flatMap((box) => itemsOf(box, facts, words, place, extras));
  return { size: paper, items };
}

function itemsOf(box: DesignBox, facts: CertificateFacts, words: CertificateWords, place: Place, { secondLanguage = null, imageOf = () => null }: PageExtras): PageItem[] {
  if (box.kind === 'path') {
    const { kind, fill, stroke, strokeWidth } = box;
    return [{ kind, ...given({ fill, stroke, strokeWidth }), path: placedPath(box.path, place) }];
  }
  if (box.kind === 'qr') {
    const { x, y } = placedBox({ ...box, width: box.size, height: box.size }, place);
    const size = box.size * Math.min(place.across, place.down);
    return [{ kind: 'qr', x, y, size, text: facts.qrText, errorCorrection: 'M', ...(box.colour ? { colour: box.colour } : {}) }];
  }
  if (box.kind === 'image') {
    const image = imageOf(box.image);
    return image ? imageItems(box, image, place) : [];
  }
  const { size, smallestSize, weight, style, colour, align, vertical, rather } = box;
  const look = given(mirroredAlign({ size, smallestSize, weight, style, colour, align, vertical, rather }, place.mirrors));
  return saidIn(box, facts, words, secondLanguage).map(({ text, language, box: room }) => ({ kind: 'text', text, language, ...placedBox(room, place), direction: 'auto', ...look }));
}

/** `start` and `end` are of the page, whichever way a text in it runs. */
function mirroredAlign<L extends { align?: 'start' | 'centre' | 'end' | undefined }>(look: L, mirrors: boolean): Omit<L, 'align'> & { align: 'left' | 'centre' | 'right' } {
  const { align = 'centre', ...rest } = look;
  return { ...rest, align: align === 'centre' ? 'centre' : (align === 'start') === mirrors ? 'right' : 'left' };
}

/** What is said of some values that may be left unsaid. */
function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
