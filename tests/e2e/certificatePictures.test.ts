import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decode, encode } from 'fast-png';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CertificateFacts, pageOf } from '@shared/certificateDesign/pageOf';
import { certificateDesign, certificateWords } from '@shared/contract/certificateDesign';
import { designNames } from '@shared/contract/designSettings';
import { programme as programmeFile } from '@shared/contract/programme';
import type { Language } from '@shared/contract/values';
import type { Page, PageItem } from '@shared/typesetting/document';
import { startPdf } from '@shared/typesetting/pdfDocument';
import type { Typesetter } from '@shared/typesetting/typesetter';
import { bundledTypesetter, facts as about, hasPoppler } from '../unit/typesetting/typesetting';

/**
 * Certificates in every design with a name of every script, as they come out of their PDF: nothing of a name is cut off,
 * and it touches nothing else. With KEEP_SCREENS, a small picture of each is kept for somebody to look at, and sheets of
 * all of them where LOOK_AT says.
 */

const repository = path.resolve(import.meta.dirname, '../..');
const json = (...parts: string[]): unknown => JSON.parse(fs.readFileSync(path.join(repository, 'resources', ...parts), 'utf8'));
const words = v.parse(certificateWords, json('certificates', 'words.json'));
const designs = designNames.map((name) => ({ name, design: v.parse(certificateDesign, json('certificates', `${name}.json`)) }));
const { certificates: rules, name: programme, workshopName } = v.parse(programmeFile, json('programme', 'programme.json'));

/** A name of each script with much above and below its letters; the language of the certificate, and of the name. */
const names: [script: string, name: string, language: Language, nameLanguage?: string][] = [
  ['latin', 'Świętosława Ďuriš Ňögerçınlı', 'en'],
  ['greek', 'Ευφροσύνη Ἀγγελοπούλου', 'en'],
  ['cyrillic', 'Ґалина Їжакевич-Щербакова', 'en'],
  ['arabic', 'عَبدُ الرَّحمٰن مُحَمَّد', 'ar'],
  ['persian', 'سید مهدی حسینی\u200cنژاد', 'en', 'fa'],
  ['urdu', 'فاطمہ بھٹو ٹیپو', 'en', 'ur'],
  ['hebrew', 'נֹעָה מִזְרָחִי', 'en', 'he'],
  ['devanagari', 'ज्ञानेश्वरी कृष्ण त्रिपाठी', 'en', 'hi'],
  ['bengali', 'রবীন্দ্রনাথ সুমাইয়া চৌধুরী', 'en', 'bn'],
  ['tamil', 'ஸ்ரீனிவாசன் கிருஷ்ணன்', 'en', 'ta'],
  ['thai', 'กิ่งกาญจน์ น้ำผึ้ง', 'en', 'th'],
  ['ethiopic', 'ኃይሌ ገብረ ሥላሴ', 'en', 'am'],
  ['korean', '최시우 제갈빛나라', 'ko'],
  ['simplified-chinese', '欧阳娜娜 刘子涵', 'zh'],
  ['traditional-chinese', '歐陽菲菲 黃國樑', 'zh', 'zh-Hant'],
  ['japanese', '渡邉さくら 髙橋ケンジ', 'en', 'ja'],
  ['vietnamese', 'Nguyễn Thị Hường Ngọc Ánh', 'en', 'vi'],
  ['mixed', '김서연 Maëlys (محمد) Ünal', 'en'],
  ['khmer', 'ព្រះបាទ នរោត្តម សីហនុ', 'en', 'km'],
  ['burmese', 'အောင်ဆန်းစုကြည် မြတ်သီရိ', 'en', 'my'],
  ['georgian', 'ნინო ჭავჭავაძე', 'en', 'ka'],
  ['armenian', 'Հովհաննես Տեր-Պետրոսյան', 'en', 'hy'],
  ['sinhala', 'ශ්\u200dරී චන්ද්\u200dරිකා බණ්ඩාරනායක', 'en', 'si'],
  ['gujarati', 'શ્રદ્ધા કૃષ્ણકાંત ત્રિવેદી', 'en', 'gu'],
  ['telugu', 'జ్ఞానప్రసూనాంబ శ్రీనివాస', 'en', 'te'],
  ['kannada', 'ಜ್ಞಾನೇಶ್ವರ ಕೃಷ್ಣಪ್ಪ ಹೆಗ್ಗಡೆ', 'en', 'kn'],
  ['malayalam', 'കൃഷ്ണൻകുട്ടി നമ്പൂതിരി', 'en', 'ml'],
  ['lao', 'ຄຳໄຕ ສີພັນດອນ', 'en', 'lo'],
  ['tibetan', 'སྒྲོལ་མ་དབྱངས་ཅན་རྒྱལ་མཚན', 'en', 'bo'],
];
const award = { en: 'Best City Project', ar: 'أفضل مشروع للمدينة', ko: '최우수 도시 프로젝트' };

