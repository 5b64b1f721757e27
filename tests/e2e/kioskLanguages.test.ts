import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages } from '@shared/contract/values';
import { faultsOf, outOfReach, stillness } from './accessibility';
import { root } from './application';
import { day, openKiosk, typeDate } from './kioskVisitor';

/** Pictures are kept beside the tests when they are asked for: they show the time of day, and would change with every run. */
const screens = process.env.KEEP_SCREENS ? path.join(root, 'tests/e2e/__screens__') : null;

describe('every language', () => {
  test.each(languages)('%s: the main flow, with nothing that axe finds, and a picture of each screen', async (language) => {
    const page = await openKiosk();
    await page.setViewportSize({ width: 1280, height: 800 });
    const look = async (name: string): Promise<void> => {
      await page.evaluate(() => document.fonts.ready);
      await stillness(page);
      if (screens) {
        fs.mkdirSync(screens, { recursive: true });
        await page.screenshot({ path: path.join(screens, `${language}-${name}.jpg`), type: 'jpeg', quality: 82, animations: 'disabled', caret: 'initial' });
      }
      expect(await faultsOf(page), `${language} ${name}`).toEqual([]);
      expect(await outOfReach(page), `${language} ${name}`).toEqual([]);
    };
    await page.getByTestId(`language-${language}`).click();
    await expect.poll(() => page.evaluate(() => [document.documentElement.lang.slice(0, 2), document.documentElement.dir])).toEqual([language, language === 'ar' ? 'rtl' : 'ltr']);
    await look('1-waiting');
    await page.getByTestId('by-name').click();
    await page.getByTestId('name-field').fill('mül');
    await page.getByTestId('match').first().waitFor();
    await look('2-name');
    await page.getByTestId('match').first().click();
    await look('3-proof');
    await page.getByTestId('back').click();
    await page.getByTestId('name-field').fill('příhod');
    await page.getByTestId('match').first().click();
    await typeDate(page, '2001-07-24');
    await page.getByTestId('proof-confirm').click();
    await page.getByTestId('screen-answer').waitFor();
    await look('4-answer');
    await page.getByTestId('screen-welcome').waitFor();
    await look('5-welcome');
    await page.getByTestId('done').click();
    await page.getByTestId(`language-${language}`).click();
    await page.getByTestId('walk-in').click();
    await page.getByTestId('field-fullName').fill('Zoë Ångström');
    await look('6-walk-in');
    await page.getByTestId('next').click();
    await typeDate(page, '2001-02-28');
    await page.getByTestId('field-email').fill('zoe@example.org');
    await look('7-walk-in-contact');
    await page.getByTestId('next').click();
    await page.getByTestId('next').click();
    await look('8-walk-in-consent');
    await page.keyboard.press('Escape');
    await page.getByTestId(`language-${language}`).click();
    await page.getByTestId('agenda').click();
    await page.getByTestId('session').first().waitFor();
    await look('9-agenda');
    await page.getByTestId('help').click();
    await look('10-help');
  });
});

describe('by night, and with larger text', () => {
  test.each([[1280, 800], [1920, 1080], [1080, 1920]])('%i × %i: nothing is out of reach, and axe finds nothing', async (width, height) => {
    const page = await openKiosk(`${day}&language=de`, 'yes');
    await page.setViewportSize({ width, height });
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark');
    const look = async (name: string): Promise<void> => {
      await stillness(page);
      expect(await outOfReach(page, { screenMayScroll: name.includes('larger') }), name).toEqual([]);
      expect(await faultsOf(page), name).toEqual([]);
    };
    for (const larger of [false, true]) {
      const suffix = larger ? ', larger' : '';
      const open = async (testId: string): Promise<void> => {
        await page.keyboard.press('Escape');
        await page.getByTestId('screen-waiting').waitFor();
        if (larger) await page.getByTestId('text-size').click();
        if (larger) await expect.poll(() => page.getByTestId('text-size').getAttribute('aria-pressed')).toBe('true');
        await page.getByTestId(testId).click();
      };
      if (larger) await page.getByTestId('text-size').click();
      await look(`waiting${suffix}`);
      if (larger) await page.getByTestId('text-size').click();
      await open('by-name');
      await page.getByTestId('name-field').fill('mül');
      await page.getByTestId('match').first().waitFor();
      await look(`name${suffix}`);
      await open('walk-in');
      await look(`walk-in${suffix}`);
      await open('type-code');
      await look(`typing${suffix}`);
      await open('agenda');
      await page.getByTestId('session').first().waitFor();
      await look(`agenda${suffix}`);
      await open('staff');
      await look(`staff${suffix}`);
      await page.keyboard.press('Escape');
    }
  });
});
