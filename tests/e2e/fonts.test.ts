import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Application, openApplication, preparedData, ready } from './application';

let application: Application;
let kiosk: Page;
const refused: string[] = [];

beforeAll(async () => {
  application = await openApplication({ data: await preparedData(), args: ['--kiosk=station=Entrance'], env: { KIOSK_WITHOUT_DESK: '1' } });
  kiosk = await application.window('kiosk');
  kiosk.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  await ready(kiosk);
});
afterAll(async () => {
  await application?.close();
});

/** The bundled families of which a slice has been loaded, and how many slices. */
function loaded(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    const slices: Record<string, number> = {};
    for (const face of document.fonts) {
      const family = face.family.replaceAll('"', '');
      if (face.status === 'loaded') slices[family] = (slices[family] ?? 0) + 1;
    }
    return slices;
  });
}

/** Writes a text into the page and asks the browser which fonts it is drawn with. */
async function fontsOf(page: Page, text: string, lang?: string): Promise<string[]> {
  await page.evaluate(async ([text, lang]) => {
    document.querySelector('#specimen')?.remove();
    const specimen = document.createElement('p');
    specimen.id = 'specimen';
    if (lang) specimen.lang = lang;
    specimen.textContent = text as string;
    document.body.append(specimen);
    // Drawing asks for the slices; only then is there something to be ready.
    specimen.getBoundingClientRect();
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await document.fonts.ready;
  }, [text, lang] as const);
  const inspector = await page.context().newCDPSession(page);
  try {
    await inspector.send('DOM.enable');
    await inspector.send('CSS.enable');
    const { root } = await inspector.send('DOM.getDocument');
    const { nodeId } = await inspector.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#specimen' });
    const { fonts } = await inspector.send('CSS.getPlatformFontsForNode', { nodeId });
    return fonts.map((font) => `${font.familyName}${font.isCustomFont ? '' : ' (system)'}`).sort();
  } finally {
    await inspector.detach();
  }
}

describe('fonts', () => {
  test('a page loads the slices it shows, not the families', async () => {
    await expect.poll(() => kiosk.evaluate(() => document.fonts.size)).toBeGreaterThan(200);
    await expect.poll(async () => (await loaded(kiosk))['Noto Sans Variable']).toBeGreaterThanOrEqual(1);
    const slices = await loaded(kiosk);
    expect(Object.values(slices).reduce((sum, each) => sum + each, 0)).toBeLessThan(30);
  });

  test('names of any custom are drawn with the bundled fonts, also side by side', async () => {
    const cases: [string, string | undefined, string[]][] = [
      ['Anna Bauer, Zoë Çelik, Łukasz', undefined, ['Noto Sans']],
      ['Γιώργος Παπαδόπουλος', undefined, ['Noto Sans']],
      ['Олександра Їжакевич', undefined, ['Noto Sans']],
      ['Nguyễn Thị Ánh Tuyết', undefined, ['Noto Sans']],
      ['محمد الأحمد', 'ar', ['Noto Sans Arabic']],
      ['최시우', 'ko', ['Noto Sans KR']],
      ['王小明', 'zh', ['Noto Sans SC']],
      ['최시우', undefined, ['Noto Sans KR']],
      ['王小明', undefined, ['Noto Sans SC']],
      // The same Han letters, drawn as each language draws them.
      ['骨', 'ko', ['Noto Sans KR']],
      ['骨', 'zh', ['Noto Sans SC']],
      // A rare letter of a Chinese name inside a Korean page.
      ['喆玥', 'zh', ['Noto Sans SC']],
    ];
    for (const [text, lang, families] of cases) {
      const used = (await fontsOf(kiosk, text, lang)).map((family) => family.replace(/ (Variable|Thin|Regular)$/, ''));
      expect(used.filter((family) => family.endsWith('(system)')), text).toEqual([]);
      for (const family of families) expect(used, `${text} ${lang}`).toContain(family);
    }
  });

  test('the application serves them as fonts, and its policy refuses nothing', async () => {
    const served = await kiosk.evaluate(async () => {
      const addresses = Array.from(document.styleSheets).flatMap((sheet) =>
        Array.from(sheet.cssRules)
          .filter((rule) => rule instanceof CSSFontFaceRule)
          .map((rule) => new URL(/url\("?([^")]+)/.exec((rule as CSSFontFaceRule).style.getPropertyValue('src'))?.[1] ?? '', sheet.href ?? '').href),
      );
      const response = await fetch(addresses[0] as string);
      return { addresses, type: response.headers.get('content-type'), status: response.status };
    });
    expect(served).toMatchObject({ type: 'font/woff2', status: 200 });
    expect(served.addresses.length).toBeGreaterThan(200);
    for (const address of served.addresses) expect(address).toMatch(/^app:\/\/kiosk\/assets\/[^/]+\.woff2$/);
    expect(refused).toEqual([]);
  });
});
