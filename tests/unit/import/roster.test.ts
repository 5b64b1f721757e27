import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRosterFile } from '../../../renderer/store/import/parseFile';
import { KioskError } from '../../../shared/contract/errors';
import { cleanCode, cleanLine, readBirthDate, readEmail, readLanguage, readSessionList, readYesNo } from '../../../shared/domain/import/cellValues';
import { readRoster } from '../../../shared/domain/import/roster';
import { rosterColumns } from '../../../shared/domain/import/rosterLayout';
import { bytesOf, sampleRoster, tableFrom } from './files';

const today = '2025-09-01';
const read = (lines: readonly (readonly string[])[], mapping?: Record<string, string>) =>
  readRoster(tableFrom(lines), mapping === undefined ? { today } : { today, mapping });
const codes = (remarks: { row: number; column: string; code: string }[]) => remarks.map(({ row, column, code }) => [row, column, code]);

describe('the sample roster', () => {
  it('goes in whole', async () => {
    const roster = await parseRosterFile(bytesOf(sampleRoster), 'roster.csv', { today });
    expect(roster).toMatchObject({ read: 320, encoding: 'utf-8', rejected: [], warnings: [], otherColumns: [] });
    expect(roster.attendees).toHaveLength(320);
    expect(roster.columns).toEqual([...rosterColumns]);
    expect(roster.attendees[2]).toEqual({
      row: 4,
      registrationId: 'SEL25-00003',
      ticketCode: 'SEL25-00003-262452',
      person: {
        fullName: 'Nguyễn Thị Hường',
        nameOnCertificate: '',
        email: 'attendee00003@example.org',
        birthDate: '1996-07-22',
        country: 'VN',
        organisation: 'Đại học Bách khoa Hà Nội',
        language: 'en',
        dietary: 'vegan, no nuts',
        other: {},
      },
      sessions: ['S05', 'S10'],
      consents: { data: true, photo: true },
      onlineParts: [true, true, false],
    });
    expect(roster.attendees.some(({ person }) => person.fullName.includes('\u200c'))).toBe(true);
  });
});

