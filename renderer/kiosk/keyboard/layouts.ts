import { type Language, languages } from '@shared/contract/values';

/** What is to be typed: words of any kind, an e-mail address, or digits alone. */
export type KeyboardVariant = 'text' | 'email' | 'digits';

/** One face of the keyboard. Keys are separated by spaces; names in braces are keys that do something (`FunctionKey`). */
export type Layer = 'letters' | 'capitals' | 'accents' | 'accentCapitals' | 'symbols' | 'languages';

export const functionKeys = ['{bksp}', '{shift}', '{space}', '{enter}', '{language}', '{letters}', '{accents}', '{symbols}'] as const;
export type FunctionKey = (typeof functionKeys)[number];

/** The key that chooses a language's letters. */
export const languageKey = (language: Language): string => `{choose-${language}}`;

/** The language that a key chooses, if it is such a key. */
export function chosenLanguage(key: string): Language | undefined {
  return languages.find((language) => languageKey(language) === key);
}

/** Three rows of letters, as each language's own keyboards have them; a second face where a language has capitals. */
interface Letters {
  letters: readonly [string, string, string];
  capitals?: readonly [string, string, string];
  /** Has the letters of Europe on a face of their own. */
  accents: boolean;
}

/** `toUpperCase` would make two letters of ß. */
const upperRow = (row: string): string => row.replaceAll('ß', 'ẞ').toUpperCase();
const upper = (rows: readonly [string, string, string]): [string, string, string] => rows.map(upperRow) as [string, string, string];

function latin(...letters: [string, string, string]): Letters {
  return { letters, capitals: upper(letters), accents: true };
}

const english = ['q w e r t y u i o p', 'a s d f g h j k l', 'z x c v b n m'] as const;

const lettersOf: Record<Language, Letters> = {
  en: latin(...english),
  it: latin('q w e r t y u i o p è', 'a s d f g h j k l ò à', 'z x c v b n m ì ù é'),
  de: latin('q w e r t z u i o p ü', 'a s d f g h j k l ö ä', 'y x c v b n m ß'),
  fr: latin('a z e r t y u i o p é', 'q s d f g h j k l m è', 'w x c v b n ç à ë ï'),
  // All that names need without Shift: alef with hamza and madda have keys of their own.
  ar: { letters: ['ض ص ث ق ف غ ع ه خ ح ج د', 'ش س ي ب ل ا ت ن م ك ط ذ', 'ئ ء ؤ ر أ إ آ ى ة و ز ظ'], accents: false },
  // Dubeolsik, the arrangement of every keyboard sold in Korea. Capitals are the tense consonants and two vowels.
  ko: {
    letters: ['ㅂ ㅈ ㄷ ㄱ ㅅ ㅛ ㅕ ㅑ ㅐ ㅔ', 'ㅁ ㄴ ㅇ ㄹ ㅎ ㅗ ㅓ ㅏ ㅣ', 'ㅋ ㅌ ㅊ ㅍ ㅠ ㅜ ㅡ'],
    capitals: ['ㅃ ㅉ ㄸ ㄲ ㅆ ㅛ ㅕ ㅑ ㅒ ㅖ', 'ㅁ ㄴ ㅇ ㄹ ㅎ ㅗ ㅓ ㅏ ㅣ', 'ㅋ ㅌ ㅊ ㅍ ㅠ ㅜ ㅡ'],
    accents: false,
  },
  // Pinyin; capitals stay Latin letters.
  zh: { letters: [...english], capitals: upper([...english]), accents: false },
};

/** The letters that names of Europe, Turkey and Latin America have beside the plain ones. */
const accentRows = ['á à â ä ã å ā ą æ ç ć č', 'é è ê ë ě ę í î ï ı ğ ł ñ', 'ó ò ô ö õ ø ő œ ř ş š ß', 'ú ù û ü ý ž ż'] as const;

/** Where e-mail addresses are typed: the Latin letters in the order of the language's keyboards, digits in sight. */
const mailLetters: Partial<Record<Language, readonly [string, string, string]>> = {
  de: ['q w e r t z u i o p', 'a s d f g h j k l', 'y x c v b n m'],
  fr: ['a z e r t y u i o p', 'q s d f g h j k l m', 'w x c v b n'],
};

const digitsRow = '1 2 3 4 5 6 7 8 9 0';

export type Layers = Partial<Record<Layer, string[]>> & { letters: string[] };

/**
 * The faces of the keyboard of one language. Rows always run from left to right, as on real keyboards, Arabic ones
 * too. `enter` leaves the key of that name out where nothing would come of it.
 */
export function layersOf(language: Language, variant: KeyboardVariant, enter: boolean): Layers {
  const last = enter ? ' {enter}' : '';
  if (variant === 'digits') return { letters: ['1 2 3', '4 5 6', '7 8 9', `{bksp} 0${last}`] };
  if (variant === 'email') {
    const [top, home, bottom] = mailLetters[language] ?? english;
    return { letters: [digitsRow, top, home, `${bottom} - _ {bksp}`, `@ . + .com${last}`] };
  }
  const { letters, capitals, accents } = lettersOf[language];
  const foot = `{language} {symbols}${accents ? ' {accents}' : ''} - {space} '${last}`;
  const shift = capitals ? '{shift} ' : '';
  const face = ([top, home, bottom]: readonly [string, string, string]): string[] => [top, home, `${shift}${bottom} {bksp}`, foot];
  const accented = (by: (row: string) => string): string[] => {
    const [first, second, third, fourth] = accentRows.map(by);
    return [first as string, second as string, `{shift} ${third} {bksp}`, `{letters} ${fourth} {space}${last}`];
  };
  return {
    letters: face(letters),
    ...(capitals ? { capitals: face(capitals) } : {}),
    ...(accents ? { accents: accented((row) => row), accentCapitals: accented(upperRow) } : {}),
    symbols: [digitsRow, '& ( ) / : ; " ! ?', ', . · @ _ + # {bksp}', `{letters} - {space} '${last}`],
    languages: [languages.slice(0, 4).map(languageKey).join(' '), `${languages.slice(4).map(languageKey).join(' ')} {letters}`],
  };
}