function factsOf(name: string, language: Language, nameLanguage: string, more: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    kind: 'co_signed', award: null, name, language, nameLanguage, number: 'CSHY-XFPB-NDXP', qrText: `CHAMPIONS-CERTIFICATE:${'K4A'.repeat(65)}`, issuer: rules?.issuer ?? '', programme,
    workshop: workshopName, city: 'Seoul', firstDay: '2025-09-24', lastDay: '2025-09-25', issuedOn: '2025-09-26', attended: 7, of: 8,
    signers: rules?.signers.map((signer, at) => ({ ...signer, name: ['Zdeněk Příhoda', '오세훈'][at] ?? '' })) ?? [], ...more,
  };
}

let typesetter: Typesetter;
let folder: string;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-pictures-'));
  typesetter = await bundledTypesetter();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Pages as pictures, in colour or grey. */
async function drawn(pages: readonly Page[], dpi: number, channels: 1 | 3): Promise<Picture[]> {
  const document = startPdf(typesetter, about);
  for (const page of pages) {
    for (const { missing, belowSmallest } of await document.addPage(page)) expect({ missing, belowSmallest }).toEqual({ missing: [], belowSmallest: false });
  }
  const file = path.join(folder, 'pages.pdf');
  fs.writeFileSync(file, document.finish());
  execFileSync('pdftoppm', ['-r', String(dpi), ...(channels === 1 ? ['-gray'] : []), '-png', file, path.join(folder, 'page')]);
  const files = fs.readdirSync(folder).filter((each) => each.endsWith('.png')).sort();
  return files.map((each) => {
    const { width, height, data, channels: given } = decode(fs.readFileSync(path.join(folder, each)));
    fs.rmSync(path.join(folder, each));
    const pixels = channels === given ? data : data.filter((_, at) => at % given === 0);
    return { width, height, data: Uint8Array.from(pixels) };
  });
}

/** Pictures of one size on one sheet. */
function sheetOf(pictures: readonly Picture[], columns: number, channels: 1 | 3): Uint8Array {
  const [{ width, height }] = pictures as [Picture];
  const rows = Math.ceil(pictures.length / columns);
  const data = new Uint8Array(width * columns * height * rows * channels).fill(255);
  pictures.forEach((picture, at) => {
    for (let y = 0; y < height; y++) {
      const row = picture.data.subarray(y * width * channels, (y + 1) * width * channels);
      data.set(row, ((Math.floor(at / columns) * height + y) * width * columns + (at % columns) * width) * channels);
    }
  });
  return encode({ width: width * columns, height: height * rows, channels, depth: 8, data });
}

const inked = 200;
const dpi = 72;

/** How many pixels of a name are also inked by something else, or lie outside of its room: across, letters may hang over a little. */
function faultsIn(name: Picture, rest: Picture, room: { x: number; y: number; width: number; height: number }): { covered: number; outside: number; ink: number } {
  let [covered, outside, ink] = [0, 0, 0];
  const [left, top, right, bottom] = [room.x, room.y, room.x + room.width, room.y + room.height].map((mm) => (mm / 25.4) * dpi) as [number, number, number, number];
  for (let y = 0; y < name.height; y++) {
    for (let x = 0; x < name.width; x++) {
      const at = y * name.width + x;
      if ((name.data[at] as number) >= inked) continue;
      ink += 1;
      if ((rest.data[at] as number) < inked) covered += 1;
      if (x < left - 3 || x > right + 3 || y < top - 1 || y > bottom + 1) outside += 1;
    }
  }
  return { covered, outside, ink };
}