describe('readRoster', () => {
  it('rejects who cannot be identified or admitted, and takes the rest', () => {
    const roster = read([
      ['registration_id', 'full_name', 'ticket_code'],
      ['', 'Nobody', 'T0'],
      ['A1', '  \u200b ', 'T1'],
      ['A1', 'First', 'T1'],
      ['A1 ', 'Second', 'T2'],
      ['A2', 'Third', 'T1'],
      ['A2', 'Fourth', ''],
      ['x'.repeat(129), 'Fifth', ''],
      ['A3', 'y'.repeat(501), ''],
    ]);
    expect(codes(roster.rejected)).toEqual([
      [2, 'registration_id', 'missing_registration_id'],
      [3, 'full_name', 'missing_full_name'],
      [5, 'registration_id', 'duplicate_registration_id'],
      [6, 'ticket_code', 'duplicate_ticket_code'],
      [8, 'registration_id', 'too_long'],
      [9, 'full_name', 'too_long'],
    ]);
    expect(roster.rejected[2]?.message).toContain('row 4');
    expect(roster.rejected[3]?.message).toContain('row 4');
    expect(roster.attendees.map(({ person }) => person.fullName)).toEqual(['First', 'Fourth']);
    expect(roster).toMatchObject({ read: 8, warnings: [] });
  });

  it('leaves a wrong optional value out with a warning, and takes the person', () => {
    const header = ['registration_id', 'full_name', 'birth_date', 'email', 'language', 'consent_photo', 'online_part_2', 'ticket_code', 'dietary'];
    const roster = read([
      header,
      ['A1', 'A', '2001-02-30', 'nobody', 'ja', 'maybe', 'perhaps', '1.23457E+24', 'x'.repeat(5001)],
      ['A2', 'B', '03/04/2001', 'a@b', 'en', '', '', '', ''],
      ['A3', 'C', '2026-01-01', '', '', '', '', '', ''],
      ['A4', 'D', '1899-12-31', '', '', '', '', '', ''],
      ['A5', 'E', '31.12.1999', '', '', '', '', '', ''],
    ]);
    expect(roster.rejected).toEqual([]);
    expect(roster.attendees).toHaveLength(5);
    expect(codes(roster.warnings).filter(([row]) => row === 2).map(([, column, code]) => [column, code]).sort()).toEqual([
      ['birth_date', 'invalid_date'],
      ['consent_photo', 'invalid_yes_no'],
      ['dietary', 'too_long'],
      ['email', 'invalid_email'],
      ['language', 'unknown_language'],
      ['online_part_2', 'invalid_yes_no'],
      ['ticket_code', 'rounded_number'],
    ]);
    expect(codes(roster.warnings).filter(([row]) => row !== 2)).toEqual([
      [3, 'email', 'invalid_email'],
      [3, 'birth_date', 'invalid_date'],
      [4, 'birth_date', 'invalid_date'],
      [5, 'birth_date', 'invalid_date'],
      [6, 'birth_date', 'invalid_date'],
    ]);
    expect(roster.warnings.find(({ row, column }) => row === 3 && column === 'birth_date')?.message).toMatch(/two different days.*2001-03-28/);
    expect(roster.attendees[0]).toMatchObject({
      ticketCode: null,
      person: { birthDate: null, email: '', language: null, dietary: '' },
      consents: { data: null, photo: null },
      onlineParts: [null, null, null],
    });
  });

  it('matches headers without regard to case, spaces, hyphens and underscores, and names them as the file does', () => {
    const roster = read([
      [' Registration ID ', 'FULL-NAME', 'E-mail', 'Organization', 'nameOnCertificate'],
      ['A1', 'Mary', 'wrong', 'SUNY', 'MARY'],
    ]);
    expect(roster.attendees[0]?.person).toMatchObject({ organisation: 'SUNY', nameOnCertificate: 'MARY' });
    expect(codes(roster.warnings)).toEqual([[2, 'E-mail', 'invalid_email']]);
  });

  it('says which columns it found where a required one is missing', () => {
    expect(() => read([['Name', 'Booking number'], ['Mary', '1']])).toThrow(
      /no column registration_id and no column full_name.*“Name”, “Booking number”.*mapping/,
    );
  });

  it('takes a mapping, and refuses one that does not fit', () => {
    const lines = [['Name', 'Booking number', 'full_name'], ['Mary', '17', 'kept']];
    const roster = read(lines, { registration_id: 'booking number', full_name: 'Name' });
    expect(roster.attendees[0]).toMatchObject({ registrationId: '17', person: { fullName: 'Mary', other: { 'full_name (2)': 'kept' } } });
    expect(() => read(lines, { registration_id: 'Number' })).toThrow(/“Number”.*no such column/);
    expect(() => read(lines, { surname: 'Name' })).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it('keeps further columns, also strangely named ones', () => {
    const roster = read([
      ['registration_id', 'full_name', '__proto__', 'constructor', 'Note', 'Note', '', 'EMAIL', 'email', ''],
      ['A1', 'Mary', 'a', 'b', 'c\r\nd', 'e', 'f', 'm@example.org', 'n@example.org', ''],
    ]);
    expect(roster.attendees[0]?.person).toMatchObject({
      email: 'm@example.org',
      other: { '__proto__ (column)': 'a', 'constructor (column)': 'b', Note: 'c\nd', 'Note (2)': 'e', 'Column G': 'f', 'email (2)': 'n@example.org' },
    });
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(codes(roster.warnings)).toEqual([
      [1, 'Note', 'duplicate_column'],
      [1, '', 'unnamed_column'],
      [1, 'email', 'duplicate_column'],
    ]);
  });

  it('takes cells that look like formulas as text', () => {
    const roster = read([['registration_id', 'full_name', 'dietary'], ['=1+1', '@SUM(A1)', '-no nuts']]);
    expect(roster.attendees[0]).toMatchObject({ registrationId: '=1+1', person: { fullName: '@SUM(A1)', dietary: '-no nuts' } });
  });

  it('throws nothing but KioskError, and loses no row, whatever the cells', () => {
    const cell = fc.oneof(
      fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', 'A1', 'A1 ', 'T1', 'yes', '2001-01-01', '03/04/2001', 'a@b.cd'),
    );
    const header = fc.array(fc.oneof(fc.constantFrom(...rosterColumns, '__proto__', 'Note', ''), fc.string()), { maxLength: 12 })
      .map((names) => ['registration_id', 'full_name', ...names]);
    fc.assert(
      fc.property(header, fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 12 }), (names, rows) => {
        const roster = read([names, ...rows]);
        const seen = [...roster.attendees, ...roster.rejected].map(({ row }) => row).sort((a, b) => a - b);
        expect(seen).toEqual(rows.map((_, index) => index + 2));
        expect(roster.read).toBe(rows.length);
        for (const remark of [...roster.rejected, ...roster.warnings]) expect(remark.message.length).toBeGreaterThan(20);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 6 }), (lines) => {
        try {
          read(lines);
        } catch (cause) {
          expect(cause).toBeInstanceOf(KioskError);
        }
      }),
    );
  });
});

