import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldForSearch, identifierToken, queryTokens, searchTokens } from '../../../shared/domain/names/foldForSearch';

/** Whether a person of this name (and these codes) comes up while this is typed, by the rule of the search index. */
function finds(query: string, name: string, ...codes: string[]): boolean {
  const tokens = [...searchTokens(name), ...codes.map(identifierToken)];
  const typed = queryTokens(query);
  const begins = (prefix: string): boolean => tokens.some((token) => token.startsWith(prefix));
  return (
    typed.length > 0 &&
    typed.every((_, last) => typed.some((__, first) => first <= last && begins(typed.slice(first, last + 1).join(''))))
  );
}

/** name, what finds it, what does not */
type Custom = [name: string, found: string[], missed?: string[]];

function check(customs: Custom[]): void {
  test.each(customs)('%s', (name, found, missed = []) => {
    expect(found.filter((query) => !finds(query, name))).toEqual([]);
    expect(missed.filter((query) => finds(query, name))).toEqual([]);
  });
}

describe('Latin letters', () => {
  check([
    ['Niccolò Forlì', ['niccolo', 'NICCOLÒ', 'Niccolo\u0300', 'for', 'forli nic', 'nic for'], ['iccolo', 'nic ros']],
    ['Éloïse Lefèvre', ['eloise', 'ÉLOÏSE', 'lefevre el'], ['eloisa']],
    ['Łukasz Brzęczyszczykiewicz', ['lukasz', 'łuk', 'brzeczy', 'BRZĘ']],
    ['Świętosława Śliwińska', ['swietoslawa', 'sliwinska', 'ŚWIĘ']],
    ['Guðmundur Þorsteinsdóttir', ['gudmundur', 'guð', 'thorsteins', 'þor', 'ÞORSTEINSDÓTTIR']],
    ['Æsa Sigurðsson', ['aesa', 'æsa', 'asa', 'sigurdsson']],
    ['Renée Œuvrard', ['oeuvrard', 'œuv', 'ouvrard', 'rene']],
    ['Søren Ångström', ['soren', 'soeren', 'sør', 'angstrom', 'aangstroem', 'ångström']],
    ['Đặng Ngọc Ánh', ['dang', 'đặng', 'ngoc anh', 'anh ngoc dang', 'ĐẶNG NGỌC']],
    [
      'Nguyễn Thị Hường',
      ['nguyen', 'nguyễn thị', 'huong', 'nguyen huong', 'thi huong nguyen', 'NGUYỄN', 'Nguye\u0302\u0303n'],
      ['nguyen van'],
    ],
    ['Gökçe Çağlayan', ['gokce', 'goekce', 'caglayan', 'ÇAĞ']],
    ['Ｇｉｕｌｉａ Ｒｏｓｓｉ', ['giulia', 'rossi']],
    ['Giulia Rossi', ['ｇｉｕ', 'ＲＯＳＳＩ']],
  ]);

  test('the two i of Turkish are one', () => {
    for (const name of ['Işıl İnönü', 'ışıl inönü', 'IŞIL İNÖNÜ', 'Isil Inonu']) {
      for (const query of ['isil', 'IŞIL', 'ışıl', 'inonu', 'İNÖNÜ', 'İ', 'ı'])
        expect(finds(query, name), `${query} in ${name}`).toBe(true);
    }
  });
});

describe('German', () => {
  check([
    [
      'Björn Müller-Lüdenscheidt',
      [
        'mu',
        'mue',
        'muller',
        'mueller',
        'Müller',
        'MÜLLER',
        'Mu\u0308ller',
        'luden',
        'lueden',
        'müller lüden',
        'bjoern',
        'bjorn muell',
      ],
      ['moeller'],
    ],
    ['Bjoern Mueller', ['müller', 'björn', 'mueller', 'muller']],
    ['Käthe Größmann', ['kaethe', 'kathe', 'grossmann', 'GRÖSSMANN', 'groessmann', 'größ']],
    ['Lukas Weiß', ['weiss', 'WEISS', 'weiß', 'WEIẞ', 'weis']],
    ['Anneliese von der Heide', ['von der heide', 'heide', 'vonderheide', 'derheide', 'von d']],
  ]);
});

