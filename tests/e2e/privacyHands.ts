import path from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { faultsOf, stillness } from './accessibility';
import { their } from './erasing';

/** What tests of the desk's privacy share. */

/** PINs are made dear to guess, and test machines are busy. */
export const patience = { timeout: 20_000 };

/** The card of the one who is erased. */
export async function openCard(desk: Page): Promise<void> {
  await desk.getByTestId('tab-roster').click();
  await desk.getByTestId('roster-search').fill(their.id);
  await expect.poll(() => desk.getByTestId('roster-row').count(), patience).toBe(1);
  await desk.getByTestId('roster-row').first().click();
  await desk.getByTestId('attendee-name').waitFor();
}

export async function looksRight(page: Page, name: string): Promise<void> {
  await stillness(page);
  expect(await faultsOf(page)).toEqual([]);
  if (process.env.KIOSK_PICTURES) await page.screenshot({ path: path.join(process.env.KIOSK_PICTURES, `${name}.png`) });
}
