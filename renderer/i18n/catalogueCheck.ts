import type { Language } from '@shared/contract/values';

/** The namespaces that every language has. The build and a test hold each to English by `catalogueProblems`. */
export const translated = [
  'kiosk', 'keyboard', 'shell', 'desk', 'deskSetup', 'deskHelp', 'deskOut', 'deskRoster', 'deskAgenda', 'deskDay', 'deskPrivacy', 'printing', 'remarks',
  'certificates', 'deskCertificates', 'deskDesign', 'deskVerify', 'sync', 'hq',
] as const;

type Texts = Map<string, string>;

/**
 * What a catalogue lacks or has too much of beside the English one, a sentence each: keys, values (`{{name}}`), plural
 * forms. A language has its own plural forms: those that Intl knows, and `zero` where English says nothing in words
 * of its own. `zero`, `one` and `two` may leave the number out, since a word can say it.
 */
export function catalogueProblems(english: object, other: object, language: Language): string[] {
  const source = textsOf(english);
  const target = textsOf(other);
  const problems: string[] = [];
  const expected = new Set<string>();

  for (const [key, text] of source) {
    const family = pluralOf(key, source);
    const keys = family === undefined ? [key] : pluralKeys(family, source, language);
    for (const each of keys) expected.add(each);
    const first = family === undefined || key.endsWith('_other');
    if (!first) continue;
    for (const each of keys) {
      const translation = target.get(each);
      if (translation === undefined) problems.push(`${each} is missing`);
      else if (translation.trim() === '') problems.push(`${each} is empty`);
      else problems.push(...valueProblems(each, text, translation, family !== undefined && /_(zero|one|two)$/.test(each)));
    }
  }
  for (const key of target.keys()) if (!expected.has(key)) problems.push(`${key} is not in the English catalogue, or no plural form of this language`);
  return problems;
}

/** A text of English that is one form of a plural, by the key without the form; otherwise undefined. */
function pluralOf(key: string, source: Texts): string | undefined {
  const [, family] = /^(.+)_(zero|one|other)$/.exec(key) ?? [];
  return family !== undefined && source.has(`${family}_one`) && source.has(`${family}_other`) ? family : undefined;
}

function pluralKeys(family: string, source: Texts, language: Language): string[] {
  const forms = new Set<string>(new Intl.PluralRules(language).resolvedOptions().pluralCategories);
  if (source.has(`${family}_zero`)) forms.add('zero');
  return [...forms].map((form) => `${family}_${form}`);
}

function valueProblems(key: string, source: string, translation: string, mayOmitCount: boolean): string[] {
  const needed = valuesOf(source);
  const given = valuesOf(translation);
  const problems: string[] = [];
  for (const name of needed) if (!given.has(name) && !(mayOmitCount && /^count\b/.test(name))) problems.push(`${key} lacks {{${name}}}`);
  for (const name of given) if (!needed.has(name)) problems.push(`${key} has {{${name}}}, which English does not`);
  return problems;
}

/** The names of a text's values; how one is written (`{{count, number}}`) belongs to it. */
function valuesOf(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/\{\{\s*([^}]+?)\s*\}\}/g), (match) => match[1] as string));
}

/** Every text of a catalogue by its key, `a.b.c`. */
export function textsOf(catalogue: object, path = ''): Texts {
  const texts: Texts = new Map();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') texts.set(path + key, value);
    else for (const [each, text] of textsOf(value as object, `${path}${key}.`)) texts.set(each, text);
  }
  return texts;
}
