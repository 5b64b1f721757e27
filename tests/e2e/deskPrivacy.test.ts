import path from 'node:path';
import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { OrganizerPin } from '../../electron/pin/organizerPin';
import { faultsOf, stillness } from './accessibility';
import { type Application, headless, openApplication, preparedData, wedge } from './application';
import { traces } from './bytes';
import { expectErased, textsOf, their } from './erasing';
import { eventsOf } from './journalEvents';
import { installRawClient, rawCall } from './rawPort';

const today = 'day:2025-09-24';
/** PINs are made dear to guess, and test machines are busy. */
const patience = { timeout: 20_000 };

let application: Application | null = null;
afterEach(async () => {
  await application?.close();
  application = null;
});

function ready(page: Page): Promise<unknown> {
  return page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 30_000 });
}

async function dataWithPins(): Promise<string> {
  const data = await preparedData();
  await OrganizerPin.open(data).reset('2468');
  await OrganizerPin.open(data, Date.now, 'helper').reset('1357');
  return data;
}

async function enter(desk: Page, as: 'Organizer' | 'Helper', pin: string): Promise<void> {
  await desk.getByTestId('enter-as').getByText(as).click();
  await desk.getByTestId('enter-pin').fill(pin);
  await desk.getByTestId('enter-open').click();
}

async function openCard(desk: Page): Promise<void> {
  await desk.getByTestId('tab-roster').click();
  await desk.getByTestId('roster-search').fill(their.id);
  await expect.poll(() => desk.getByTestId('roster-row').count(), patience).toBe(1);
  await desk.getByTestId('roster-row').first().click();
  await desk.getByTestId('attendee-name').waitFor();
}

async function looksRight(page: Page, name: string): Promise<void> {
  await stillness(page);
  expect(await faultsOf(page)).toEqual([]);
  if (process.env.KIOSK_PICTURES) await page.screenshot({ path: path.join(process.env.KIOSK_PICTURES, `${name}.png`) });
}

