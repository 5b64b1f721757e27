import fs from 'node:fs';

/** Names of several scripts and orders, so that what is stored, searched and printed is not all Latin. */
const pools: { country: string; language: string; names: string[]; families: string[]; familyFirst: boolean; join: string }[] = [
  { country: 'KR', language: 'ko', names: ['서연', '민준', '지우', '하은'], families: ['김', '이', '박', '최'], familyFirst: true, join: '' },
  { country: 'CN', language: 'zh', names: ['子涵', '浩然', '欣怡'], families: ['王', '李', '张', '刘'], familyFirst: true, join: '' },
  { country: 'EG', language: 'ar', names: ['محمد', 'فاطمة', 'أحمد', 'مريم'], families: ['الحسن', 'عبد اللطيف', 'المصري'], familyFirst: false, join: ' ' },
  { country: 'DE', language: 'de', names: ['Jürgen', 'Käthe', 'Björn'], families: ['Müller-Lüdenscheidt', 'Weiß', 'von der Heide'], familyFirst: false, join: ' ' },
  { country: 'IT', language: 'it', names: ['Niccolò', 'Giulia', 'Zoè'], families: ["D'Angelo", 'Rossi', 'De Santis'], familyFirst: false, join: ' ' },
  { country: 'VN', language: 'en', names: ['Thị Hường', 'Quốc Việt'], families: ['Nguyễn', 'Đặng'], familyFirst: true, join: ' ' },
];

export interface RosterPerson {
  id: string;
  ticket: string;
  name: string;
}

/** Writes a roster of any length in the columns of the sample's and tells who is in it. The same for every call. */
export function writeRoster(file: string, count: number): RosterPerson[] {
  let state = 2025;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const rows = ['registration_id,ticket_code,full_name,name_on_certificate,email,birth_date,country,organisation,language,dietary,sessions,consent_data,consent_photo,shirt'];
  const people = Array.from({ length: count }, (_, index): RosterPerson => {
    const { country, language, names, families, familyFirst, join } = pick(pools);
    const [name, family] = [pick(names), pick(families)];
    const fullName = (familyFirst ? [family, name] : [name, family]).join(join);
    const number = String(index + 1).padStart(6, '0');
    const id = `SEL25-${number}`;
    const ticket = `${id}-${String(below(1e6)).padStart(6, '0')}`;
    rows.push([
      id, ticket, fullName, '', `person${number}@example.org`, `${1990 + below(16)}-0${1 + below(9)}-1${below(10)}`, country,
      `"Institute ${below(40)}, ""${country}"""`, language, pick(['', '', 'vegan']), `${pick(['S04', 'S05', 'S06'])};${pick(['S09', 'S10'])}`,
      'yes', pick(['yes', 'no']), pick(['S', 'M', 'L']),
    ].join(','));
    return { id, ticket, name: fullName };
  });
  fs.writeFileSync(file, `\ufeff${rows.join('\r\n')}\r\n`);
  return people;
}
