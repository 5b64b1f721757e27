import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../renderer/store/import/decodeText';
import { bytesOf, encode, sampleRoster } from './files';

const utf8 = new TextEncoder();

describe('decodeText', () => {
  it.each([
    ['windows-1252.csv', 'windows-1252', 'Éloïse Œuvrard'],
    ['windows-1252-one-letter.csv', 'windows-1252', 'Lukas Müller'],
    ['cp949.csv', 'euc-kr', '똠방각하'],
    ['cp949-one-name.csv', 'euc-kr', '박지우'],
    ['gbk.csv', 'gbk', '诸葛明哲'],
    ['shift_jis.csv', 'shift_jis', '髙橋 蓮'],
    ['windows-1253.csv', 'windows-1253', 'Γιώργος Παπαδόπουλος'],
  ])('guesses %s and says that it did', (file, encoding, name) => {
    const decoded = decodeText(bytesOf(`tests/fixtures/rosters/${file}`));
    expect(decoded).toMatchObject({ encoding, guessed: true, damaged: 0 });
    expect(decoded.text).toContain(name);
  });

  it.each([
    ['utf-16le.csv', 'utf-16le'],
    ['utf-16be-no-mark.csv', 'utf-16be'],
  ])('reads %s', (file, encoding) => {
    const decoded = decodeText(bytesOf(`tests/fixtures/rosters/${file}`));
    expect(decoded).toMatchObject({ encoding, guessed: false, damaged: 0 });
    expect(decoded.text.startsWith('registration_id')).toBe(true);
    expect(decoded.text).toContain('نگار گل\u200cمحمدی');
  });

  it('takes UTF-8 with and without a mark, and plain ASCII, as UTF-8', () => {
    for (const text of ['a,b', 'Zoè,최시우', '']) {
      expect(decodeText(utf8.encode(text))).toEqual({ text, encoding: 'utf-8', guessed: false, damaged: 0 });
      expect(decodeText(utf8.encode(`\ufeff\ufeff${text}`)).text).toBe(text);
    }
  });

  it('keeps a UTF-8 file with one broken letter UTF-8, and counts the letter', () => {
    const decoded = decodeText(bytesOf('tests/fixtures/rosters/one-broken-letter.csv'));
    expect(decoded).toMatchObject({ encoding: 'utf-8', guessed: false, damaged: 1 });
    expect(decoded.text).toContain('Ren\ufffde Smith');
    expect(decoded.text).toContain('최시우');
  });

  it('obeys an encoding that staff name', () => {
    const bytes = encode('Dvořák', 'windows-1250') as Uint8Array;
    expect(decodeText(bytes, 'windows-1250')).toMatchObject({ text: 'Dvořák', guessed: false });
    expect(() => decodeText(bytes, 'no-such')).toThrow(RangeError);
  });

  it('knows the marks of windows-1252 and the syllables that UHC adds, in every engine', () => {
    expect(decodeText(Uint8Array.of(0x80, 0x8c, 0x92, 0x9f), 'windows-1252').text).toBe('€Œ’Ÿ');
    expect(decodeText(Uint8Array.of(0x81, 0x41, 0x8c, 0x63, 0xc6, 0x52, 0x41, 0xb1, 0xe8), 'euc-kr').text).toBe('갂똠힣A김');
  });

  // One to three people of the sample, in the encoding that their country's Excel would have used.
  const people = decodeText(bytesOf(sampleRoster)).text.split('\r\n').slice(1).map((line) => line.split(','));
  it.each([
    ['euc-kr', ['KR']],
    ['gbk', ['CN']],
    ['shift_jis', ['JP']],
    ['windows-1252', ['IT', 'DE', 'FR', 'US', 'IS']],
    ['windows-1253', ['GR']],
    ['windows-1251', ['RU']],
  ])('finds %s from one to three names', (encoding, countries) => {
    const names = people.flatMap((cells) => (countries.includes(cells[6] ?? '') ? [cells[2] ?? ''] : []));
    const encodable = [...new Set(names)].filter((name) => /[^ -~]/.test(name) && encode(name, encoding) !== null);
    expect(encodable.length).toBeGreaterThan(5);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...encodable), { minLength: 1, maxLength: 3 }), (chosen) => {
        const text = `registration_id,full_name\r\n${chosen.map((name, index) => `SEL25-${index},${name}\r\n`).join('')}`;
        const decoded = decodeText(encode(text, encoding) as Uint8Array);
        expect(decoded).toEqual({ text, encoding, guessed: true, damaged: 0 });
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(typeof decodeText(bytes).text).toBe('string');
    }));
  });
});