describe('apostrophes, hyphens, periods and particles', () => {
  check([
    [
      "Chiara D'Angelo",
      ["d'ang", 'd’ang', 'dʼAngelo', 'd´angelo', 'D‘A', 'dangelo', 'angelo', 'd angelo', 'ang chi'],
      ['gelo'],
    ],
    ['Chiara D’Angelo', ["d'angelo", 'dangelo']],
    ['Chiara Dangelo', ["d'angelo", "D'ANG"]],
    ["Noémie L'Hôte", ['hote', 'lhote', 'l’hôte', "L'HÔTE"]],
    [
      "Mary-Kate O'Connor",
      [
        'oconnor',
        'connor',
        "o'c",
        'o connor',
        'mary',
        'kate',
        'marykate',
        'mary-kate',
        'mary kate',
        'mary‑kate',
        'kate mary',
      ],
    ],
    [
      'François-Xavier Benoît',
      ['xavier', 'francois-xavier', 'francois xavier', 'francoisxavier', 'benoit xav', 'françois-x'],
    ],
    ['François Xavier Benoît', ['francois-xavier', 'François-Xavier']],
    ['Renée Nguyen-Lopez', ['lopez', 'nguyen', 'nguyen-lopez', 'nguyen–lopez', 'nguyenlopez', 'lopez nguyen']],
    ['Matteo De Santis', ['de santis', 'desantis', 'santis', 'santis matteo']],
    ['Matteo DeSantis', ['de santis', 'desantis']],
    ['Xavier III Hamilton Jr.', ['hamilton jr', 'hamilton jr.', 'xavier hamilton', 'iii', 'Ⅲ']],
    ['J.R.R. Tolkien', ['jrr', 'j.r.r.', 'j. r. r. tolkien', 'tolkien']],
    ['Kim Seo-yeon', ['seoyeon', 'seo-yeon', 'seo yeon', 'yeon', 'kim seoy', 'kimseoyeon']],
    ['Kim Seoyeon', ['seo-yeon', 'seo yeon', 'Kim Seo Yeon']],
    ['Muhammad Hafiz bin Abdullah', ['bin abdullah', 'abdullah hafiz', 'binabdullah', 'muhammad a']],
    ['Abdel Rahman El-Sayed', ['abdelrahman', 'abdel rahman', 'sayed', 'elsayed', 'el sayed']],
    ['Smith, John (Johnny)', ['john smith', 'smith john', 'johnny'], ['smithjohn']],
    ['Gal·la Martí', ['galla', 'gal·la']],
  ]);
});

describe('Greek and Cyrillic', () => {
  check([
    ['Δημήτρης Παπαδόπουλος', ['δημητρης', 'ΔΗΜΗΤΡΗΣ', 'Παπαδοπουλος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ', 'παπαδοπουλοσ', 'παπ δημ']],
    ['ΔΗΜΗΤΡΗΣ ΝΙΚΟΛΆΟΥ', ['Δημήτρης', 'νικολαου']],
    ['Фёдор Соловьёв', ['федор', 'Фёдор', 'ФЕДОР', 'соловьев', 'соловьёв фед']],
    ['Федор Соловьев', ['фёдор', 'Соловьёв']],
    ['Николай Мар’янович', ['николай', 'николаи', 'НИКОЛАЙ', "мар'ян", 'марян']],
    ['Ґалаґан Юлія', ['галаган', 'юлія', 'ЮЛІЯ']],
    ['Айгүл Қасымова', ['айгул', 'касымова']],
  ]);
});

describe('Arabic and Persian', () => {
  check([
    ['أحمد الحسن', ['احمد', 'أحمد', 'إحمد', 'الحسن', 'حسن', 'الح', 'حس', 'احمد حسن', 'أَحْمَد', 'أحـــمد'], ['محمد']],
    ['احمد حسن', ['أحمد', 'الحسن']],
    ['فاطمة المصري', ['فاطمه', 'فاطمة', 'المصرى', 'المصری', 'مصري', 'المصري فاط']],
    ['لمياء لاشين', ['لمياء', 'لميا', 'لاشین']],
    [
      'عبد الرحمن السيد',
      ['عبدالرحمن', 'عبد الرحمن', 'عبد الر', 'الرحمن', 'رحمن', 'سيد', 'السيد عبد', 'عبدالرحمن السيد'],
    ],
    ['عبدالرحمن السيد', ['عبد الرحمن', 'عبدالرحمن', 'عبد ال', 'الرحمن', 'رحمن']],
    ['محمد عبد اللطيف', ['عبداللطيف', 'لطيف', 'محمد ع', 'عبد اللطيف محمد']],
    ['نورالدين يوسف', ['نور الدين', 'نورالدين', 'الدين']],
    ['مؤمن رئيس', ['مومن', 'مؤمن', 'رييس', 'رئيس']],
    ['آرش گل‌محمدی', ['گل', 'گلمحمدی', 'محمدی', 'گل‌محمدی', 'گل محمدی', 'گل‌محمدي', 'ارش', 'آرش گل']],
    ['آرش گلمحمدی', ['گل‌محمدی', 'گل محمدی']],
    ['آرش گل محمدی', ['گل‌محمدی', 'گلمحمدی']],
    ['کیوان رضایی', ['كيوان', 'کیوان', 'رضائی', 'رضايي']],
    ['ﻣﺤﻤﺪ', ['محمد']],
  ]);
});

