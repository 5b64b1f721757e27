/** The scripts that text is told apart by: ISO 15924 codes and what Unicode's properties call them. */
const names: Record<string, string> = {
  Latn: 'Latin', Grek: 'Greek', Cyrl: 'Cyrillic', Arab: 'Arabic', Hebr: 'Hebrew', Deva: 'Devanagari', Beng: 'Bengali', Gujr: 'Gujarati',
  Guru: 'Gurmukhi', Orya: 'Oriya', Taml: 'Tamil', Telu: 'Telugu', Knda: 'Kannada', Mlym: 'Malayalam', Sinh: 'Sinhala', Thai: 'Thai',
  Laoo: 'Lao', Khmr: 'Khmer', Mymr: 'Myanmar', Ethi: 'Ethiopic', Armn: 'Armenian', Geor: 'Georgian', Thaa: 'Thaana', Tibt: 'Tibetan',
  Hani: 'Han', Hang: 'Hangul', Hira: 'Hiragana', Kana: 'Katakana', Bopo: 'Bopomofo',
  // No font for these comes with the application; a shaper wants to know them all the same, and so do those who read what is missing.
  Syrc: 'Syriac', Cher: 'Cherokee', Mong: 'Mongolian', Tfng: 'Tifinagh', Nkoo: 'Nko', Cans: 'Canadian_Aboriginal', Java: 'Javanese', Bali: 'Balinese',
  Adlm: 'Adlam', Vaii: 'Vai', Olck: 'Ol_Chiki', Mtei: 'Meetei_Mayek', Cham: 'Cham', Tale: 'Tai_Le', Yiii: 'Yi', Copt: 'Coptic',
};

const tests = Object.entries(names).map(([code, name]) => [code, new RegExp(`^\\p{Script=${name}}`, 'u')] as const);
const extensions = Object.entries(names).map(([code, name]) => [code, new RegExp(`^\\p{Script_Extensions=${name}}`, 'u')] as const);
const known = new Map<number, string>();

/**
 * The script of a character, as an ISO 15924 code; `Zyyy` for what belongs to any (spaces, digits, marks that many
 * scripts use) and for scripts that are not told apart.
 */
export function scriptOf(codePoint: number): string {
  let script = known.get(codePoint);
  if (script === undefined) {
    const character = String.fromCodePoint(codePoint);
    script = tests.find(([, test]) => test.test(character))?.[0] ?? 'Zyyy';
    known.set(codePoint, script);
  }
  return script;
}

/** Whether a character that belongs to no one script is used in this one: the danda in Bengali, the tatweel in Syriac. */
export function sharedWith(codePoint: number, script: string): boolean {
  const character = String.fromCodePoint(codePoint);
  const own = extensions.filter(([, test]) => test.test(character)).map(([code]) => code);
  return own.length === 0 || own.includes(script);
}

const ignorable = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\u2028\u2029]$/u;

/** Whether a character is one that is never seen: joiners, direction marks, variation selectors, controls. */
export function isIgnorable(codePoint: number): boolean {
  return ignorable.test(String.fromCodePoint(codePoint));
}
