import type { Page } from 'playwright';
import { expect } from 'vitest';
import { ready } from './application';

/** What people at the desk do, by its screen alone. */

/** PINs are made dear to guess, and test machines are busy. */
const patience = { timeout: 20_000 };

export const pins = { organizer: '2468', helper: '1357' } as const;

/** Unlocks a desk that has just been opened. */
export async function unlock(desk: Page): Promise<void> {
  await desk.getByTestId('desk-locked').waitFor(patience);
  await desk.getByTestId('enter-as').getByText('Organizer').click();
  await desk.getByTestId('enter-pin').fill(pins.organizer);
  await desk.getByTestId('enter-open').click();
  await ready(desk);
}

export async function handToHelper(desk: Page): Promise<void> {
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-as-helper').click();
  await desk.getByTestId('privacy-helper').waitFor(patience);
  await ready(desk);
}

export async function backToOrganizer(desk: Page): Promise<void> {
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-as-organizer').click();
  await desk.getByTestId('enter-pin').fill(pins.organizer);
  await desk.getByTestId('enter-open').click();
  await desk.getByTestId('privacy-helper').waitFor({ state: 'detached', ...patience });
  await ready(desk);
}

/** Saves a station on the page of stations, which is shown. */
export async function saveStation(desk: Page, name: string, target: string): Promise<void> {
  await desk.getByTestId('kiosk-station').fill(name);
  await desk.getByTestId('kiosk-target').selectOption(target);
  await desk.getByTestId('station-save').click();
  await expect.poll(() => desk.getByTestId('station-saved').innerText()).toContain(name);
}

/** Opens somebody's card, does something there, and closes it. */
async function onCard(desk: Page, id: string, deed: () => Promise<void>): Promise<void> {
  await desk.keyboard.press('Control+k');
  await desk.getByTestId('palette-search').fill(id);
  await desk.getByTestId('palette-person').filter({ hasText: id }).first().click();
  await desk.getByTestId('attendee-name').waitFor(patience);
  await deed();
  // What lay over the card a moment ago may still take the first one.
  const card = desk.getByTestId('attendee');
  await expect.poll(async () => {
    await desk.keyboard.press('Escape');
    return card.waitFor({ state: 'detached', timeout: 2_000 }).then(() => 'closed', () => 'open');
  }, patience).toBe('closed');
}

async function giveReason(desk: Page, why: string): Promise<void> {
  await desk.getByTestId('reason').fill(why);
  await desk.getByTestId('reason-confirm').click();
  await desk.getByTestId('reason-form').waitFor({ state: 'detached', ...patience });
}

/** In, or out for whoever is inside: judged as a scan. */
export function pass(desk: Page, id: string): Promise<void> {
  return onCard(desk, id, async () => {
    await desk.getByTestId('action-pass').click();
    await expect.poll(() => desk.getByTestId('action-said').getAttribute('data-good'), patience).toBe('true');
  });
}

export function override(desk: Page, id: string): Promise<void> {
  return onCard(desk, id, async () => {
    await desk.getByTestId('action-check-in').click();
    await giveReason(desk, 'the ticket is at home');
  });
}

/** Takes somebody's latest check-in back. */
export function voidLatest(desk: Page, id: string): Promise<void> {
  return onCard(desk, id, async () => {
    await desk.getByTestId('action-void').first().click();
    await giveReason(desk, 'another person of that name');
    await desk.locator('[data-testid="visit"][data-voided]').first().waitFor(patience);
  });
}

export function block(desk: Page, id: string): Promise<void> {
  return onCard(desk, id, async () => {
    await desk.getByTestId('action-block').click();
    await giveReason(desk, 'a bill is open');
    await desk.getByTestId('attendee-blocked').waitFor(patience);
  });
}

export function unblock(desk: Page, id: string): Promise<void> {
  return onCard(desk, id, async () => {
    await desk.getByTestId('action-unblock').click();
    await giveReason(desk, 'it is paid');
    await desk.getByTestId('attendee-blocked').waitFor({ state: 'detached', ...patience });
  });
}

export function cancel(desk: Page, id: string): Promise<void> {
  return onCard(desk, id, async () => {
    await desk.getByTestId('action-cancel').click();
    await giveReason(desk, 'they have written that they cannot come');
    await desk.getByTestId('attendee-cancelled').waitFor(patience);
  });
}

/** `other` is the same person as `id`, whose record is kept. */
export function merge(desk: Page, id: string, other: string): Promise<void> {
  return onCard(desk, id, async () => {
    await desk.getByTestId('action-merge').click();
    await desk.getByTestId('merge-search').fill(other);
    await desk.getByTestId('merge-choice').filter({ hasText: other }).click();
    await desk.getByTestId('merge-confirm').click();
    await expect.poll(() => desk.getByTestId('merged-from').innerText().catch(() => ''), patience).toContain(other);
  });
}

/** Writes another organisation on somebody's card. */
export function correct(desk: Page, id: string, organisation: string): Promise<void> {
  return onCard(desk, id, async () => {
    await desk.getByTestId('action-correct').click();
    await desk.getByTestId('correct-organisation').fill(organisation);
    await desk.getByTestId('correct-save').click();
    await desk.getByTestId('correct-form').waitFor({ state: 'detached', ...patience });
  });
}

/** Says at the desk that somebody is coming, for every call that waits. */
export async function answerCalls(desk: Page, count: number): Promise<void> {
  const waiting = (): Promise<string | null> => desk.getByTestId('help-requests').getAttribute('data-count');
  await expect.poll(waiting, patience).toBe(String(count));
  for (let left = count; left > 0; left--) {
    await desk.getByTestId('help-coming').first().click();
    await expect.poll(waiting, patience).toBe(String(left - 1));
  }
}

export async function delay(desk: Page, session: string, minutes: number): Promise<void> {
  await desk.getByTestId('tab-agenda').click();
  await desk.locator(`[data-testid="agenda-row"][data-session="${session}"] button`).click();
  await desk.getByTestId('session-delay').click();
  await desk.getByTestId('delay-minutes').fill(String(minutes));
  await desk.getByTestId('delay-confirm').click();
  await desk.getByTestId('delay-form').waitFor({ state: 'detached', ...patience });
  await expect.poll(() => desk.getByTestId('agenda-last').getAttribute('data-cause').catch(() => null), patience).toBe('delayed');
  await toOverview(desk);
}

/** Takes the last change of the agenda back. */
export async function undoDelay(desk: Page): Promise<void> {
  await desk.getByTestId('tab-agenda').click();
  await desk.getByTestId('agenda-undo').click();
  await expect.poll(() => desk.getByTestId('agenda-last').getAttribute('data-cause'), patience).toBe('undone');
  await toOverview(desk);
}

async function toOverview(desk: Page): Promise<void> {
  await desk.keyboard.press('Alt+1');
  await desk.getByTestId('exceptions').waitFor(patience);
}
