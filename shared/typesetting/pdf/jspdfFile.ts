import { jsPDF } from 'jspdf';
import type { ObjectReference, ObjectStore, PdfObject } from './objects';

export interface PageSize {
  /** Millimetres. */
  width: number;
  height: number;
}

export interface FileFacts {
  title: string;
  /** 32 hexadecimal digits; the same for the same document. */
  id: string;
  date: Date;
  language: string;
  /** Plain Latin letters, for machines. */
  keywords?: string;
}

/** What jsPDF keeps to itself but hands to its plug-ins. */
interface Internals {
  write(text: string): void;
  out(text: string): void;
  newObject(): number;
  events: { subscribe(topic: string, listener: () => void): void };
}

/**
 * A PDF whose frame (pages, catalogue, cross references) is jsPDF's, and whose content are objects of our own: one form
 * a page, whatever its page refers to. They are attached by jsPDF's events, which swallow exceptions; what came out is
 * therefore looked at before anybody gets it.
 */
export class JsPdfFile implements ObjectStore {
  readonly #facts: FileFacts;
  readonly #objects: (PdfObject | null)[] = [];
  readonly #pages: { size: PageSize; form: ObjectReference }[] = [];

  constructor(facts: FileFacts) {
    this.#facts = facts;
  }

  add(object: PdfObject): ObjectReference {
    this.#objects.push(object);
    return `{{${this.#objects.length - 1}}}`;
  }

  reserve(): { reference: ObjectReference; settle(object: PdfObject): void } {
    const at = this.#objects.push(null) - 1;
    return { reference: `{{${at}}}`, settle: (object) => void (this.#objects[at] = object) };
  }

  addPage(size: PageSize, form: ObjectReference): void {
    this.#pages.push({ size, form });
  }

  get pageCount(): number {
    return this.#pages.length;
  }

  /** @throws an Error where jsPDF has left anything out. */
  finish(): Uint8Array {
    const [first] = this.#pages;
    if (!first) throw new Error('A PDF needs a page.');
    const pdf = new jsPDF({ unit: 'mm', format: [first.size.width, first.size.height], orientation: orientationOf(first.size), compress: false, putOnlyUsedFonts: true, floatPrecision: 4 });
    const internal = pdf.internal as unknown as Internals;
    pdf.setFileId(this.#facts.id.toUpperCase());
    pdf.setCreationDate(pdfDate(this.#facts.date) as unknown as Date);
    const { title, keywords } = this.#facts;
    pdf.setDocumentProperties({ title, creator: 'Champions Kiosk', ...(keywords === undefined ? {} : { keywords }) });
    this.#pages.forEach(({ size }, at) => {
      if (at > 0) pdf.addPage([size.width, size.height], orientationOf(size));
      internal.write(`/P${at + 1} Do`);
    });

    const numbers: number[] = [];
    const resolved = (text: string): string => text.replaceAll(/\{\{(\d+)\}\}/g, (_, at: string) => `${numbers[Number(at)]} 0 R`);
    let attached = false;
    internal.events.subscribe('putResources', () => {
      // All numbers first, because objects refer to later ones; jsPDF notes where each begins when it is opened again.
      const deferred = pdf.internal as unknown as { newObjectDeferred(): number; newObjectDeferredBegin(id: number, doOutput: boolean): void };
      for (let at = 0; at < this.#objects.length; at++) numbers.push(deferred.newObjectDeferred());
      this.#objects.forEach((object, at) => {
        if (!object) return;
        deferred.newObjectDeferredBegin(numbers[at] as number, true);
        const length = object.stream ? ` /Length ${object.stream.length}` : '';
        internal.out(`<<${resolved(object.dictionary)}${length}>>`);
        if (object.stream) {
          internal.out('stream');
          internal.out(binaryString(object.stream));
          internal.out('endstream');
        }
        internal.out('endobj');
      });
      attached = true;
    });
    internal.events.subscribe('putXobjectDict', () => this.#pages.forEach(({ form }, at) => internal.out(`/P${at + 1} ${resolved(form)}`)));
    internal.events.subscribe('putCatalog', () => {
      internal.out(`/Lang (${this.#facts.language.replaceAll(/[^A-Za-z0-9-]/g, '')})`);
      internal.out('/ViewerPreferences <</DisplayDocTitle true /PrintScaling /None>>');
    });
    const bytes = new Uint8Array(pdf.output('arraybuffer'));
    // jsPDF says 1.3, which had no spans that stand for other text.
    bytes.set([0x31, 0x2e, 0x37], '%PDF-'.length);
    if (!attached || this.#objects.includes(null)) throw new Error('The PDF is not whole: its content could not be attached.');
    checkFile(bytes, { objects: numbers, pages: this.#pages.length });
    return bytes;
  }
}

function orientationOf({ width, height }: PageSize): 'landscape' | 'portrait' {
  return width > height ? 'landscape' : 'portrait';
}

/** UTC, as ISO 32000-1, 7.9.4 has it: jsPDF would write the zone of the machine. */
function pdfDate(date: Date): string {
  return `D:${date.toISOString().replaceAll(/[-:T]|\..*$/g, '')}+00'00'`;
}

function binaryString(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/**
 * Looks at the file that jsPDF has written: every object of ours is in its table and stands where the table says.
 *
 * @throws an Error that names what is wrong.
 */
export function checkFile(bytes: Uint8Array, { objects, pages }: { objects: readonly number[]; pages: number }): void {
  const ascii = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(Math.max(0, from), to));
  const wrong = (what: string): never => {
    throw new Error(`The PDF is not whole: ${what}.`);
  };
  if (!ascii(0, 8).startsWith('%PDF-1.')) wrong('it has no header');
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(ascii(bytes.length - 64, bytes.length))?.[1] ?? Number.NaN);
  const head = /^xref\s+0 (\d+)\s+/.exec(ascii(table, table + 40));
  if (!head) return wrong('it has no table of objects');
  const entries = table + head[0].length;
  const size = Number(head[1]);
  for (let id = 1; id < size; id++) {
    const offset = Number(ascii(entries + id * 20, entries + id * 20 + 10));
    if (!ascii(offset, offset + 24).startsWith(`${id} 0 obj`)) wrong(`object ${id} is not where it should be`);
  }
  if (objects.some((id) => !(id > 0 && id < size))) wrong('an object is missing');
  const count = /\/Count (\d+)/.exec(pagesObject(bytes))?.[1];
  if (Number(count) !== pages) wrong(`it has ${count} pages and not ${pages}`);
}

function pagesObject(bytes: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, Math.min(bytes.length, 16_000_000)));
  const at = text.indexOf('/Type /Pages');
  return text.slice(at, text.indexOf('endobj', at));
}
