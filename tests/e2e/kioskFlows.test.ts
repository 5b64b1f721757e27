import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import type { JournalEvent } from '@shared/contract/events';
import { languages, type WalkInRules, type Workshop } from '@shared/contract/values';
import { faultsOf, outOfReach, stillness } from './accessibility';
import { type Application, freshData, headless, openApplication, preparedData, root, wedge } from './application';
import { readJournal } from './journalReader';
import { installRawClient, rawCall } from './rawPort';

let application: Application | null = null;
afterEach(async () => {
  await application?.close();
  application = null;
});

const day = 'target=day:2025-09-24';

/** Somebody of whom there is only one: the sample roster has many namesakes. */
const onlyOne = 'registration_id,ticket_code,full_name,email,birth_date,country,organisation,language,consent_data\nSEL25-Q1,SEL25-Q1-1,Zdeněk Příhoda,prihoda@example.org,2001-07-24,CZ,Univerzita Karlova,de,yes\n';

let withOne: Promise<string> | null = null;

async function rosterWithOne(): Promise<string> {
  withOne ??= (async () => {
    const data = await preparedData();
    const file = path.join(data, 'one.csv');
    fs.writeFileSync(file, onlyOne);
    const { code, stderr } = await headless(['import-roster', file, '--data', data]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return data;
  })();
  const data = freshData();
  fs.cpSync(await withOne, data, { recursive: true });
  return data;
}

async function openKiosk(query = day, night: 'yes' | 'no' = 'no'): Promise<Page> {
  application = await openApplication({
    data: await rosterWithOne(),
    args: [`--kiosk=${query}&station=Entrance&night=${night}`],
    env: { KIOSK_WITHOUT_DESK: '1' },
  });
  const page = await application.window('kiosk');
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 30_000 });
  return page;
}

function events(): JournalEvent[] {
  return readJournal(path.join(application!.data, 'journal')).events;
}

async function typeDate(page: Page, date: string): Promise<void> {
  const [year, month, dayOfMonth] = date.split('-') as [string, string, string];
  await page.getByTestId('date-day').fill(dayOfMonth);
  await page.getByTestId('date-month').fill(month);
  await page.getByTestId('date-year').fill(year);
}

/** Everything personal that a page could still hold: its text, its fields, its storage. */
function traces(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
      { ...sessionStorage },
      { ...localStorage },
    ]),
  );
}

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

