const families = ['Noto Sans Variable', 'Noto Sans Arabic Variable', 'Noto Sans KR Variable', 'Noto Sans SC Variable'];

/**
 * Loads what some texts need, and answers with the fonts that could not be loaded. `document.fonts.ready` is true
 * before a fallback font has been asked for, and the page would be printed with holes in its names. So every family is
 * asked for every character; those it has are then there.
 */
export async function loadFonts(texts: Iterable<string>): Promise<string[]> {
  const letters = new Set<string>();
  for (const text of texts) for (const letter of text) letters.add(letter);
  const characters = [...letters].join('');
  const asked = families.flatMap((family) => ['400', '650'].map((weight) => `${weight} 16px "${family}"`));
  await Promise.allSettled(asked.map((font) => document.fonts.load(font, characters)));
  await document.fonts.ready;
  return asked.filter((font) => !document.fonts.check(font, characters));
}