describe('Hebrew', () => {
  check([
    ['נועה כהן', ['נועה', 'כהן', 'כהן נועה', 'נוֹעָה', 'כהנ', 'כה']],
    ['יוֹסֵף מִזְרָחִי', ['יוסף', 'מזרחי']],
    ['תמר בן־דוד', ['בן דוד', 'בן-דוד', 'דוד', 'בנדוד']],
  ]);
});

describe('scripts of India, Thailand and Ethiopia', () => {
  check([
    ['श्रुति शर्मा', ['श्र', 'श्रुति', 'शर्मा', 'शर्मा श्रु'], ['शरमा']],
    ['आनन्द फ़िरोज़', ['आनंद', 'आनन', 'आनन्', 'आनन्द', 'फिरोज', 'फ़िरोज़', 'फ\u093cिरोज\u093c']],
    ['आनंद आकाँक्षा', ['आनन्द', 'आकांक्षा']],
    ['সুমাইয়া চৌধুরী', ['সুমাইয়া', 'সুমাই\u09df\u09be', 'সুমাই\u09af\u09bc\u09be', 'চৌ', 'চ\u09c7\u09d7ধুরী']],
    ['கொற்றவை முருகன்', ['கொ', 'க\u0bc6\u0bbe', 'முருகன்']],
    ['กฤษณ์ ศรีสุวรรณ', ['กฤษณ', 'กฤษณ์', 'ศรี', 'ศรีสุ กฤ'], ['กฤษ ณัฐ']],
    ['คำแก้ว', ['คำ', 'คํา', 'คำเเก้ว']],
    ['ኃይሌ ገብረማርያም', ['ሃይሌ', 'ሀይሌ', 'ኃይሌ', 'ገብረ', 'ገብረማርያም ሃይ'], ['ሂይሌ']],
    ['ሰላም ተስፋዬ', ['ሰላም', 'ሠላም', 'ተስፋዬ ሰ']],
  ]);
});

describe('Chinese, Japanese and Korean', () => {
  check([
    [
      '刘子涵',
      ['刘', '子', '涵', '子涵', '刘子', '刘子涵', '刘 子涵', '子涵 刘', '劉子涵', '刘　子涵'],
      ['子刘', '涵子'],
    ],
    ['王 子涵', ['王子涵', '王子', '子涵 王']],
    ['田中さくら', ['田中', 'さくら', 'サクラ', 'ｻｸﾗ', 'くら', '田中さ', '田中サクラ', '田中 さくら', 'さk', 'さku']],
    ['さくら 田中', ['田中さくら', '田中']],
    ['ジョン・スミス', ['じょん', 'ｼﾞｮﾝ', 'スミス', 'ジョンスミス', 'ジョン・ス', 'ジョン スミス']],
    ['渡邊結衣', ['渡辺', '渡邉', '渡辺結衣', '結']],
    ['髙橋蓮', ['高橋', '高橋蓮', '髙']],
    ['葛\u{e0100}城蓮', ['葛城']],
    ['佐々木蓮', ['佐々木', '木蓮']],
    ['최시우', ['최', '최시우', '시우', '우', '최 시우', '시우 최', '최시우'.normalize('NFD')], ['최우']],
    ['김 서연', ['김서연', '김서', '서연김', '서연', '김']],
    ['서연 김', ['김서연', '김 서연']],
    ['김Seoyeon', ['김', 'seo', '김 seo']],
  ]);

  test('a Korean name stays found at every key that types it', () => {
    const states: [string, string[]][] = [
      ['김서연', ['ㄱ', '기', '김', '김ㅅ', '김서', '김성', '김서여', '김서연']],
      ['서연', ['ㅅ', '서', '성', '서여', '서연']],
      ['기민', ['ㄱ', '기', '김', '기미', '기민']],
      ['박서연', ['바', '박', '밗', '박서', '박성', '박서여', '박서연']],
      ['과수원', ['고', '과', '괏', '과수', '과숭', '과수우', '과수워', '과수원']],
      ['최예준', ['초', '최', '쵱', '최여', '최예', '최옞', '최예주', '최예준']],
    ];
    for (const [name, typed] of states)
      for (const state of typed) expect(finds(state, name), `${state} for ${name}`).toBe(true);
    expect(finds('ㅅ', '김서연')).toBe(true);
    expect(finds('김ㅎ', '김서연')).toBe(false);
  });

  test('a Korean name is found by its initial consonants, as the keyboard may cluster them', () => {
    for (const query of ['ㄱㅅㅇ', 'ㄱㅅ', 'ㄳ', 'ㅅㅇ']) expect(finds(query, '김서연'), query).toBe(true);
    expect(finds('ㄱㅇㅅ', '김서연')).toBe(false);
  });

  test('a family name typed alone is a whole token of the name', () => {
    expect(searchTokens('김서연')).toContain(queryTokens('김')[0]);
    expect(searchTokens('刘子涵')).toContain('刘');
  });
});