describe('a walk-in', () => {
  test('fills in four steps, mends a wrong field without losing the others, and is registered and checked in', async () => {
    const page = await openKiosk();
    await page.getByTestId('walk-in').click();
    await page.getByTestId('next').click(); // nothing typed yet
    await expect.poll(() => page.getByTestId('field-fullName').getAttribute('aria-invalid')).toBe('true');
    await page.getByTestId('field-fullName').fill('Ζωή Παπαδοπούλου');
    expect(await page.getByTestId('preview-name').innerText()).toBe('Ζωή Παπαδοπούλου');
    await page.getByTestId('field-nameOnCertificate').fill('Zoe Papadopoulou');
    await expect.poll(() => page.getByTestId('preview-name').innerText()).toBe('Zoe Papadopoulou');
    await page.getByTestId('next').click();
    await typeDate(page, '2001-02-30');
    await page.getByTestId('field-email').fill('zoe@example');
    await page.getByTestId('next').click();
    await expect.poll(() => page.getByTestId('field-email').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByTestId('date-day').getAttribute('aria-invalid')).toBe('true');
    await page.getByTestId('date-day').fill('28');
    await page.getByTestId('field-email').fill('zoe@example.org');
    await page.getByTestId('next').click();
    await page.getByTestId('field-country').fill('Greece');
    await page.getByTestId('next').click();
    for (const box of ['consentData', 'consentPhoto']) expect(await page.getByTestId(box).isChecked(), box).toBe(false);
    await page.getByTestId('next').click();
    await expect.poll(() => page.getByTestId('consentData').getAttribute('aria-invalid')).toBe('true');
    await page.getByTestId('consentData').check();
    await page.getByTestId('next').click();
    await expect.poll(() => page.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
    const [registered, arrived] = events().slice(-2);
    expect(registered).toMatchObject({
      type: 'attendee.registered',
      data: { source: 'walk-in', consents: { data: true, photo: false } },
      person: { fullName: 'Ζωή Παπαδοπούλου', nameOnCertificate: 'Zoe Papadopoulou', birthDate: '2001-02-28', email: 'zoe@example.org', country: 'Greece', language: 'en' },
    });
    expect(arrived).toMatchObject({ type: 'checkIn.recorded', data: { registrationId: (registered!.data as { registrationId: string }).registrationId } });
    await page.getByTestId('screen-welcome').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('screen-waiting').waitFor();
    expect(await traces(page)).not.toMatch(/Ζωή|Papadopoulou|zoe@|2001/);
  });

  test('whose name is in the roster is asked whether that is them', async () => {
    const page = await openKiosk();
    await page.getByTestId('walk-in').click();
    await page.getByTestId('field-fullName').fill('příhoda zdeněk');
    await page.getByTestId('next').click();
    await typeDate(page, '1990-01-01');
    await page.getByTestId('field-email').fill('b@example.org');
    await page.getByTestId('next').click();
    await page.getByTestId('next').click();
    await page.getByTestId('consentData').check();
    await page.getByTestId('next').click();
    await page.locator('[data-testid="screen-walk-in-outcome"][data-state="known"]').waitFor();
    await page.getByTestId('that-is-me').click();
    await page.getByTestId('screen-name').waitFor();
  });
});

describe('a walk-in that cannot be', () => {
  /** A kiosk beside a desk, and rules that were set there. */
  async function openWithRules(rules: Partial<WalkInRules>): Promise<Page> {
    application = await openApplication({ data: await rosterWithOne(), args: [`--kiosk=${day}&station=Entrance&night=no`] });
    const desk = await application.window('desk');
    await desk.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 30_000 });
    await installRawClient(desk);
    const overview = await rawCall(desk, 'query', 'workshop.overview', {});
    const { workshop } = overview.value as unknown as { workshop: Workshop };
    const walkIns: WalkInRules = { open: true, capacity: null, minimumAge: null, certificateBelowAge: 35, ...rules };
    expect(await rawCall(desk, 'command', 'workshop.configure', { ...workshop, walkIns })).toMatchObject({ kind: 'value' });
    const page = await application.window('kiosk');
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 30_000 });
    return page;
  }

  async function fillIn(page: Page, birthDate: string): Promise<string> {
    await page.getByTestId('walk-in').click();
    await page.getByTestId('field-fullName').fill('Ingrid Nygaard');
    await page.getByTestId('next').click();
    await typeDate(page, birthDate);
    await page.getByTestId('field-email').fill('ingrid@example.org');
    await page.getByTestId('next').click();
    await page.getByTestId('next').click();
    await page.getByTestId('consentData').check();
    await page.getByTestId('next').click();
    const outcome = page.locator('[data-testid="screen-walk-in-outcome"][data-state="refused"]');
    await outcome.waitFor();
    return outcome.innerText();
  }

  test('because all places are taken is told so, with the number, and can call a human', async () => {
    const page = await openWithRules({ capacity: 321 });
    const before = events().length;
    expect(await fillIn(page, '2001-05-06')).toMatch(/All places are taken[^]*321/);
    expect(events()).toHaveLength(before);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByTestId('call-staff').click();
    await page.getByTestId('help-call').click();
    await page.locator('[data-testid="screen-help"][data-state="called"]').waitFor();
    expect(events().at(-1)).toMatchObject({ type: 'help.requested', data: { subject: 'walk_in', by: { station: 'Entrance' } } });
  });

  test('because of their age is told from which age on, and goes back to a field that can be mended', async () => {
    const page = await openWithRules({ minimumAge: 18 });
    expect(await fillIn(page, '2015-05-06')).toContain('18');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByTestId('back').click();
    await page.getByTestId('screen-walk-in').waitFor();
    expect(await page.getByTestId('consentData').isChecked()).toBe(true);
    for (let step = 0; step < 2; step++) await page.getByTestId('back').click();
    await page.getByTestId('date-year').fill('2001');
    for (let step = 0; step < 3; step++) await page.getByTestId('next').click();
    await expect.poll(() => page.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
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
