import { describe, expect, test } from 'vitest';
import { events, openKiosk, traces, typeDate } from './kioskVisitor';
import { wedge } from './wedge';

describe('by name', () => {
  test('three letters, the right one of few masked people, the birth date: checked in, their day, and nothing is left', async () => {
    const page = await openKiosk();
    await page.getByTestId('by-name').click();
    await page.getByTestId('name-field').fill('př');
    await expect.poll(() => page.getByTestId('name-note').innerText()).toContain('three letters');
    expect(await page.getByTestId('match').count()).toBe(0);
    await page.getByTestId('name-field').fill('příhod');
    const found = page.getByTestId('match');
    await expect.poll(() => found.count()).toBe(1);
    expect(await found.innerText()).toContain('Zdeněk P.');
    expect(await page.evaluate(() => document.body.innerText)).not.toContain('Příhoda');
    await found.click();
    await typeDate(page, '2001-07-24');
    await page.getByTestId('proof-confirm').click();
    await expect.poll(() => page.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
    await page.getByTestId('screen-welcome').waitFor();
    await expect.poll(() => page.getByTestId('session').count()).toBeGreaterThan(3);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    await page.getByTestId('done').click();
    await page.getByTestId('screen-waiting').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toMatch(/^en/);
    expect(await traces(page)).not.toMatch(/Příhoda|Zdeněk|2001|prihoda/);
    expect(events().at(-1)).toMatchObject({ type: 'checkIn.recorded', data: { registrationId: 'SEL25-Q1', by: { role: 'kiosk', station: 'Entrance' } } });
  });

  test('three wrong proofs: only a human helps, whose help shows as an event, and not even the right one opens then', async () => {
    const page = await openKiosk();
    const choose = async (): Promise<void> => {
      await page.getByTestId('by-name').click();
      await page.getByTestId('name-field').fill('příhod');
      await page.getByTestId('match').click();
    };
    await choose();
    for (const triesLeft of ['2', '1']) {
      await typeDate(page, '1999-09-09');
      await page.getByTestId('proof-confirm').click();
      await page.locator(`[data-testid="screen-proof"][data-tries="${triesLeft}"]`).waitFor();
    }
    await page.getByTestId('other-proof').click();
    await page.getByTestId('email-field').fill('wrong');
    await page.getByTestId('proof-confirm').click();
    await page.getByTestId('screen-only-staff').waitFor();
    await page.getByTestId('back').click();
    await page.getByTestId('screen-waiting').waitFor();
    await choose();
    await typeDate(page, '2001-07-24');
    await page.getByTestId('proof-confirm').click();
    await page.getByTestId('screen-only-staff').waitFor();
    await page.getByTestId('call-staff').click();
    await page.getByTestId('help-call').click();
    await page.locator('[data-testid="screen-help"][data-state="called"]').waitFor();
    expect(events().at(-1)).toMatchObject({ type: 'help.requested', data: { subject: 'name' } });
    expect(events().some(({ type }) => type === 'checkIn.recorded')).toBe(false);
  });

  test('in any script, with the keys on the screen', async () => {
    const page = await openKiosk();
    await page.getByTestId('by-name').click();
    for (const [search, shown] of [['최시', 'ㅊ. 시우'], ['子涵', '子涵'], ['مصر', 'م']] as const) {
      await page.getByTestId('name-field').fill(search);
      await expect.poll(() => page.getByTestId('match').first().innerText(), { message: search }).toContain(shown);
      expect(await page.getByTestId('match').count()).toBeLessThanOrEqual(5);
    }
    await page.getByTestId('name-field').fill('');
    for (const key of ['b', 'j', 'o']) await page.locator(`[data-skbtn="${key}"], [data-skbtn="${key.toUpperCase()}"]`).first().click();
    await expect.poll(async () => (await page.getByTestId('name-field').inputValue()).toLowerCase()).toBe('bjo');
    await expect.poll(() => page.getByTestId('match').first().innerText()).toContain('Björn');
  });
});

describe('a scanner', () => {
  test('is heard on every screen, and what was on it is gone', async () => {
    const page = await openKiosk();
    const screens: [string, () => Promise<void>][] = [
      ['screen-name', () => page.getByTestId('by-name').click()],
      ['screen-walk-in', () => page.getByTestId('walk-in').click()],
      ['screen-typing', () => page.getByTestId('type-code').click()],
      ['screen-agenda', () => page.getByTestId('agenda').click()],
      ['screen-help', () => page.getByTestId('help').click()],
      ['screen-staff', () => page.getByTestId('staff').click()],
    ];
    for (const [screen, open] of screens) {
      await open();
      await page.getByTestId(screen).waitFor();
      await wedge(page, 'SEL25-00013-433389');
      await page.getByTestId('screen-answer').waitFor();
      expect(await page.getByTestId('screen-answer').getAttribute('data-answer'), screen).toMatch(/^(ok|already_checked_in)$/);
      await page.getByTestId('done').click();
      await page.getByTestId('screen-waiting').waitFor();
    }
    expect(events().filter(({ type }) => type === 'checkIn.recorded')).toHaveLength(1);
    expect(events().filter(({ type }) => type === 'scan.refused')).toHaveLength(screens.length - 1);
  });
});

describe('with the keyboard alone', () => {
  test('somebody finds their name and checks in', async () => {
    const page = await openKiosk();
    const press = async (key: string, until: () => Promise<boolean>): Promise<void> => {
      for (let i = 0; i < 80; i++) {
        if (await until()) return;
        await page.keyboard.press(key);
      }
      throw new Error(`${key} did not get there`);
    };
    const focused = (testId: string) => (): Promise<boolean> => page.evaluate((id) => document.activeElement?.getAttribute('data-testid') === id, testId);
    await press('Tab', focused('by-name'));
    await page.keyboard.press('Enter');
    await page.getByTestId('screen-name').waitFor();
    await expect.poll(focused('name-field')).toBe(true);
    await page.keyboard.type('příhod', { delay: 120 });
    await expect.poll(() => page.getByTestId('match').count()).toBe(1);
    await press('Tab', focused('match'));
    await page.keyboard.press('Enter');
    await page.getByTestId('screen-proof').waitFor();
    await expect.poll(focused('date-day')).toBe(true);
    await page.keyboard.type('24072001', { delay: 60 });
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
  });
});

describe('nobody touches it', () => {
  test('a screen that was left counts down where it can be seen, can be kept, and is cleared', async () => {
    const page = await openKiosk();
    await page.clock.install();
    await page.getByTestId('by-name').click();
    await page.getByTestId('name-field').fill('příh');
    await page.getByTestId('match').first().waitFor();
    await page.clock.runFor(46_000);
    await page.getByTestId('idle').waitFor();
    expect(await page.getByTestId('idle').innerText()).toMatch(/1[0-5] seconds/);
    await page.getByTestId('stay').click();
    await page.getByTestId('idle').waitFor({ state: 'detached' });
    expect(await page.getByTestId('name-field').inputValue()).toBe('příh');
    await page.clock.runFor(46_000);
    await page.getByTestId('idle').waitFor();
    for (let second = 0; second < 16; second++) await page.clock.runFor(1_000);
    await page.getByTestId('screen-waiting').waitFor();
    expect(await traces(page)).not.toMatch(/příh|Příh/);
  });
});

describe('a station at a room', () => {
  test('follows the agenda by itself', async () => {
    const page = await openKiosk('target=room:Room A');
    await expect.poll(() => page.evaluate(() => document.body.innerText)).toMatch(/Nothing more takes place in this room today|Scan your ticket/);
  });
});
