/** An image that cannot be taken. The message is a sentence for the organizer, without the file's name. */
export class SvgProblem extends Error {
  override readonly name = 'SvgProblem';
}

export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
}

const MOST_ELEMENTS = 20_000;
const DEEPEST = 64;
const namePattern = /[A-Za-z_][\w:.-]*/y;
const attributePattern = /\s+([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const endPattern = /\s*(\/?)>/y;

/**
 * Reads XML as far as images need it: elements and attributes; text between them is left out. Declarations of its own
 * are refused, and so is whatever is not well formed: a reader that guesses can be led astray.
 *
 * @throws SvgProblem
 */
export function readXml(text: string): XmlElement {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let root: XmlElement | null = null;
  const open: XmlElement[] = [];
  let count = 0;
  const skipTo = (end: string, from: number): void => {
    const found = text.indexOf(end, from);
    if (found < 0) throw damaged();
    at = found + end.length;
  };
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    const next = text.indexOf('<', at);
    if (next < 0) break;
    if (open.length === 0 && text.slice(at, next).trim() !== '') throw damaged();
    at = next;
    if (text.startsWith('<!--', at)) skipTo('-->', at + 4);
    else if (text.startsWith('<![CDATA[', at) && open.length > 0) skipTo(']]>', at + 9);
    else if (text.startsWith('<?', at)) {
      if (/^<\?xml-stylesheet/i.test(text.slice(at, at + 20))) throw new SvgProblem('It takes its look from a style sheet. Save it as PNG, or without style sheets.');
      skipTo('?>', at + 2);
    } else if (text.startsWith('<!DOCTYPE', at)) {
      const end = text.indexOf('>', at);
      if (root || end < 0 || text.slice(at, end).includes('[')) throw new SvgProblem('It declares entities of its own, which could make it endless. Save it as PNG, or as "plain SVG".');
      at = end + 1;
    } else if (text.startsWith('</', at)) {
      at += 2;
      const name = match(namePattern)?.[0];
      const element = open.pop();
      if (!element || element.name !== name || match(endPattern)?.[1] !== '') throw damaged();
    } else {
      at += 1;
      const name = match(namePattern)?.[0];
      if (name === undefined || (root && open.length === 0)) throw damaged();
      if (++count > MOST_ELEMENTS) throw new SvgProblem('It has more than 20,000 parts. Save it as PNG.');
      const attributes = new Map<string, string>();
      for (let found = match(attributePattern); found; found = match(attributePattern)) {
        if (attributes.has(found[1] as string)) throw damaged();
        attributes.set(found[1] as string, decoded(found[2] ?? found[3] ?? ''));
      }
      const end = match(endPattern);
      if (!end) throw damaged();
      const element: XmlElement = { name, attributes, children: [] };
      open.at(-1)?.children.push(element);
      root ??= element;
      if (end[1] === '') open.push(element);
      if (open.length > DEEPEST) throw new SvgProblem('Its groups lie too deep in each other. Save it as PNG.');
    }
  }
  if (!root || open.length > 0) throw damaged();
  return root;
}

const known: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(value: string): string {
  if (!value.includes('&')) return value;
  return value.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));|&/gi, (_whole, decimal?: string, hex?: string, name?: string) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : -1;
    if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    const sign = name === undefined ? undefined : known[name];
    if (sign === undefined) throw new SvgProblem('It refers to entities that it does not have. Save it as PNG, or as "plain SVG".');
    return sign;
  });
}

function damaged(): SvgProblem {
  return new SvgProblem('It is damaged or no SVG. Save it once more, or as PNG, and add it again.');
}
