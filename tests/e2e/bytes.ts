import fs from 'node:fs';
import path from 'node:path';

/** A text in every way that something on a disk may have written it down. */
function writings(text: string): Buffer[] {
  const escaped = text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const forms = [...new Set([text, text.normalize('NFD'), text.toLowerCase(), text.toUpperCase()])];
  return [
    ...forms.flatMap((form) => [Buffer.from(form, 'utf8'), Buffer.from(form, 'utf16le')]),
    Buffer.from(escaped), Buffer.from(escaped.toUpperCase()), Buffer.from(encodeURIComponent(text)), Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)),
    // One byte a letter, as V8 and Blink store what needs no more.
    ...(/^[\0-\u00ff]*$/.test(text) ? [Buffer.from(text, 'latin1')] : []),
  ].filter((bytes) => bytes.length >= 5);
}

/** Every file below a folder in which one of some texts is written down, in whatever way: `<file>: <text>`. */
export function traces(folder: string, texts: readonly string[]): string[] {
  const wanted = texts.map((text) => ({ text, forms: writings(text) }));
  const found: string[] = [];
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    let bytes: Buffer;
    try {
      if (!fs.lstatSync(file).isFile()) continue;
      bytes = fs.readFileSync(file);
    } catch {
      continue; // gone meanwhile
    }
    for (const { text, forms } of wanted) if (forms.some((form) => bytes.includes(form))) found.push(`${name}: ${text}`);
  }
  return found;
}
