import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import type { WalkInRules, Workshop } from '@shared/contract/values';
import { faultsOf } from './accessibility';
import { ready } from './application';
import { day, events, openKiosk, rosterWithOne, traces, typeDate } from './kioskVisitor';
import { openOne } from './oneApplication';
import { installRawClient, rawCall } from './rawPort';

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
    const opened = await openOne({ data: await rosterWithOne(), args: [`--kiosk=${day}&station=Entrance&night=no`] });
    const desk = await opened.window('desk');
    await ready(desk);
    await installRawClient(desk);
    const overview = await rawCall(desk, 'query', 'workshop.overview', {});
    const { workshop } = overview.value as unknown as { workshop: Workshop };
    const walkIns: WalkInRules = { open: true, capacity: null, minimumAge: null, certificateBelowAge: 35, ...rules };
    expect(await rawCall(desk, 'command', 'workshop.configure', { ...workshop, walkIns })).toMatchObject({ kind: 'value' });
    const page = await opened.window('kiosk');
    await ready(page);
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
