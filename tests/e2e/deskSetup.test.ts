import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { languages } from '../../shared/contract/values';
import { faultsOf, stillness } from './accessibility';
import { agenda, answerDialogs, freshData, ready, roster } from './application';
import { importFile } from './desk';
import { application, closeOne, openDesk } from './oneApplication';
import { wedge } from './wedge';

const screens = process.env.SETUP_SCREENS;

async function shoot(desk: Page, name: string): Promise<void> {
  if (!screens) return;
  fs.mkdirSync(screens, { recursive: true });
  await desk.screenshot({ path: path.join(screens, `${name}.png`) });
}

function step(desk: Page): Promise<string | null> {
  return desk.getByTestId('guide').getAttribute('data-step');
}

async function expectNoFaults(desk: Page, name: string): Promise<void> {
  await stillness(desk);
  expect(await faultsOf(desk), name).toEqual([]);
}

test('setting up from nothing to ready, through a restart in the middle', async () => {
  const desk = await openDesk({ flags: ['--use-fake-device-for-media-stream'] });
  const { data } = application!;
  await shoot(desk, '1-start');
  await expectNoFaults(desk, 'start');
  await expect.poll(() => desk.getByTestId('readiness').getAttribute('data-open')).toBe('4');
  await desk.getByTestId('start-guide').click();

  // A file that is no pack is refused with a reason; the one that comes with the application is taken.
  await desk.getByTestId('guide').waitFor();
  expect(await step(desk)).toBe('programme');
  await desk.getByTestId('guide').locator('input[type=file]').setInputFiles(roster);
  await desk.getByTestId('error').waitFor();
  await desk.getByTestId('choose-pack').click();
  await desk.getByTestId('pack-chosen').waitFor();
  await shoot(desk, '2-programme');
  await desk.getByTestId('guide-next').click();

  await desk.getByTestId('place-which').selectOption('seoul-2025');
  expect(await desk.getByTestId('place-timeZone').inputValue()).toBe('Asia/Seoul');
  await desk.getByTestId('place-venue').fill('Seoul City Hall, 110 Sejong-daero');
  const today = await desk.evaluate(() => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(new Date()));
  await desk.getByTestId('place-lastDay').fill('2020-01-01');
  await desk.getByTestId('place-firstDay').fill(today);
  expect(await desk.getByTestId('place-save').isDisabled()).toBe(true);
  await desk.getByTestId('place-lastDay').fill(new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10));
  await desk.getByTestId('place-capacity').fill('400');
  await shoot(desk, '3-workshop');
  await expectNoFaults(desk, 'workshop');
  await desk.getByTestId('place-save').click();
  await expect.poll(() => desk.getByTestId('workshop-place').innerText()).toContain('Seoul');
  if ((await step(desk)) === 'workshop') await desk.getByTestId('guide-next').click();
  await expect.poll(() => step(desk)).toBe('roster');

  await importFile(desk, 'guide-import-roster', roster);
  await expect.poll(() => desk.getByTestId('file-state').innerText()).toContain('320');
  await desk.getByTestId('guide-next').click();
  expect(await step(desk)).toBe('agenda');
  await closeOne();

  const again = await openDesk({ data, flags: ['--use-fake-device-for-media-stream'] });
  await expect.poll(() => step(again)).toBe('agenda');
  await importFile(again, 'guide-import-agenda', agenda, today);
  await again.getByTestId('guide-next').click();

  expect(await step(again)).toBe('station');
  await again.getByTestId('pin-set').click();
  for (const field of ['pin', 'again']) await again.getByTestId(`pin-${field}`).fill('2468');
  await again.getByTestId('pin-save').click();
  await shoot(again, '4-station');
  await again.getByTestId('guide-next').click();

  expect(await step(again)).toBe('hardware');
  await again.getByTestId('scanner-try').click();
  await wedge(again, 'SEL25-00008-936468');
  await expect.poll(() => again.getByTestId('scanner-result').innerText()).toContain('SEL25-00008-936468');
  expect(await again.getByTestId('scanner-form').innerText()).toContain('form of this workshop');
  await again.getByTestId('disk-check').click();
  await expect.poll(() => again.getByTestId('disk-data').innerText()).toMatch(/\d+ ms/);
  expect(fs.readdirSync(data).filter((name) => name.startsWith('.speed'))).toEqual([]);
  const page = path.join(freshData(), 'test.pdf');
  await answerDialogs(application!, page);
  await again.getByTestId('printer-page').click();
  await expect.poll(() => again.getByTestId('printer-saved').innerText()).toContain(page);
  expect(execFileSync('pdfinfo', [page], { encoding: 'utf8' })).toMatch(/Pages:\s+1\n[\s\S]*A4/);
  await again.getByTestId('camera-open-kiosk').click();
  const kiosk = await application!.window('kiosk');
  await ready(kiosk);
  await expect.poll(async () => {
    await again.getByTestId('camera-check').click();
    return again.getByTestId('camera-works').innerText({ timeout: 500 }).catch(() => '');
  }, { timeout: 20_000 }).toMatch(/\d/);
  await shoot(again, '5-hardware');
  await expectNoFaults(again, 'hardware');
  await again.getByTestId('guide-next').click();

  await expect.poll(() => again.getByTestId('checklist').getAttribute('data-open')).toBe('0');
  await shoot(again, '6-ready');
  await expectNoFaults(again, 'ready');
  await again.getByTestId('guide-finish').click();
  await again.getByTestId('tab-overview').waitFor();
  expect(await again.getByTestId('readiness').getAttribute('data-open')).toBe('0');

  // Always true: what is taken away is open at once.
  await again.getByTestId('readiness').click();
  await again.getByTestId('ready-mirror').waitFor();
  await shoot(again, '7-checklist');
  await expectNoFaults(again, 'checklist');
  await again.getByTestId('color-scheme').click();
  await shoot(again, '8-dark');
  await expectNoFaults(again, 'checklist in the dark');
  const folder = freshData();
  await answerDialogs(application!, folder);
  await again.keyboard.press('Escape');
  await again.getByTestId('readiness').click();
  await again.getByTestId('remedy-mirror').click();
  await expect.poll(() => step(again)).toBe('hardware');
  await again.getByTestId('choose-mirror').click();
  await expect.poll(() => JSON.parse(fs.readFileSync(path.join(data, 'settings.json'), 'utf8')).mirror as string).toBe(folder);
  await shoot(again, '9-hardware-dark');
}, 120_000);