describe('identifiers', () => {
  const code = 'SEL25-00001-736313';
  const email = 'Si.Woo@example.org';

  test.each([
    'SEL25',
    'sel25-00001',
    ' SEL25-00001-736313 ',
    'sel2500001',
    'SEL25 00001',
    '최 SEL25-00001',
    'ＳＥＬ２５',
    'si.woo@',
    'SI.WOO@example.org',
  ])('are found by their beginning: %s', (query) => expect(finds(query, '최시우', code, email)).toBe(true));

  test.each(['00001', '736313', 'sel26', '김 SEL25-00001', 'example'])('and by nothing else: %s', (query) =>
    expect(finds(query, '최시우', code, email)).toBe(false),
  );

  test('do not come up for what begins a name', () => {
    expect(finds('sel', '최시우', code)).toBe(false);
    expect(finds('sel', 'Selma Rossi', code)).toBe(true);
    // A code without a digit is still found when it is asked for as one.
    expect(identifierToken('ABC-DEF').startsWith(identifierToken('abc-d'))).toBe(true);
  });

  test('a name with digits is found by them', () => {
    for (const query of ['team', 'team 2', '2', 'TEAM ٢']) expect(finds(query, 'Team 2')).toBe(true);
  });

  test('a text without letters and digits has no token', () => {
    for (const text of ['', '  ', '-', "'", '…', '\u200c']) {
      expect(identifierToken(text)).toBe('');
      expect(queryTokens(text)).toEqual([]);
      expect(searchTokens(text)).toEqual([]);
    }
  });
});

describe('whatever is typed', () => {
  const letters = fc.constantFrom(..."aäßıİøœéд ё김서연ㅅㄳ刘子さガ٣محمدةآ\u200c\u0640\u064b\u0301'’-.आनन्दก็ሰ@7 \u00a0");
  const text = fc.oneof(fc.string({ unit: letters, maxLength: 24 }), fc.string({ unit: 'binary', maxLength: 24 }));

  test('folding is done once', () => {
    fc.assert(fc.property(text, (value) => foldForSearch(foldForSearch(value)) === foldForSearch(value)));
  });

  test('a composed and a decomposed spelling fold alike', () => {
    fc.assert(
      fc.property(text, (value) => foldForSearch(value.normalize('NFD')) === foldForSearch(value.normalize('NFC'))),
    );
  });

  test('everybody is found by the whole name', () => {
    fc.assert(fc.property(text, (name) => queryTokens(name).length === 0 || finds(name, name)));
  });

  test('tokens are distinct, never empty and of bounded length', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 100 }), (value, times) => {
        const tokens = searchTokens(value.repeat(times));
        expect(new Set(tokens).size).toBe(tokens.length);
        for (const token of [...tokens, ...queryTokens(value.repeat(times))]) {
          expect(token).not.toBe('');
          expect(token.length).toBeLessThanOrEqual(48);
        }
      }),
    );
  });
});
