import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskName } from '@shared/domain/names/maskName';
import { isLongEnough } from '@shared/domain/names/searchLength';
import { nameKey } from '@shared/domain/names/sameName';

/** full name, country, given name and first letter as they are shown; `F` where the family name comes first */
type Custom = [fullName: string, country: string, given: string, initial: string, order?: 'F'];

function check(customs: Custom[]): void {
  test.each(customs)('%s (%s): %s %s', (fullName, country, given, familyInitial, order) => {
    expect(maskName(fullName, country)).toEqual({ given, familyInitial, familyFirst: order === 'F' });
  });
}

describe('Korean', () => {
  check([
    ['최시우', 'KR', '시우', 'ㅊ', 'F'],
    ['김서연', '', '서연', 'ㄱ', 'F'],
    ['최시우'.normalize('NFD'), 'KR', '시우', 'ㅊ', 'F'],
    ['이 도윤', 'KR', '도윤', 'ㅇ', 'F'],
    ['허준', 'KR', '준', 'ㅎ', 'F'],
    ['남궁민', 'KR', '민', 'ㄴ', 'F'],
    ['황보 라온', 'KR', '라온', 'ㅎ', 'F'],
    ['제갈공명', 'KR', '공명', 'ㅈ', 'F'],
    ['선우', 'KR', '우', 'ㅅ', 'F'],
    ['서연 김', 'US', '서연', 'ㄱ'],
    ['김서 연', 'KR', '서연', 'ㄱ', 'F'],
    ['마이클 잭슨', 'US', '마이클', 'ㅈ'],
    ['최시우 (Siwoo Choi)', 'KR', '시우', 'ㅊ', 'F'],
    ['Siwoo Choi 최시우', 'KR', '시우', 'ㅊ', 'F'],
    ['Kim Minjun', 'KR', 'Minjun', 'K', 'F'],
    ['Minjun Kim', 'KR', 'Minjun', 'K'],
  ]);
});

describe('Chinese and Japanese', () => {
  check([
    ['刘子涵', 'CN', '子涵', '刘', 'F'],
    ['李娜', 'CN', '娜', '李', 'F'],
    ['欧阳娜娜', 'CN', '娜娜', '欧', 'F'],
    ['司馬懿', 'TW', '懿', '司', 'F'],
    ['王 小明', 'CN', '小明', '王', 'F'],
    ['迈克尔·杰克逊', 'US', '迈克尔', '杰'],
    ['佐藤悠真', 'JP', '悠真', '佐', 'F'],
    ['田中さくら', '', 'さくら', '田', 'F'],
    ['Zhang Wei', 'CN', 'Wei', 'Z', 'F'],
    ['Zihan Liu', 'CN', 'Zihan', 'L'],
  ]);
});

describe('Vietnamese', () => {
  check([
    ['Nguyễn Thị Hường', 'VN', 'Thị Hường', 'N', 'F'],
    ['Đặng Ngọc Ánh', '', 'Ngọc Ánh', 'Đ', 'F'],
    ['Pham Quoc Viet', 'US', 'Quoc Viet', 'P', 'F'],
    ['Ngọc Ánh Nguyễn', 'FR', 'Ngọc Ánh', 'N'],
    ['Kim Nguyen', 'US', 'Kim', 'N'],
  ]);
});

describe('names whose words stand apart', () => {
  check([
    ['Giulia Rossi', 'IT', 'Giulia', 'R'],
    ['Anna Maria Rossi', 'IT', 'Anna Maria', 'R'],
    ['Rossi, Giulia', 'IT', 'Giulia', 'R'],
    ['DUPONT Jean', 'FR', 'Jean', 'D'],
    ['Jean DUPONT', 'FR', 'Jean', 'D'],
    ["Chiara D'Angelo", 'IT', 'Chiara', 'D'],
    ['Jean-Luc van der Berg', 'US', 'Jean-Luc', 'v'],
    ['Björn von der Heide', 'DE', 'Björn', 'v'],
    ['Carlos de la Cruz', 'ES', 'Carlos', 'd'],
    ['Gabriel García Márquez', 'CO', 'Gabriel', 'G'],
    ['José Ortega y Gasset', 'ES', 'José', 'O'],
    ['Ben Smith', 'GB', 'Ben', 'S'],
    ['Van Morrison', 'GB', 'Van', 'M'],
    ['John Smith Jr.', 'US', 'John', 'S'],
    ['Martin Luther King III', 'US', 'Martin Luther', 'K'],
    ['J.Smith', 'GB', 'J.', 'S'],
    ['Muhammad Hafiz bin Abdullah', 'MY', 'Muhammad Hafiz', 'b'],
    ['Nur Aisyah binti Ismail', 'MY', 'Nur Aisyah', 'b'],
    ['Ahmed bin Salman Al-Rashid', 'SA', 'Ahmed', 'b'],
    ['Suharto', 'ID', 'Suharto', ''],
    ['أحمد السيد', 'EG', 'أحمد', 'ا'],
    ['عبد الرحمن السيد', 'EG', 'عبد الرحمن', 'ا'],
    ['أحمد عبد الرحمن', 'EG', 'أحمد', 'ع'],
    ['محمد بن سلمان', 'SA', 'محمد', 'ب'],
    ['יוסף כהן', 'IL', 'יוסף', 'כ'],
    ['Γιώργος Αγγελίδης', 'GR', 'Γιώργος', 'Α'],
    ['Иван Петрович Сидоров', 'RU', 'Иван Петрович', 'С'],
    ['Сидоров Иван Петрович', 'RU', 'Иван Петрович', 'С'],
    ['अर्जुन क्षीरसागर', 'IN', 'अर्जुन', 'क्'],
    ['ณัฐชา ศรีสุวรรณ', 'TH', 'ณัฐชา', 'ศ'],
    ['  Giulia \u00a0 Rossi ', 'IT', 'Giulia', 'R'],
    ['', '', '', ''],
  ]);
});