describe('cell values', () => {
  it('cleans a line but keeps the joiners that names need', () => {
    expect(cleanLine('\u00a0\u200e  Zoe\u0300\t D’Angelo\u202e \u3000')).toBe('Zoè D’Angelo');
    expect(cleanLine('\u200cگل\u200cمحمدی\u200c')).toBe('گل\u200cمحمدی');
    expect(cleanLine('क्\u200dष')).toBe('क्\u200dष');
    expect(cleanLine('田中\u3000陽菜')).toBe('田中\u3000陽菜');
    expect(cleanLine('a\ud800b')).toBe('a\ufffdb');
    expect(cleanCode('\u0002\ufeff SEL25  7\r\n')).toBe('SEL25  7');
  });

  it('cleans alike twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
    }));
  });

  it('reads birth dates only where the year comes first', () => {
    for (const text of ['2001-02-03', '2001/2/3', '2001.02.03.', '２００１-02-03', '2001-02-03T00:00', '2001년 2월 3일', '٢٠٠١-٠٢-٠٣']) {
      expect(readBirthDate(text, today)).toEqual({ date: '2001-02-03' });
    }
    const problems = { '03/04/2001': 'ambiguous_date', '13/04/2001': 'invalid_date', '2001-13-01': 'impossible_date', '1900-02-29': 'impossible_date', '2025-09-02': 'future_date', '1899-12-31': 'old_date', '20010203': 'invalid_date', '2001-02': 'invalid_date', '37021': 'invalid_date' };
    for (const [text, problem] of Object.entries(problems)) expect(readBirthDate(text, today)).toEqual({ problem });
    expect(readBirthDate('2000-02-29', today)).toEqual({ date: '2000-02-29' });
  });

  it('reads addresses, languages, yes and no, and lists', () => {
    expect(readEmail('mailto:a.b+c@uni-x.example.org')).toBe('a.b+c@uni-x.example.org');
    expect(readEmail('홍@예시.한국')).toBe('홍@예시.한국');
    for (const text of ['a', 'a@b', 'a b@c.de', 'A <a@b.cd>', 'a@b..cd', '.a@b.cd', 'a@-b.cd', 'a@b.cd, e@f.gh', '@b.cd']) expect(readEmail(text)).toBeNull();
    const tags = { EN: 'en', 'en-GB': 'en', 'zh-CN': 'zh', 'zh-Hans': 'zh', zh_TW: 'zh', 한국어: 'ko', Français: 'fr', ger: 'de', Italiano: 'it', العربية: 'ar' };
    for (const [text, code] of Object.entries(tags)) expect(readLanguage(text)).toBe(code);
    for (const text of ['ja', 'english, korean', 'xx-en', '']) expect(readLanguage(text)).toBeNull();
    for (const text of ['yes', 'TRUE', '1', 'y', 'X', 'ja', 'sì', 'si', 'Oui', '예', '是', 'نعم']) expect(readYesNo(text)).toBe(true);
    for (const text of ['no', 'False', '0', 'N', 'nein', 'non', '아니오', '否', 'لا']) expect(readYesNo(text)).toBe(false);
    for (const text of ['maybe', '2', 'yes no']) expect(readYesNo(text)).toBeNull();
    expect(readSessionList(' S04 ;S09,S04|S10;;')).toEqual(['S04', 'S09', 'S10']);
  });
});
