import type { Page } from 'playwright';
import { expect } from 'vitest';

/** How computers come to exchange what they have, by their screens alone. */

const passphrase = 'for this test';
const patience = { timeout: 60_000 };

/** Switches a hub on, on this machine alone, and gives the line of a computer that it lets in. The page of connections is shown. */
export async function hubOn(page: Page, name: string, relay: boolean): Promise<string> {
  await page.getByTestId('hub-host').selectOption('127.0.0.1');
  await page.getByTestId('hub-port').fill('0');
  await page.getByTestId('hub-name').fill(name);
  await page.getByTestId('hub-start').click();
  await expect.poll(() => page.getByTestId('hub').getAttribute('data-running'), patience).toBe('true');
  if (relay) await page.getByTestId('hub-relay').check();
  await page.getByTestId('hub-enrol').click();
  return page.getByTestId('hub-line').inputValue();
}

/** Lets a computer in with the hub's line. From then on it exchanges by itself. */
export async function enrol(page: Page, line: string, name: string): Promise<void> {
  await page.getByTestId('sync-line').fill(line);
  await page.getByTestId('sync-own-name').fill(name);
  await page.getByTestId('sync-enrol').click();
  await expect.poll(async () => (await page.getByTestId('sync-passphrase').count()) + (await page.getByTestId('sync-remote').count()), patience).toBeGreaterThan(0);
  if ((await page.getByTestId('sync-remote').count()) === 0) {
    await page.getByTestId('sync-passphrase').fill(passphrase);
    await page.getByTestId('sync-unlock-button').click();
    await page.getByTestId('sync-enrol').click();
  }
  await page.getByTestId('sync-remote').waitFor(patience);
}