describe.skipIf(!hasPoppler).each(designs)('$name', ({ name: designName, design }) => {
  test('a name of every script is whole, and touches nothing', async () => {
    const pages = names.flatMap(([, name, language, nameLanguage = language]) => {
      const page = pageOf(design, factsOf(name, language, nameLanguage), words, 'A4');
      const isName = (item: PageItem): boolean => item.kind === 'text' && item.text === name;
      // Grounds and ornaments are behind it; what it may not touch is text and lines.
      const rest = page.items.filter((item) => !isName(item) && (item.kind !== 'path' || item.fill === undefined));
      return [{ ...page, items: page.items.filter(isName) }, { ...page, items: rest }];
    });
    const pictures = await drawn(pages, dpi, 1);
    const faulty = names.flatMap(([script], at) => {
      const [item] = (pages[2 * at] as Page).items;
      const faults = faultsIn(pictures[2 * at] as Picture, pictures[2 * at + 1] as Picture, item as never);
      return faults.ink > 200 && faults.covered === 0 && faults.outside === 0 ? [] : [{ script, ...faults }];
    });
    expect(faulty).toEqual([]);
  });

  test('a name that slips onto a line, or out of its room, is found', async () => {
    const { items, size } = pageOf(design, factsOf('최시우', 'ko', 'ko'), words, 'A4');
    const name = items.find((item) => item.kind === 'text' && item.text === '최시우') as Extract<PageItem, { kind: 'text' }>;
    const line = items.find((item) => item.kind === 'text' && item.text.includes('수료하였기에')) as typeof name;
    const [slipped, rest] = await drawn([{ size, items: [{ ...name, y: line.y + line.height / 2 - name.height / 2 }] }, { size, items: [line] }], dpi, 1);
    const faults = faultsIn(slipped as Picture, rest as Picture, name);
    expect(faults.covered).toBeGreaterThan(20);
    expect(faults.outside).toBeGreaterThan(20);
  });

  test.runIf(process.env.LOOK_AT)('on a sheet, to be looked at', async () => {
    const pages = names.map(([, name, language, nameLanguage = language]) => pageOf(design, factsOf(name, language, nameLanguage), words, 'A4'));
    const pictures = await drawn(pages, 45, 3);
    for (let from = 0; from < pictures.length; from += 10) {
      fs.writeFileSync(path.join(process.env.LOOK_AT as string, `${designName}-${from / 10}.png`), sheetOf(pictures.slice(from, from + 10), 2, 3));
    }
    const awards = (['en', 'ko', 'ar'] as const).map((language) => pageOf(design, factsOf({ en: 'Mary-Kate O’Hamilton', ko: '최시우', ar: 'لمياء المصري' }[language], language, language, { kind: 'award', award }), words, 'A4'));
    fs.writeFileSync(path.join(process.env.LOOK_AT as string, `${designName}-awards.png`), sheetOf(await drawn(awards, 80, 3), 1, 3));
  });
});

test.runIf(process.env.KEEP_SCREENS && hasPoppler)('a certificate of every script in every design is kept as a picture', async () => {
  const kept = path.join(import.meta.dirname, '__screens__', 'certificates');
  fs.mkdirSync(kept, { recursive: true });
  for (const [script, name, language, nameLanguage = language] of names) {
    const pages = designs.map(({ design }) => pageOf(design, factsOf(name, language, nameLanguage), words, 'A4'));
    fs.writeFileSync(path.join(kept, `${script}.png`), sheetOf(await drawn(pages, 30, 1), 3, 1));
  }
  const pages = designs.map(({ design }) => pageOf(design, factsOf('최시우', 'ko', 'ko', { kind: 'award', award }), words, 'A4'));
  fs.writeFileSync(path.join(kept, 'award.png'), sheetOf(await drawn(pages, 30, 1), 3, 1));
});
