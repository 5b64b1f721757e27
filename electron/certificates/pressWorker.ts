import { parentPort, workerData } from 'node:worker_threads';
import { type CertificateFacts, pageOf } from '@shared/certificateDesign/pageOf';
import type { CertificateWords } from '@shared/contract/certificateDesign';
import type { Page, TextReport } from '@shared/typesetting/document';
import { startPdf } from '@shared/typesetting/pdfDocument';
import { svgOf } from '@shared/typesetting/svgDocument';
import { openTypesetter } from '@shared/typesetting/typesetter';
import { readFontFilesOf } from '../typesetting/fontFiles';
import type { CertificateLook } from './designSettings';
import { type CheckedImage, checkImage, imageLoader } from './images/imageFiles';

/** What a thread of the press is started with. */
export interface PressSetup {
  fonts: string;
  /** The folder of images that designs name. */
  images: string;
  words: CertificateWords;
}

/** A certificate for the press: what it says, how it looks, and what its file says of itself. */
export interface PressItem {
  facts: CertificateFacts;
  look: CertificateLook;
  keyword: string;
}

export type PressJob = { id: number } & (
  | { do: 'file'; item: PressItem }
  | { do: 'page'; item: PressItem }
  | { do: 'finish' }
  | { do: 'preview'; item: Omit<PressItem, 'keyword'> }
  | { do: 'image'; name: string; bytes: Uint8Array }
);

export interface PressAnswer {
  id: number;
  /** Of a file, or of all pages since the last finish. */
  pdf?: Uint8Array;
  /** Of a preview. */
  svg?: string;
  /** An image that can be kept. */
  image?: CheckedImage;
  /** Characters of the name that no font has, and whether it had to be smaller than the design wants. */
  missing?: string[];
  tooLong?: boolean;
  error?: string;
}

// Sets certificates in a thread of its own: the main process has scans to write meanwhile.
const { fonts, images, words } = workerData as PressSetup;
const port = parentPort as NonNullable<typeof parentPort>;
const typesetter = openTypesetter(readFontFilesOf(fonts));
const loadImage = imageLoader(images);
let merged: ReturnType<typeof startPdf> | null = null;

async function answer(job: PressJob): Promise<Omit<PressAnswer, 'id'>> {
  if (job.do === 'image') return { image: checkImage(job.name, job.bytes) };
  if (job.do === 'finish') {
    const document = merged;
    merged = null;
    if (!document) throw new Error('There is no certificate to put into the file.');
    return { pdf: document.finish() };
  }
  const { facts } = job.item;
  const page = laidOut(job.item);
  if (job.do === 'preview') {
    const { svg, reports } = await svgOf(await typesetter, page, `${facts.name} · ${facts.number}`);
    return { svg, ...told(reports) };
  }
  const about = { title: `${facts.name} · ${facts.number}`, id: idOf(facts.number), date: new Date(`${facts.issuedOn}T12:00:00Z`), language: facts.language };
  if (job.do === 'page') {
    merged ??= startPdf(await typesetter, { ...about, title: facts.workshop });
    return told(await merged.addPage(page));
  }
  const document = startPdf(await typesetter, { ...about, keywords: job.item.keyword });
  const reports = await document.addPage(page);
  return { pdf: document.finish(), ...told(reports) };
}

function laidOut({ facts, look }: Omit<PressItem, 'keyword'>): Page {
  const { design, paper, language, secondLanguage } = look;
  return pageOf(design, { ...facts, language: language ?? facts.language }, words, paper, {
    secondLanguage,
    imageOf: (image) => {
      const id = image in look.images ? look.images[image as keyof typeof look.images] : image;
      return id?.includes('.') ? loadImage(id) : null;
    },
  });
}

function told(reports: readonly TextReport[]): Pick<PressAnswer, 'missing' | 'tooLong'> {
  return { missing: [...new Set(reports.flatMap(({ missing }) => missing.map(({ grapheme }) => grapheme)))], tooLong: reports.some(({ belowSmallest }) => belowSmallest) };
}

/** 32 hex digits that follow from a number: the same certificate is the same file. */
function idOf(number: string): string {
  return Buffer.from(number.padEnd(16, '-')).toString('hex').slice(0, 32);
}

let last = Promise.resolve();
port.on('message', (job: PressJob) => {
  // One after the other: pages of one file are in their order.
  last = last.then(() => answer(job)).then(
    (done) => port.postMessage({ id: job.id, ...done }, done.pdf ? [done.pdf.buffer as ArrayBuffer] : []),
    (error: Error) => port.postMessage({ id: job.id, error: error.message }),
  );
});