describe('never more than the first letter of the family name', () => {
  const word = (letters: string, capitals: string): fc.Arbitrary<string> =>
    fc.tuple(fc.constantFrom(...capitals), fc.array(fc.constantFrom(...letters), { minLength: 2, maxLength: 8 })).map(([first, rest]) => first + rest.join(''));
  // Given and family names without a letter in common, so that any more of the family name would be seen.
  const given = word('aeioubcdf', 'BCDF');
  const family = word('klmnprst', 'KLMNPRST');
  const countries = fc.constantFrom('', 'IT', 'US', 'ES', 'VN', 'KR', 'CN', 'JP', 'EG');
  const shows = (shown: string, secret: string): boolean => secret.slice(1).split('').some((letter) => shown.includes(letter));

  test('at the end, after particles, and before a comma', () => {
    const customs = fc.constantFrom(
      (g: string, f: string) => `${g} ${f}`,
      (g: string, f: string) => `${g} van der ${f}`,
      (g: string, f: string) => `${g} de la ${f}`,
      (g: string, f: string) => `${g} bin ${f}`,
      (g: string, f: string) => `${g} al-${f}`,
      (g: string, f: string) => `${f}, ${g}`,
      (g: string, f: string) => `${g} ${f} Jr.`,
      (g: string, f: string) => `${f.toUpperCase()} ${g}`,
    );
    fc.assert(fc.property(given, family, customs, fc.constantFrom('', 'IT', 'US', 'ES', 'EG'), (g, f, custom, country) => {
      const masked = maskName(custom(g, f), country);
      expect(masked.given).toBe(g);
      expect(shows(masked.given.toLowerCase(), f.toLowerCase())).toBe(false);
      expect(masked.familyInitial).toMatch(/^\p{L}\p{M}*$/u);
    }));
  });

  test('in Hangul', () => {
    const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
    fc.assert(fc.property(fc.constantFrom(...'김이박최정'), syllable, syllable, fc.constantFrom('', ' '), countries, (f, a, b, space, country) => {
      const masked = maskName(`${f}${space}${a}${b}`, country);
      expect(masked).toMatchObject({ given: `${a}${b}`, familyFirst: true });
      expect('ㄱㅇㅂㅊㅈ'.charAt('김이박최정'.indexOf(f))).toBe(masked.familyInitial);
    }));
    fc.assert(fc.property(fc.constantFrom('남궁', '황보', '제갈', '선우', '사공', '독고'), syllable, (f, a) => {
      const { given, familyInitial } = maskName(`${f}${a}`);
      expect(given).toBe(a);
      expect(familyInitial).toMatch(/^[ㄱ-ㅎ]$/);
    }));
  });

  test('whatever is in the name: one letter, or none for a name of one word', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), countries, (name, country) => {
      expect(maskName(name, country).familyInitial).toMatch(/^(\p{L}\p{M}*)?$/u);
    }));
    fc.assert(fc.property(given, countries, (name, country) => {
      expect(maskName(name, country)).toEqual({ given: name, familyInitial: '', familyFirst: false });
    }));
  });
});

test('a search is long enough with three letters, or two of Hangul or Han', () => {
  const enough = ['ros', 'R o s', 'Đặn', 'ßé', 'أحم', '김서', '김 서', '刘子', 'ㄱㅅ', 'さくら', '김k'];
  const short = ['', 'ro', 'r-o', 'ro1', '123456', '김', '刘', '  刘 ', 'e\u0301e\u0301', 'أح', '@@@@'];
  expect(enough.filter((search) => !isLongEnough(search))).toEqual([]);
  expect(short.filter((search) => isLongEnough(search))).toEqual([]);
});

test('two spellings of one full name are the same name, in either order', () => {
  expect(nameKey('MÜLLER  Jörg')).toBe(nameKey('Jorg Muller'));
  expect(nameKey('Nguyễn Thị Hường')).toBe(nameKey('nguyen thi huong'));
  expect(nameKey('Anna Rossi')).not.toBe(nameKey('Anna Rossini'));
});
