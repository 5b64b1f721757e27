import { type ImageItem, type Page, type PageItem, pageSizes, type TextItem, type TextReport } from './document';
import { EmbeddedFont } from './pdf/embeddedFont';
import { type FileFacts, JsPdfFile, type PageSize } from './pdf/jspdfFile';
import { number, pointsPerMillimetre } from './pdf/numbers';
import { deflated, deflatedAgain, type ObjectReference } from './pdf/objects';
import { pathContent } from './pdf/pathContent';
import { pngImage } from './pdf/pngImage';
import { qrContent } from './pdf/qrContent';
import { type PdfFonts, unseenText, visibleText } from './pdf/textContent';
import { UnseenFont } from './pdf/unseenFont';
import { placedImage, placedLines, reportOf, roomOf, styleOf } from './place';
import type { OpenFont, ShapedRun } from './shape';
import type { TypesetText, Typesetter } from './typesetter';

export interface PdfDocument {
  /** Draws a page below all before it. @returns what has become of its texts, those of its ground first. */
  addPage(page: Page): Promise<TextReport[]>;
  /** The whole file. Nothing can be added after it. @throws an Error where the file would not be whole. */
  finish(): Uint8Array;
}

/** Begins a PDF. The same pages with the same facts give the same bytes. */
export function startPdf(typesetter: Typesetter, facts: FileFacts): PdfDocument {
  return new Assembly(typesetter, facts);
}

interface Drawn {
  content: string;
  reports: TextReport[];
}

class Assembly implements PdfDocument {
  readonly #typesetter: Typesetter;
  readonly #file: JsPdfFile;
  readonly #resources;
  readonly #fonts = new Map<OpenFont, EmbeddedFont>();
  readonly #unseen = new UnseenFont();
  readonly #images = new Map<unknown, { name: string; reference: ObjectReference }>();
  readonly #grounds = new Map<readonly PageItem[], { key: string; name: string; reference: ObjectReference; reports: TextReport[] }[]>();
  #groundCount = 0;

  constructor(typesetter: Typesetter, facts: FileFacts) {
    this.#typesetter = typesetter;
    this.#file = new JsPdfFile(facts);
    this.#resources = this.#file.reserve();
  }

  async addPage(page: Page): Promise<TextReport[]> {
    const size = typeof page.size === 'string' ? pageSizes[page.size] : page.size;
    const ground = page.ground && page.ground.length > 0 ? await this.#ground(page.ground, size) : null;
    const { content, reports } = await this.#draw(page.items, size);
    const form = this.#form(ground ? `/${ground.name} Do\n${content}` : content, size);
    this.#file.addPage(size, form);
    return ground ? [...ground.reports, ...reports] : reports;
  }

  finish(): Uint8Array {
    const fonts = [...this.#fonts.values()].map((font) => `/${font.name} ${font.write(this.#file)}`);
    const unseen = this.#unseen.write(this.#file);
    if (unseen) fonts.push(`/${this.#unseen.name} ${unseen}`);
    const objects = [...this.#images.values(), ...[...this.#grounds.values()].flat()].map(({ name, reference }) => `/${name} ${reference}`);
    this.#resources.settle({ dictionary: `/ProcSet [/PDF /Text /ImageB /ImageC] /Font <<${fonts.join(' ')}>> /XObject <<${objects.join(' ')}>>` });
    return this.#file.finish();
  }

  #form(content: string, size: PageSize, comesAgain = false): ObjectReference {
    const box = `[0 0 ${number(size.width * pointsPerMillimetre)} ${number(size.height * pointsPerMillimetre)}]`;
    const dictionary = `/Type /XObject /Subtype /Form /BBox ${box} /Resources ${this.#resources.reference} `;
    return this.#file.add(comesAgain ? deflatedAgain(content, () => content, dictionary) : deflated(content, dictionary));
  }

  async #ground(items: readonly PageItem[], size: PageSize): Promise<{ name: string; reports: TextReport[] }> {
    const key = `${size.width} ${size.height}`;
    const drawn = this.#grounds.get(items) ?? [];
    let found = drawn.find((each) => each.key === key);
    if (!found) {
      const { content, reports } = await this.#draw(items, size);
      found = { key, name: `G${++this.#groundCount}`, reference: this.#form(content, size, true), reports };
      this.#grounds.set(items, [...drawn, found]);
    }
    return found;
  }

  async #draw(items: readonly PageItem[], size: PageSize): Promise<Drawn> {
    const height = size.height * pointsPerMillimetre;
    const parts: string[] = [];
    const unseen: string[] = [];
    const reports: TextReport[] = [];
    for (const item of items) {
      if (item.kind === 'path') parts.push(pathContent(item, height));
      else if (item.kind === 'qr') parts.push(qrContent(item, height));
      else if (item.kind === 'image') parts.push(this.#image(item, height));
      else {
        const text = await this.#typesetter.fit(item.text, styleOf(item), roomOf(item));
        parts.push(this.#text(item, text, height, unseen));
        reports.push(reportOf(item, text));
      }
    }
    return { content: [...parts, ...unseen].join('\n'), reports };
  }

  #text(item: TextItem, text: TypesetText, pageHeight: number, unseen: string[]): string {
    const fonts: PdfFonts = { embedded: (run) => this.#font(run), unseen: this.#unseen };
    return placedLines(item, text).map(({ line, x, baseline }) => {
      const place = { x, y: pageHeight - baseline, size: text.size, colour: item.colour ?? '#000000' };
      const hidden = unseenText(line, place, fonts);
      if (hidden !== '') unseen.push(hidden);
      return visibleText(line, place, fonts);
    }).join('\n');
  }

  #font(run: ShapedRun): EmbeddedFont {
    let font = this.#fonts.get(run.font);
    if (!font) this.#fonts.set(run.font, (font = new EmbeddedFont(`F${this.#fonts.size + 1}`, run.font)));
    return font;
  }

  #image(item: ImageItem, pageHeight: number): string {
    const image = pngImage(item.png, item.ground);
    let placed = this.#images.get(image);
    if (!placed) this.#images.set(image, (placed = { name: `I${this.#images.size + 1}`, reference: this.#file.add(image.object) }));
    const { x, y, width, height } = placedImage(item, image);
    const bottom = pageHeight - (y + height) * pointsPerMillimetre;
    return `q ${number(width * pointsPerMillimetre)} 0 0 ${number(height * pointsPerMillimetre)} ${number(x * pointsPerMillimetre)} ${number(bottom)} cm /${placed.name} Do Q`;
  }
}
