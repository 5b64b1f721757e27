/**
 * The fonts that certificates are set in: all of the Noto family, all under the Open Font License, all with TrueType
 * outlines, which a PDF can hold in parts.
 *
 * `scripts` are ISO 15924 codes of what a font is the first choice for; `languages` say whose first choice it is where
 * several fonts have a script (Han is drawn differently in Seoul, Tokyo, Taipei and Beijing; Urdu is written in
 * Nastaliq). The order is the order in which they are asked.
 *
 * @typedef {{package: string, family: string, style: 'sans' | 'serif', weights: number[], scripts: string[],
 *   languages?: string[]}} FontSource
 * @type {readonly FontSource[]}
 */
export const fontSources = Object.freeze([
  { package: 'noto-sans', family: 'Noto Sans', style: 'sans', weights: [400, 600], scripts: ['Latn', 'Grek', 'Cyrl'] },
  { package: 'noto-serif', family: 'Noto Serif', style: 'serif', weights: [400, 600], scripts: ['Latn', 'Grek', 'Cyrl'] },
  { package: 'noto-naskh-arabic', family: 'Noto Naskh Arabic', style: 'sans', weights: [400, 600], scripts: ['Arab'] },
  { package: 'noto-nastaliq-urdu', family: 'Noto Nastaliq Urdu', style: 'sans', weights: [400, 600], scripts: ['Arab'], languages: ['ur'] },
  ...[
    ['hebrew', 'Noto Sans Hebrew', 'Hebr'],
    ['devanagari', 'Noto Sans Devanagari', 'Deva'],
    ['bengali', 'Noto Sans Bengali', 'Beng'],
    ['gujarati', 'Noto Sans Gujarati', 'Gujr'],
    ['gurmukhi', 'Noto Sans Gurmukhi', 'Guru'],
    ['oriya', 'Noto Sans Oriya', 'Orya'],
    ['tamil', 'Noto Sans Tamil', 'Taml'],
    ['telugu', 'Noto Sans Telugu', 'Telu'],
    ['kannada', 'Noto Sans Kannada', 'Knda'],
    ['malayalam', 'Noto Sans Malayalam', 'Mlym'],
    ['sinhala', 'Noto Sans Sinhala', 'Sinh'],
    ['thai', 'Noto Sans Thai', 'Thai'],
    ['lao', 'Noto Sans Lao', 'Laoo'],
    ['khmer', 'Noto Sans Khmer', 'Khmr'],
    ['myanmar', 'Noto Sans Myanmar', 'Mymr'],
    ['ethiopic', 'Noto Sans Ethiopic', 'Ethi'],
    ['armenian', 'Noto Sans Armenian', 'Armn'],
    ['georgian', 'Noto Sans Georgian', 'Geor'],
    ['thaana', 'Noto Sans Thaana', 'Thaa'],
  ].map(([name, family, script]) => ({ package: `noto-sans-${name}`, family, style: 'sans', weights: [400, 600], scripts: [script] })),
  { package: 'noto-serif-tibetan', family: 'Noto Serif Tibetan', style: 'serif', weights: [400, 600], scripts: ['Tibt'] },
  // A second weight of these would be another 30 MB; theirs is drawn with a stroke.
  { package: 'noto-sans-sc', family: 'Noto Sans SC', style: 'sans', weights: [400], scripts: ['Hani'], languages: ['zh'] },
  { package: 'noto-sans-kr', family: 'Noto Sans KR', style: 'sans', weights: [400], scripts: ['Hang', 'Hani'], languages: ['ko'] },
  { package: 'noto-sans-tc', family: 'Noto Sans TC', style: 'sans', weights: [400], scripts: ['Bopo', 'Hani'], languages: ['zh-Hant'] },
  { package: 'noto-sans-jp', family: 'Noto Sans JP', style: 'sans', weights: [400], scripts: ['Hira', 'Kana', 'Hani'], languages: ['ja'] },
]);

/** What @expo-google-fonts calls a weight's folder. */
export const weightNames = Object.freeze({ 400: '400Regular', 600: '600SemiBold' });
