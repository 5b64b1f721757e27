import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../renderer/store/import/readTable';
import { dateFactsOf, dateOrderOf } from '../../../shared/domain/import/dateOrder';
import { readRoster } from '../../../shared/domain/import/roster';
import { guessColumns, headerSignature } from '../../../shared/domain/import/rosterGuess';
import { rosterColumns } from '../../../shared/domain/import/rosterLayout';
import type { Table } from '../../../shared/domain/import/table';
import { bytesOf, tableFrom } from './files';

const today = '2025-09-01';
const fixture = (name: string): Promise<Table> => readTable(bytesOf(`tests/fixtures/rosters/desk/${name}`), name);
const named = (table: Table) =>
  Object.fromEntries(Object.entries(guessColumns(table).columns).map(([column, places]) => [column, places?.map((place) => table.header[place]).join(' + ')]));

describe('guessColumns', () => {
  it('knows an order export of pretix: order and position together are the id', async () => {
    const table = await fixture('pretix.csv');
    expect(guessColumns(table).origin).toBe('pretix');
    expect(named(table)).toEqual({
      registration_id: 'Order code + Position ID', ticket_code: 'Ticket secret', full_name: 'Attendee name', email: 'Attendee email', birth_date: 'Date of birth',
      country: 'Country', organisation: 'Company', language: 'Order locale', dietary: 'Dietary requirements',
    });
    const { columns } = guessColumns(table);
    const roster = readRoster(table, { today, columns });
    expect(roster.attendees.map(({ registrationId, person }) => [registrationId, person.fullName])).toEqual([
      ['A3KX9-1', 'Mara Lindqvist'], ['A3KX9-2', 'Jonas Lindqvist'], ['B7TT2-1', '박지우'],
    ]);
    expect(roster.warnings.map(({ code }) => code)).toEqual(['id_from_columns']);
    expect(roster.warnings[0]?.message).toContain('“Order code” + “Position ID”');
  });

  it('leaves out whom pretix or Indico say are cancelled, each with their name and what the file says', async () => {
    const pretix = await fixture('pretix.csv');
    const status = pretix.header.indexOf('Status');
    const states = ['Canceled', 'paid', 'Storniert (Gebühr bezahlt)'];
    const marked = { ...pretix, rows: pretix.rows.map(({ row, cells }, index) => ({ row, cells: cells.map((cell, place) => (place === status ? states[index]! : cell)) })) };
    // By the columns that were chosen, and by a mapping of a script alike.
    for (const options of [{ columns: guessColumns(marked).columns }, { mapping: { registration_id: 'Ticket secret', full_name: 'Attendee name' } }]) {
      const roster = readRoster(marked, { today, ...options });
      expect(roster.attendees.map(({ person }) => person.fullName)).toEqual(['Jonas Lindqvist']);
      expect(roster.rejected.map(({ code, row, column, values }) => [code, row, column, values])).toEqual([
        ['cancelled_registration', 2, 'Status', ['Mara Lindqvist', 'Canceled']], ['cancelled_registration', 4, 'Status', ['박지우', 'Storniert (Gebühr bezahlt)']],
      ]);
      expect(roster.read).toBe(3);
    }
    const named = (header: string[], ...rows: string[][]) => {
      const table = tableFrom([header, ...rows]);
      return readRoster(table, { today, columns: guessColumns(table).columns }).attendees.map(({ person }) => person.fullName);
    };
    for (const word of ['cancelled', 'Annullato', 'annulée', 'ملغى', '취소됨', '已取消']) expect(named(['Order code', 'Status', 'Attendee name'], ['A', word, 'Mara'], ['B', 'pending', 'Jonas'])).toEqual(['Jonas']);
    expect(named(['ID', 'Name', 'Registration state'], ['1', 'Mara', 'Withdrawn'], ['2', 'Jonas', 'Complete'])).toEqual(['Jonas']);
    // A status of something else says nothing of the registration.
    expect(named(['ID', 'Name', 'Status'], ['1', 'Mara', 'cancelled'])).toEqual(['Mara']);
  });

  it('puts a name together from its parts, in the order in which it is spoken', () => {
    const name = (header: string[], row: string[]) => {
      const table = tableFrom([header, row]);
      return readRoster(table, { today, columns: guessColumns(table).columns }).attendees[0]?.person.fullName;
    };
    expect(name(['ID', 'Family name', 'Given name'], ['1', 'Roux', 'Amélie'])).toBe('Amélie Roux');
    expect(name(['Nome', 'Cognome', 'E-mail'], ['Giulia', 'Rossi', 'g@example.org'])).toBe('Giulia Rossi');
    expect(name(['Nom', 'Prénom', 'Courriel'], ['Roux', 'Amélie', 'a@example.org'])).toBe('Amélie Roux');
    expect(name(['Vorname', 'Name', 'E-Mail-Adresse'], ['Björn', 'Maier', 'b@example.org'])).toBe('Björn Maier');
    expect(name(['Nome', 'Email'], ['Giulia Rossi', 'g@example.org'])).toBe('Giulia Rossi');
    expect(name(['编号', '姓', '名'], ['1', '王', '小明'])).toBe('王 小明');
    expect(name(['ID', 'Order code', 'Attendee name: Given name', 'Attendee name: Family name'], ['1', 'X', 'Mara', 'Lind'])).toBe('Mara Lind');
  });

  it('knows registrations of Indico, and whose dates tell their order by themselves', async () => {
    const table = await fixture('indico.csv');
    expect(guessColumns(table).origin).toBe('indico');
    expect(named(table)).toEqual({ registration_id: 'ID', full_name: 'Name', email: 'Email Address', organisation: 'Affiliation', country: 'Country', birth_date: 'Date of birth' });
    const facts = dateFactsOf(table)[table.header.indexOf('Date of birth')]!;
    expect(dateOrderOf(facts)).toBe('day_first');
    const roster = readRoster(table, { today, columns: guessColumns(table).columns, dateOrder: 'day_first' });
    expect(roster.attendees.map(({ person }) => person.birthDate)).toEqual(['1998-04-25', '2001-04-03', '2000-12-11']);
    expect(roster.warnings).toEqual([]);
  });

  it('knows the questions of a Korean Google form; without ids people are known by their address', async () => {
    const table = await fixture('google-forms-korean.csv');
    expect(guessColumns(table).origin).toBe('google_forms');
    expect(named(table)).toEqual({
      registration_id: '이메일 주소', full_name: '성함을 입력해 주세요', email: '이메일 주소', birth_date: '생년월일', organisation: '소속 기관이 어디인가요?', country: '국적',
      dietary: '알레르기가 있으신가요?', consent_data: '개인정보 수집 및 이용에 동의하십니까?', consent_photo: '사진 촬영에 동의하십니까?',
    });
    const [first] = readRoster(table, { today, columns: guessColumns(table).columns }).attendees;
    expect(first).toMatchObject({ registrationId: 'minseo@example.org', consents: { data: true, photo: false }, person: { fullName: '김민서', country: '대한민국' } });
  });

  it.each([
    ['en', ['Registration number', 'Full name', 'E-mail address', 'Date of birth', 'Organization', 'Country of residence', 'Dietary restrictions']],
    ['it', ['Numero di registrazione', 'Nome e cognome', 'Indirizzo e-mail', 'Data di nascita', 'Azienda', 'Paese', 'Esigenze alimentari']],
    ['de', ['Anmeldenummer', 'Vor- und Nachname', 'E-Mail-Adresse', 'Geburtsdatum', 'Hochschule', 'Land', 'Ernährung']],
    ['ar', ['رقم التسجيل', 'الاسم الكامل', 'البريد الإلكتروني', 'تاريخ الميلاد', 'المؤسسة', 'البلد', 'متطلبات غذائية']],
    ['fr', ['Numéro d’inscription', 'Nom complet', 'Courriel', 'Date de naissance', 'Établissement', 'Pays', 'Régime alimentaire']],
    ['ko', ['등록번호', '성명', '이메일', '생년월일', '소속', '국가', '식단']],
    ['zh', ['报名编号', '姓名', '电子邮箱', '出生日期', '单位', '国家', '饮食要求']],
  ])('knows plain headers and questions in %s', (_, header) => {
    const guessed = guessColumns(tableFrom([header, header.map((_each, index) => `value ${index}`)])).columns;
    const order = ['registration_id', 'full_name', 'email', 'birth_date', 'organisation', 'country', 'dietary'] as const;
    expect(order.map((column) => guessed[column]?.[0])).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('falls back on what tells all rows apart', () => {
    const id = (lines: string[][]) => named(tableFrom(lines)).registration_id;
    expect(id([['Name', 'E-mail'], ['A', 'x@example.org'], ['B', 'x@example.org']])).toBe('E-mail + Name');
    expect(id([['Name', 'E-mail'], ['A', 'x@example.org'], ['B', 'y@example.org']])).toBe('E-mail');
    expect(id([['Order code', 'Name', 'E-mail'], ['O1', 'A', ''], ['O2', 'B', '']])).toBe('Order code');
    expect(id([['Name', 'Team'], ['A', '1'], ['B', '1']])).toBe('Name');
  });

  it('takes a roster of our own as it is, and gives places that are there, whatever the headers', async () => {
    const sample = await readTable(bytesOf('resources/programme/sample/roster.csv'), 'roster.csv');
    expect(named(sample)).toEqual(Object.fromEntries(rosterColumns.map((column) => [column, column])));
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 8 }), (header) => {
      const { columns } = guessColumns(tableFrom([header, header.map(() => 'x')]));
      for (const places of Object.values(columns)) for (const place of places) expect(place < header.length && place >= 0).toBe(true);
    }));
  });

  it('keeps a file apart from one with other headers, or in another order', () => {
    expect(headerSignature(['A', 'B'])).toBe(headerSignature([' a ', 'b']));
    expect(headerSignature(['A', 'B'])).not.toBe(headerSignature(['B', 'A']));
    expect(headerSignature(['A', 'B'])).not.toBe(headerSignature(['AB']));
    expect(headerSignature(Array.from({ length: 500 }, (_, index) => `Column ${index}`)).length).toBeLessThanOrEqual(64);
  });
});

