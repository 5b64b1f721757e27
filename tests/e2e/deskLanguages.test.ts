import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byDayAndNight, cutTexts, faultsOf, outOfReach, stillness } from './accessibility';
import { type Application, freshData, openApplication, ready, root, roster, speak } from './application';
import { wedge } from './wedge';

/** Pictures are kept beside the tests when they are asked for: they show the time of day, and would change with every run. */
const screens = process.env.KEEP_SCREENS ? path.join(root, 'tests/e2e/__screens__/desk') : null;
/** Those that are kept, unless `KEEP_SCREENS=all` asks for every one. */
const pictured = ['overview', 'roster', 'attendee', 'import-report'];

/** A list with one of each kind of mistake that people make. */
const faulty = [
  'registration_id,full_name,email,birth_date,language,consent_data,ticket_code',
  'T-1,Zdeněk Příhoda,prihoda@example.org,2001-07-24,de,yes,T-1-1',
  'T-2,,nobody@example.org,2001-07-24,de,yes,T-2-1',
  'T-1,Eva Nováková,eva@example.org,2000-01-31,de,yes,T-3-1',
  'T-4,서연 김,not an address,31/02/2001,tlh,maybe,1.2345E+24',
  'T-5,ليلى المصري,layla@example.org,13/04/2001,ar,yes,T-1-1',
].join('\n');

const dialog = '[role="dialog"]';

let application: Application;
let desk: Page;

beforeAll(async () => {
  application = await openApplication({ args: ['--sample', '--kiosk=station=Entrance 2'] });
  desk = await application.window('desk');
  await desk.setViewportSize({ width: 1366, height: 768 });
  await ready(desk);
  const kiosk = await application.window('kiosk');
  await ready(kiosk);
  const codes = fs.readFileSync(roster, 'utf8').split('\n').slice(1, 8).map((line) => line.split(',')[1] as string);
  for (const code of [...codes, codes[3] as string, 'NOBODY-1']) {
    const before = await desk.getByTestId('scan').count();
    await wedge(kiosk, code);
    await desk.getByTestId('scan').nth(before).waitFor();
  }
}, 60_000);
afterAll(() => application?.close());

/** By day and by night: axe finds nothing, nothing is cut or out of reach, and a picture is kept if asked for. */
async function look(language: string, name: string): Promise<void> {
  await byDayAndNight(desk, async (scheme) => {
    const what = `${language} ${scheme} ${name}`;
    if (screens && (process.env.KEEP_SCREENS === 'all' || pictured.includes(name))) {
      fs.mkdirSync(screens, { recursive: true });
      await desk.screenshot({ path: path.join(screens, `${language}-${scheme}-${name}.jpg`), type: 'jpeg', quality: 55, animations: 'disabled' });
    }
    // All of axe once as it is written and once mirrored; the contrast of both schemes with every language's words.
    const whole = scheme === 'light' && (language === 'en' || language === 'ar');
    expect.soft(whole ? await faultsOf(desk) : await faultsOf(desk, ['color-contrast']), what).toEqual([]);
    if (scheme === 'light') {
      // What lies behind a dialog is not to be reached.
      const within = (await desk.locator(dialog).count()) > 0 ? dialog : 'body';
      expect.soft(await outOfReach(desk, { within }), what).toEqual([]);
      expect.soft(await cutTexts(desk), what).toEqual([]);
    }
  });
}

async function closeDialog(): Promise<void> {
  const before = await desk.locator(dialog).count();
  await desk.keyboard.press('Escape');
  await expect.poll(() => desk.locator(dialog).count()).toBe(before - 1);
}

describe.each(['en', 'de', 'ko', 'ar'])('the desk in %s', (language) => {
  test('every tab', async () => {
    await speak(desk, language);
    for (const tab of ['overview', 'roster', 'agenda', 'station', 'out']) {
      await desk.getByTestId(`tab-${tab}`).click();
      if (tab === 'roster') await desk.getByTestId('roster-row').first().waitFor();
      await look(language, tab);
    }
  });

  test('the card of an attendee, and the reason for what is done there', async () => {
    await desk.getByTestId('tab-roster').click();
    await desk.getByTestId('roster-search').fill('SEL25-00001');
    await expect.poll(() => desk.getByTestId('roster-row').count()).toBe(1);
    await desk.getByTestId('roster-row').first().getByRole('button').click();
    await desk.getByTestId('attendee-name').waitFor();
    await stillness(desk);
    // It comes from where the lines end, and is there once it has stopped moving.
    const drawer = async (): Promise<number> => {
      const box = await desk.locator('.mantine-Drawer-content').boundingBox();
      return Math.round(language === 'ar' ? box!.x : box!.x + box!.width);
    };
    await expect.poll(drawer).toBe(language === 'ar' ? 0 : 1366);
    await look(language, 'attendee');
    await desk.getByTestId('action-block').click();
    await desk.getByTestId('reason').waitFor();
    await look(language, 'reason');
    await closeDialog();
    await closeDialog();
    await desk.getByTestId('roster-search').fill('');
  });

  test('the import, before and after a file with mistakes', async () => {
    await desk.getByTestId('import-roster').click();
    await desk.getByTestId('import').waitFor();
    await look(language, 'import');
    await desk.getByTestId('import').locator('input[type=file]').or(desk.locator('input[type=file]')).first()
      .setInputFiles({ name: 'teilnehmende-참가자-المشاركون.csv', mimeType: 'text/csv', buffer: Buffer.from(faulty) });
    const at = (step: string): Promise<void> => desk.locator(`[data-testid="import"][data-step="${step}"]`).waitFor();
    await at('reviewing');
    await look(language, 'import-report');
    await closeDialog();
  });

  test('the workshop, the notices, the state of the computer and the languages', async () => {
    await desk.getByTestId('workshop-details').click();
    await desk.getByTestId('workshop-form').waitFor();
    await look(language, 'workshop');
    await closeDialog();
    for (const popover of ['notices', 'status', 'language']) {
      await desk.getByTestId(popover).click();
      await desk.locator(dialog).waitFor();
      await look(language, popover);
      await closeDialog();
    }
  });
});

test('the language is kept, and a first start has the screen of a first start in it', async () => {
  await speak(desk, 'ar');
  const { data } = application;
  await application.close();
  application = await openApplication({ data });
  desk = await application.window('desk');
  await ready(desk);
  expect(await desk.evaluate(() => document.documentElement.dir)).toBe('rtl');
  expect(await desk.getByTestId('tab-roster').innerText()).toBe('قائمة المشاركين');
  await application.close();

  application = await openApplication({ data: freshData() });
  desk = await application.window('desk');
  await desk.setViewportSize({ width: 1366, height: 768 });
  await desk.getByTestId('start').waitFor();
  for (const language of ['en', 'de', 'ko', 'ar']) {
    await speak(desk, language);
    await look(language, 'start');
  }
});
