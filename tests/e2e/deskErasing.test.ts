import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { headless, preparedData, ready } from './application';
import { traces } from './bytes';
import { expectErased, textsOf, their } from './erasing';
import { eventsOf } from './journalEvents';
import { closeOne, openOne } from './oneApplication';
import { looksRight, openCard, patience } from './privacyHands';
import { wedge } from './wedge';

const today = 'day:2025-09-24';

test('an organizer sets the PINs, says how long data stay, and erases somebody by the card: no byte is left', async () => {
  const data = await preparedData();
  const texts = textsOf(data, their.id);
  const opened = await openOne({ data, args: ['--kiosk'] });
  const desk = await opened.window('desk');
  await ready(desk);
  const kiosk = await opened.window('kiosk');
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
  await expect.poll(() => desk.getByTestId('retention-due').innerText(), patience).toMatch(/No headquarters is set up on this computer, so the days count from the workshop’s last day\. To be erased on 25 October 2025\./);
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
  // Escape takes away what lies over the card, and the card only with the next one.
  for (const [button, dialog] of [['action-erase', 'erase-form'], ['action-correct', 'correct-form'], ['action-merge', 'merge-form'], ['action-cancel', 'reason-form']] as const) {
    await desk.getByTestId(button).click();
    await desk.getByTestId(dialog).waitFor();
    await desk.keyboard.press('Escape');
    await desk.getByTestId(dialog).waitFor({ state: 'detached' });
    expect(await desk.getByTestId('attendee').count(), dialog).toBe(1);
  }
  await desk.keyboard.press('F1');
  await desk.getByTestId('help').waitFor();
  await desk.keyboard.press('Escape');
  await desk.getByTestId('help').waitFor({ state: 'detached' });
  await desk.keyboard.press('Escape');
  await desk.getByTestId('attendee').waitFor({ state: 'detached' });
  await desk.getByTestId('roster-row').first().click();
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
  await closeOne();
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
