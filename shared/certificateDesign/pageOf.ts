import type { CertificateDesign, CertificateWords, DesignBox, DesignField, DesignWords } from '../contract/certificateDesign';
import type { CertificateKind } from '../contract/certificates';
import type { Paper } from '../contract/printing';
import type { Language } from '../contract/values';
import { type Page, type PageItem, pageSizes } from '../typesetting/document';

/** What a certificate says, whatever it looks like. */
export interface CertificateFacts {
  kind: CertificateKind;
  name: string;
  /** The language that it is written in; a name is drawn as in its own. */
  language: Language;
  nameLanguage: string;
  number: string;
  qrText: string;
  issuer: string;
  programme: string;
  workshop: string;
  city: string;
  /** Of the venue, `YYYY-MM-DD`; null where the agenda did not say. */
  firstDay: string | null;
  lastDay: string | null;
  issuedOn: string;
  attended: number;
  of: number;
  signers: readonly { name: string; title: Partial<Record<string, string>> }[];
}

/** Lays a certificate out. Pure: the same facts give the same page. */
export function pageOf(design: CertificateDesign, facts: CertificateFacts, words: CertificateWords, paper: Paper): Page {
  const mirrors = facts.language === 'ar';
  const { width, height } = pageSizes[paper];
  const [across, down] = [width / pageSizes.A4.width, height / pageSizes.A4.height];
  const items = design.boxes.filter(({ only }) => only === undefined || only === facts.kind).flatMap((box) => itemOf(box, facts, words, { mirrors, across, down }));
  return { size: paper, items };
}

interface Place {
  mirrors: boolean;
  across: number;
  down: number;
}

function itemOf(box: DesignBox, facts: CertificateFacts, words: CertificateWords, place: Place): PageItem[] {
  const { mirrors, across, down } = place;
  const turned = (x: number, width: number): number => (mirrors ? pageSizes.A4.width - x - width : x);
  if (box.kind === 'path') {
    const { kind, fill, stroke, strokeWidth } = box;
    return [{ kind, ...given({ fill, stroke, strokeWidth }), path: placed(box.path, place) }];
  }
  if (box.kind === 'qr') {
    const size = box.size * Math.min(across, down);
    return [{ kind: 'qr', x: turned(box.x, box.size) * across, y: box.y * down, size, text: facts.qrText, errorCorrection: 'M', ...(box.colour ? { colour: box.colour } : {}) }];
  }
  const { show, x, y, width, height, kind, size, smallestSize, weight, style, colour, align, vertical, rather } = box;
  const look = { size, smallestSize, weight, style, colour, align, vertical, rather };
  const text = show.by === 'text' ? show.text : show.by === 'words' ? sentence(show.words, facts, words) : fieldText(show.field, facts);
  if (text === '') return [];
  const language = show.by === 'field' && show.field === 'name' ? facts.nameLanguage : facts.language;
  return [{ kind, text, language, x: turned(x, width) * across, y: y * down, width: width * across, height: height * down, direction: 'auto', ...given(mirroredAlign(look, mirrors)) }];
}

/** `start` and `end` are of the page, whichever way a text in it runs. */
function mirroredAlign<L extends { align?: 'start' | 'centre' | 'end' | undefined }>(look: L, mirrors: boolean): Omit<L, 'align'> & { align: 'left' | 'centre' | 'right' } {
  const { align = 'centre', ...rest } = look;
  return { ...rest, align: align === 'centre' ? 'centre' : (align === 'start') === mirrors ? 'right' : 'left' };
}

function sentence(which: DesignWords, facts: CertificateFacts, words: CertificateWords): string {
  const own = words[facts.language];
  const text = which === 'title' || which === 'achievement' ? own[which][facts.kind] : own[which];
  const values: Record<string, string> = {
    workshop: facts.workshop, city: facts.city, dates: datesOf(facts), issuer: facts.issuer, programme: facts.programme, number: facts.number,
    attended: new Intl.NumberFormat(facts.language).format(facts.attended), of: new Intl.NumberFormat(facts.language).format(facts.of),
  };
  // Isolated: a name that runs the other way turns nothing around it.
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => `\u2068${values[name] ?? ''}\u2069`);
}

function fieldText(field: DesignField, facts: CertificateFacts): string {
  const { signers, language } = facts;
  const titleOf = (index: number): string => signers[index]?.title[language] ?? signers[index]?.title.en ?? '';
  switch (field) {
    case 'signer1': return signers[0]?.name ?? '';
    case 'signer2': return signers[1]?.name ?? '';
    case 'signerTitle1': return titleOf(0);
    case 'signerTitle2': return titleOf(1);
    case 'dates': return datesOf(facts);
    case 'issuedOn': return day(facts.issuedOn, language);
    default: return facts[field];
  }
}

function datesOf({ firstDay, lastDay, language }: CertificateFacts): string {
  if (firstDay === null) return '';
  if (lastDay === null || lastDay === firstDay) return day(firstDay, language);
  return new Intl.DateTimeFormat(language, dayOptions).formatRange(instant(firstDay), instant(lastDay));
}

const dayOptions: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeZone: 'UTC' };

function day(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, dayOptions).format(instant(date));
}

function instant(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

/** What is said of some values that may be left unsaid. */
function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** A path for another paper, each place in proportion, and turned around where the page is mirrored. */
function placed(path: string, { mirrors, across, down }: Place): string {
  if (!mirrors && across === 1 && down === 1) return path;
  const parts = path.match(/[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? [];
  let command = 'M';
  let index = 0;
  return parts
    .map((part) => {
      if (/^[A-DF-Za-df-z]$/.test(part)) {
        command = part;
        index = 0;
        return part;
      }
      const value = Number(part);
      const isDown = /[Vv]/.test(command) || (!/[Hh]/.test(command) && index % 2 === 1);
      index += 1;
      if (isDown) return rounded(value * down);
      if (!mirrors) return rounded(value * across);
      return rounded((command === command.toLowerCase() ? -value : pageSizes.A4.width - value) * across);
    })
    .join(' ');
}

function rounded(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}