describe('dates', () => {
  const order = (...dates: string[]) => dateOrderOf(dateFactsOf(tableFrom([['Born'], ...dates.map((date) => [date])]))[0]!);

  it('are asked about only where they do not tell', () => {
    expect(order('03/04/2001', '11/12/2000')).toBe('ask');
    expect(order('03/04/2001', '25/12/2000')).toBe('day_first');
    expect(order('03.04.2001', '12.25.2000')).toBe('month_first');
    expect(order('25/12/2000', '12/25/2000')).toBe('ask');
    expect(order('2001-04-03', '', 'unknown')).toBe(null);
    expect(order('05/05/2001')).toBe(null);
  });

  it('are the same day in both orders or two real days, and never anything else', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1901, max: 2024 }), (a, b, year) => {
      const table = tableFrom([['id', 'name', 'born'], ['1', 'A', `${a}/${b}/${year}`]]);
      const columns = { registration_id: [0], full_name: [1], birth_date: [2] };
      const read = (dateOrder: 'day_first' | 'month_first') => readRoster(table, { today, columns, dateOrder }).attendees[0]?.person.birthDate;
      const two = (value: number) => String(value).padStart(2, '0');
      expect(read('day_first')).toBe(`${year}-${two(b)}-${two(a)}`);
      expect(read('month_first')).toBe(`${year}-${two(a)}-${two(b)}`);
      expect(readRoster(table, { today, columns }).attendees[0]?.person.birthDate).toBe(null);
    }));
  });
});