describe('help in place', () => {
  test('F1 shows what the tab is for, and what to do about each refusal; the crib is a page in every language', async () => {
    const desk = await openDesk({ args: ['--sample'] });
    await desk.getByTestId('tab-roster').click();
    await desk.keyboard.press('F1');
    await expect.poll(() => desk.getByTestId('help').getAttribute('data-place')).toBe('roster');
    await shoot(desk, '10-help');
    await expectNoFaults(desk, 'help');
    await desk.getByText('When something is refused').click();
    await desk.getByTestId('remedy-of-unreadable_file').waitFor();
    const file = path.join(screens ?? freshData(), 'crib.pdf');
    await answerDialogs(application!, file);
    await desk.getByTestId('crib-language').selectOption('');
    await desk.getByTestId('crib-save').click();
    await expect.poll(() => desk.getByTestId('crib-saved').innerText(), { timeout: 20_000 }).toContain(file);
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(new RegExp(`Pages:\\s+${languages.length}\\n[\\s\\S]*A4`));
    // Each page has its last line, in its own script, and none is cut off.
    const text = (number: number): string => execFileSync('pdftotext', ['-f', String(number), '-l', String(number), file, '-'], { encoding: 'utf8' });
    for (const [index, language] of languages.entries()) {
      const { crib } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, `../../renderer/i18n/${language}/deskHelp.json`), 'utf8')) as { crib: { page: { telephone: string } } };
      if (language !== 'ar') expect(text(index + 1), language).toContain(crib.page.telephone);
      expect(text(index + 1).length, language).toBeGreaterThan(200);
    }
    await desk.keyboard.press('F1');
    await desk.getByTestId('help').waitFor({ state: 'detached' });
  });

  test('the first start and the guide have their own, and the sample leaves one thing to each of its remedies', async () => {
    const desk = await openDesk();
    await desk.getByTestId('help-open').click();
    await expect.poll(() => desk.getByTestId('help').getAttribute('data-place')).toBe('start');
    await desk.keyboard.press('Escape');
    await desk.getByTestId('help').waitFor({ state: 'detached' });
    await desk.getByTestId('load-sample').click();
    await desk.getByTestId('tab-overview').waitFor();
    await expect.poll(() => desk.getByTestId('readiness').getAttribute('data-open')).toBe('2');
    await desk.getByTestId('readiness').click();
    await desk.getByTestId('remedy-pin').click();
    await expect.poll(() => step(desk)).toBe('station');
    await desk.getByTestId('guide-later').click();
    await desk.getByTestId('tab-overview').waitFor();
  });
});
