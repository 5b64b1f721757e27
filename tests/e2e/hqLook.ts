import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { byDayAndNight, cutTexts, faultsOf, outOfReach } from './accessibility';
import { root } from './application';

/** Pictures are kept beside the tests when they are asked for: they show the time of day, and would change with every run. */
const screens = process.env.KEEP_SCREENS ? path.join(root, 'tests/e2e/__screens__/hq') : null;

/** Where pictures go, if somebody wants to look at them. */
const lookAt = process.env.LOOK_AT;

/** By day and by night: axe finds nothing, nothing is cut or out of reach, and a picture is kept if asked for. */
export async function lookAtHq(page: Page, language: string, name: string, isDialog = false): Promise<void> {
  await byDayAndNight(page, async (scheme) => {
    const what = `${language} ${scheme} ${name}`;
    if (screens) {
      fs.mkdirSync(screens, { recursive: true });
      await page.screenshot({ path: path.join(screens, `${language}-${scheme}-${name}.jpg`), type: 'jpeg', quality: 60, animations: 'disabled' });
    }
    if (lookAt) await page.screenshot({ path: path.join(lookAt, `${language}-${scheme}-${name}.png`), animations: 'disabled' });
    expect.soft(scheme === 'light' ? await faultsOf(page) : await faultsOf(page, ['color-contrast']), what).toEqual([]);
    if (scheme === 'light') {
      // What lies behind a dialog is not to be reached.
      if (!isDialog) expect.soft(await outOfReach(page), what).toEqual([]);
      expect.soft(await cutTexts(page, 'select, input'), what).toEqual([]);
    }
  });
}
