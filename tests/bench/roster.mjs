/**
 * Rosters of any size, the same for the same size: the columns of tests/fixtures/roster-seoul.csv, names in four
 * scripts as varied as those of a real crowd (half of 100,000 names occur once), so that neither an index nor a peer
 * is helped by names that repeat. All people are made up; addresses are under example.org.
 */

const koreanFamilies = [...'김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심'];
const koreanSyllables = [...'서연민준지우하은도윤예수아호채원시현진영성재경태유나라미소희정혜승동건규빈솔다온별'];
const chineseFamilies = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林郑梁谢罗宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡'];
const chineseCharacters = [...'子涵浩然欣怡宇轩梓萱思远嘉明哲雨晨佳琪文博俊杰雪晓丽华建国志强永伟丹婷静秀英海波春燕立新玉兰'];
const arabicGiven = 'محمد|فاطمة|أحمد|مريم|عبد الرحمن|عبد الله|لمياء|خالد|نور|يوسف|سارة|علي|زينب|عمر|هدى|حسن|ليلى|كريم|رانيا|سامي|منى|طارق|دينا'.split('|');
const arabicFamilies = 'الحسن|عبد اللطيف|السيد|المصري|لاشين|الخطيب|حداد|النجار|منصور|الشريف|زيدان|البغدادي|القاسم|الطيب|حجازي|سليمان|العلي|مراد|فوزي|بركات'.split('|');
const latinGiven =
  'Niccolò Giulia Chiara Matteo Zoè Lorenzo Beatrice Jürgen Anneliese Björn Käthe Lukas Éloïse Raphaël Maëlys Noémie Thomas Maria Anna Jan Łukasz Żaneta Świętosława Mary-Kate Xavier Aaliyah Jean-Luc Renée Þórdís Guðmundur Sofia Oliver Emma Hugo Clara Felix Ines Paulo Marta Nils Astrid Owen Fiona Carlos Lucía Mateus Elif Emre Nguyễn Siti Nur'.split(' ');
const latinStarts = 'Ros Bram Mül Groß Wei Schä Lef Gar Ben Wój Brzę Śli O’Con Van Smi Ham Sig Þor Fer Gon Mar Pet And Han Kow Nov Hor Ber Lin Dub'.split(' ');
const latinMiddles = 'sa bil le man ber fe ve ci na czy ko ne der th il urð stein nan zá ti er sso lu va dr go'.split(' ');
const latinEnds = 'si la lli nn rg r vre on oît cik wska wicz nor son ton er dsson dóttir dez lez ti sen ová ák mann ez ard is'.split(' ');
const organisations = ['서울시립대학교', '同济大学', 'Università di Brescia', 'TU München', 'Université de Genève', 'جامعة القاهرة', 'SUNY', 'AGH Kraków', 'Politecnico di Milano', '清华大学'];

const scripts = [
  { script: 'Hangul', country: 'KR', language: 'ko', name: (pick) => pick(koreanFamilies) + pick(koreanSyllables) + pick(koreanSyllables) },
  { script: 'Han', country: 'CN', language: 'zh', name: (pick) => pick(chineseFamilies) + pick(chineseCharacters) + pick(chineseCharacters) },
  { script: 'Arabic', country: 'EG', language: 'ar', name: (pick) => `${pick(arabicGiven)} ${pick(arabicGiven)} ${pick(arabicFamilies)}` },
  { script: 'Latin', country: 'IT', language: 'it', name: latinName },
  { script: 'Latin', country: 'DE', language: 'de', name: latinName },
  { script: 'Latin', country: 'FR', language: 'fr', name: latinName },
];

function latinName(pick) {
  return `${pick(latinGiven)} ${pick(latinStarts)}${pick(latinMiddles)}${pick(latinEnds)}`;
}

/** Uniform numbers below 1 out of a seed (mulberry32; Tommy Ettinger, public domain). */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {number} count
 * @returns {{id: string, code: string, name: string, script: string, country: string, language: string,
 *   organisation: string, random: number}[]}
 */
export function peopleOf(count) {
  const random = randomNumbers(2025);
  const pick = (choices) => choices[Math.floor(random() * choices.length)];
  return Array.from({ length: count }, (_, index) => {
    const { script, country, language, name } = pick(scripts);
    const id = `SEL25-${String(index + 1).padStart(6, '0')}`;
    const code = `${id}-${String(Math.floor(random() * 1e6)).padStart(6, '0')}`;
    return { id, code, name: name(pick), script, country, language, organisation: pick(organisations), random: random() };
  });
}

const columns =
  'registration_id,ticket_code,full_name,name_on_certificate,email,birth_date,country,organisation,language,online_part_1,online_part_2,online_part_3,dietary,sessions,consent_data,consent_photo';

/** A roster as a CSV file with a byte order mark, as spreadsheets write it. */
export function rosterCsv(people) {
  const lines = [columns];
  for (const [index, { id, code, name, country, language, organisation, random }] of people.entries()) {
    const born = `${1991 + (index % 16)}-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
    const online = random < 0.5 ? 'yes,yes,no' : 'yes,no,no';
    const dietary = random < 0.2 ? '"vegan, no nuts"' : '';
    lines.push(`${id},${code},${name},,attendee${id}@example.org,${born},${country},${organisation},${language},${online},${dietary},S04;S09,yes,yes`);
  }
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
