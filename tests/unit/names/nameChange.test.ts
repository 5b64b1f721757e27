import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameChange } from '@shared/domain/names/nameChange';

describe('another spelling of a name', () => {
  test.each([
    ['Zdenek Prihoda', 'Zdeněk Příhoda', 'accents'],
    ['ANNA BAUER', 'Anna Bauer', 'capitals'],
    ['Anna Bauer', 'Bauer Anna', 'the family name first'],
    ['Seo Yeon Kim', 'Seo-Yeon Kim', 'a hyphen'],
    ['Seo Yeon Kim', 'Seoyeon Kim', 'written together'],
    ['Zdenek Prihodda', 'Zdenek Prihoda', 'a letter too many'],
    ['Martin Lehmann', 'Matrin Lehmann', 'two letters swapped'],
    ['Katarzyna Wisniewska', 'Katarzyna Wiśnieswka', 'swapped, in a longer name'],
    ['김서연', '김서현', 'two keys of a Korean syllable'],
    ['محمد أحمد', 'محمد احمد', 'an alif with or without its hamza'],
    ['Юлия Журавлева', 'Юлия Журавлёва', 'a Russian ё'],
  ])('%s to %s is small: %s', (from, to) => expect(nameChange(from, from, to)).toBe('small'));

  test.each([
    ['Anna Bauer', 'Anna Maria Bauer', 'a name more'],
    ['Anna Maria Bauer', 'Anna Bauer', 'a name less'],
    ['Anna Bauer', 'Jana Nováková', 'another person'],
    ['최시우', 'Choi Siwoo', 'another script'],
    ['Choi Siwoo', 'Choi 시우', 'a mixture'],
    ['王子涵', '王子函', 'another character of Chinese'],
    ['Li Na', 'Li Mo', 'two letters of four'],
    ['Bo', 'Jo', 'a short name'],
    ['Anna Bauer', 'Anna Bauer 2', 'a number'],
    ['Anna Bauer', '!!!', 'signs alone'],
  ])('%s to %s is for a person to see: %s', (from, to) => expect(nameChange(from, from, to)).toBe('large'));

  test('the same is the same, whatever its spaces and its form of Unicode', () => {
    expect(nameChange('Zdeněk Příhoda', 'Zdeněk Příhoda', ' Zdeněk  Příhoda ')).toBe('same');
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      expect(nameChange(name, name, name.normalize('NFD'))).toBe('same');
    }));
  });

  test('many small steps lead to nobody else’s name', () => {
    const steps = ['Anna Bauer', 'Anne Bauer', 'Anne Bauel', 'Anne Bagel', 'Inne Bagel'];
    const reached = steps.slice(1).map((to, index) => nameChange(steps[index]!, 'Anna Bauer', to));
    expect(reached).toEqual(['small', 'large', 'large', 'large']);
    // A short form of the full name may be spelled, too.
    expect(nameChange('Maria Garcia', 'María Josefa García López', 'María García')).toBe('small');
    expect(nameChange('Maria Garcia', 'María Josefa García López', 'Maria Garzia')).toBe('small');
    expect(nameChange('Maria Garzia', 'María Josefa García López', 'Maria Garzio')).toBe('large');
    // In another script than the name of the roster there is only the one that stood there to compare with.
    expect(nameChange('Choi Siwoo', '최시우', 'Choi Siwo')).toBe('small');
  });

  test('judges anything without failing, and both ways alike', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 30 }), (a, b) => {
      expect(nameChange(a, '', b)).toBe(nameChange(b, '', a));
    }));
  });
});