test('a desk with a PIN opens locked, for a helper with less, for the organizer with all; and covers itself', async () => {
  application = await openApplication({ data: await dataWithPins(), args: [`--kiosk=target=${today}&station=Entrance`], env: { KIOSK_IDLE_SECONDS: '4' } });
  const desk = await application.window('desk');
  await desk.getByTestId('desk-locked').waitFor();
  expect(await desk.locator('body').innerText()).not.toContain('Seoul');
  await looksRight(desk, 'locked');
  // Whoever asks the main process for more is refused, and no port comes.
  const call = (name: string, params: object): Promise<unknown> =>
    desk.evaluate(([channel, values]) => (window as unknown as { champions: { call(name: string, params: object): Promise<unknown> } }).champions.call(channel, values), [name, params] as const);
  for (const [name, params] of [['app.status', {}], ['pin.set', { pin: '1111', current: null }], ['tickets.export', { kind: 'token' }], ['desk.setIdle', { minutes: 200 }]] as const) {
    await expect(call(name, params)).rejects.toThrow(/may not call/);
  }
  await enter(desk, 'Organizer', '9999');
  await expect.poll(() => desk.getByTestId('error').innerText(), patience).toContain('not right');
  await expect(call('desk.enter', { as: 'helper', pin: null })).resolves.toMatchObject({ entered: false });

  await enter(desk, 'Helper', '1357');
  await ready(desk);
  await desk.getByTestId('privacy-helper').waitFor();
  await installRawClient(desk);
  const refused = ['attendance.page', 'retention.state'].map((name) => rawCall(desk, 'query', name, { from: 0, limit: 10 }));
  refused.push(...(['attendee.erase', 'workshop.configure', 'roster.import', 'tickets.issue', 'store.rebuild', 'retention.erase'] as const).map((name) => rawCall(desk, 'command', name, {})));
  for (const reply of await Promise.all(refused)) expect(reply.error?.code).toBe('forbidden');
  const seen = (await rawCall(desk, 'query', 'attendee.get', { registrationId: their.id })).value as unknown as { person: Record<string, unknown> };
  expect(seen.person).toMatchObject({ fullName: their.name, birthDate: null, email: '', other: {} });
  await openCard(desk);
  expect(await desk.getByTestId('consent-photo').getAttribute('data-given')).toMatch(/true|false/);
  expect(await desk.getByTestId('attendee').innerText()).not.toContain('1996-09-01');
  expect(await desk.getByTestId('action-erase').count()).toBe(0);

  // Nobody touches it: it covers itself, and nothing of it is left in the page. The kiosk goes on.
  await desk.getByTestId('desk-locked').waitFor({ timeout: 15_000 });
  expect(await desk.evaluate((name) => document.documentElement.outerHTML.includes(name), their.name)).toBe(false);
  const kiosk = await application.window('kiosk');
  await ready(kiosk);
  await wedge(kiosk, their.ticket);
  await kiosk.getByTestId('screen-answer').waitFor();
  expect(await kiosk.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
  await installRawClient(kiosk);
  expect((await rawCall(kiosk, 'command', 'help.request', { requestId: 'call', subject: 'general' })).kind).toBe('value');
  await expect.poll(() => desk.getByTestId('locked-help').getAttribute('data-count'), patience).toBe('1');

  await enter(desk, 'Organizer', '2468');
  await ready(desk);
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-as-helper').click();
  await desk.getByTestId('privacy-helper').waitFor();
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-as-organizer').click();
  await desk.getByTestId('enter-pin').fill('2468');
  await desk.getByTestId('enter-open').click();
  await desk.getByTestId('privacy-helper').waitFor({ state: 'detached' });
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-lock').click();
  await desk.getByTestId('desk-locked').waitFor();
});

test('an organizer sets the PINs, says how long data stay, and erases somebody by the card: no byte is left', async () => {
  const data = await preparedData();
  const texts = textsOf(data, their.id);
  application = await openApplication({ data, args: ['--kiosk'] });
  const desk = await application.window('desk');
  await ready(desk);
  const kiosk = await application.window('kiosk');
  await ready(kiosk);
  await wedge(kiosk, their.ticket);
  await kiosk.getByTestId('screen-answer').waitFor();

  await desk.getByTestId('privacy-set').click();
  await desk.getByTestId('privacy').waitFor();
  await looksRight(desk, 'settings');
  for (const name of ['pin', 'again']) await desk.getByTestId(`organizer-${name}`).fill('2468');
  await desk.getByTestId('organizer-save').click();
  await desk.getByTestId('helper-current').fill('2468');
  for (const name of ['pin', 'again']) await desk.getByTestId(`helper-${name}`).fill('1357');
  await desk.getByTestId('helper-save').click();
  await expect.poll(() => desk.getByTestId('helper-form').innerText(), patience).toContain('Saved');
  await desk.getByTestId('idle-minutes').fill('30');
  await desk.getByTestId('idle-save').click();
  await desk.getByTestId('retention-days').fill('30');
  await desk.getByTestId('retention-save').click();
  await expect.poll(() => desk.getByTestId('retention-due').innerText(), patience).toContain('25 October');
  await desk.keyboard.press('Escape');
  // The sample's days are long over: the desk asks, and takes a reason for waiting.
  await desk.getByTestId('retention').waitFor();
  await looksRight(desk, 'reminder');
  await desk.getByTestId('retention-postpone').click();
  await desk.getByTestId('postpone-until').fill('2099-01-01');
  await desk.getByTestId('postpone-why').fill('A complaint is open');
  await desk.getByTestId('postpone-save').click();
  await desk.getByTestId('retention').waitFor({ state: 'detached' });
  expect(eventsOf(data).at(-1)).toMatchObject({ type: 'retention.set', data: { days: 30, postponedTo: '2099-01-01', reason: 'A complaint is open' } });

  await openCard(desk);
  await looksRight(desk, 'card');
  await desk.getByTestId('action-erase').click();
  await desk.getByTestId('erase-typed').fill('SEL25-0030');
  expect(await desk.getByTestId('erase-confirm').isDisabled()).toBe(true);
  await desk.getByTestId('erase-typed').fill(their.id);
  await looksRight(desk, 'erase');
  await desk.getByTestId('erase-confirm').click();
  await desk.getByTestId('attendee-erased').waitFor({ timeout: 30_000 });
  expect(await desk.getByTestId('attendee-name').innerText()).not.toContain(their.name);
  await expect.poll(() => desk.getByTestId('count-arrived').innerText(), patience).toMatch(/1/);
  // While the application runs, and after it has ended.
  expectErased(data, texts);
  await wedge(kiosk, their.ticket);
  await expect.poll(() => kiosk.getByTestId('screen-answer').getAttribute('data-answer').catch(() => null), patience).toBe('cancelled');
  await application.close();
  application = null;
  expectErased(data, texts);
});

describe('erasing', () => {
  test('leaves no byte of the person in the data folder; counts and hashes hold', async () => {
    const data = await preparedData();
    const texts = textsOf(data, their.id);
    expect(texts.length).toBeGreaterThanOrEqual(3);
    const scans = [their.ticket, `BEGIN:VCARD ${texts[0]}`, 'SEL25-00013-433389'].map((code, index) => `${JSON.stringify({ code, nonce: `n${index}` })}\n`).join('');
    expect((await headless(['check-in', '--stdin', '--target', today, '--data', data], scans)).code).toBe(0);
    // What is looked for can be found.
    expect(new Set(traces(data, texts).map((trace) => trace.split(path.sep)[0]))).toEqual(new Set(['journal', 'profile']));
    const before = (await headless(['attendance', '--data', data])).json<{ registrationId: string; checkIns: unknown[] }>();

    expect(await headless(['erase', their.id, '--data', data, '--json'])).toMatchObject({ code: 0, stdout: `{"registrationId":"${their.id}","erased":true}\n` });
    expectErased(data, texts);
    const after = (await headless(['attendance', '--data', data])).json<{ registrationId: string; fullName: string; checkIns: unknown[] }>();
    expect(after.map(({ registrationId, checkIns }) => [registrationId, checkIns])).toEqual(before.map(({ registrationId, checkIns }) => [registrationId, checkIns]));
    expect(after.find(({ registrationId }) => registrationId === their.id)).toMatchObject({ fullName: '', checkIns: [expect.objectContaining({ target: today })] });
    // The same file again does not bring them back.
    const again = await headless(['import-roster', path.join(import.meta.dirname, '../fixtures/roster-seoul.csv'), '--data', data, '--json']);
    expect(again.json()[0]).toMatchObject({ added: 0, updated: 0, unchanged: 319, rejected: [expect.objectContaining({ code: 'erased' })] });
    expectErased(data, texts);
    expect((await headless(['doctor', '--data', data])).code).toBe(0);
  });
});
