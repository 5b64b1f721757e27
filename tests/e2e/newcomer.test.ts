import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { faultsOf as faults } from './accessibility';
import { agenda, headless, ready, roster } from './application';
import { importFile } from './desk';
import { application, closeOne, openDesk } from './oneApplication';
import { wedge } from './wedge';

function count(desk: Page, name: string): Promise<string> {
  return desk.getByTestId(`count-${name}`).innerText().then((text) => /\d[\d,]*/.exec(text.replace(/^\D*/, ''))?.[0] ?? text);
}

test('a newcomer’s path: first start, two files, a kiosk, a scan that shows at the desk, and all of it is there next time', async () => {
  const desk = await openDesk();
  await desk.getByTestId('start').waitFor();
  expect(await importFile(desk, 'import-roster', roster)).toContain('320');
  await desk.getByTestId('tab-agenda').click();
  expect(await importFile(desk, 'import-agenda', agenda)).toContain('12');
  await expect.poll(() => desk.getByTestId('workshop-place').innerText()).toContain('Seoul');

  await desk.getByTestId('open-kiosk').click();
  const kiosk = await application!.window('kiosk');
  await ready(kiosk);
  await wedge(kiosk, 'SEL25-00008-936468');
  await kiosk.getByTestId('screen-answer').waitFor();
  await expect.poll(() => desk.getByTestId('scan').first().innerText()).toContain('Δημήτρης Αγγελίδη');
  await wedge(kiosk, 'NOBODY-1');
  await expect.poll(() => desk.getByTestId('scan').first().innerText()).toContain('NOBODY-1');
  await expect.poll(() => count(desk, 'refused')).toBe('1');
  await expect.poll(() => desk.getByTestId('status').innerText()).toMatch(/325/);

  const { data } = application!;
  await closeOne();
  const again = await openDesk({ data });
  await expect.poll(() => again.getByTestId('scan').count()).toBe(2);
  await closeOne();
  const { json } = await headless(['attendance', '--data', data]);
  expect(json().filter(({ checkIns }) => (checkIns as unknown[]).length > 0).map(({ registrationId }) => registrationId)).toEqual(['SEL25-00008']);
});

describe('the desk', () => {
  test('with the sample workshop: counters, roster search in any script, an attendee’s card, a correction', async () => {
    const desk = await openDesk({ args: ['--sample', '--kiosk'] });
    const kiosk = await application!.window('kiosk');
    await ready(kiosk);
    await expect.poll(() => count(desk, 'expected')).toBe('320');
    await wedge(kiosk, 'SEL25-00001-736313');
    await expect.poll(() => count(desk, 'arrived')).toBe('1');
    await expect.poll(() => count(desk, 'inside')).toBe('1');

    await desk.getByTestId('tab-roster').click();
    const rows = desk.getByTestId('roster-row');
    await rows.first().waitFor();
    for (const [search, found] of [
      ['muller', 'Müller-Lüdenscheidt'], ['서연', '서연'], ['子涵', '子涵'], ['مصري', 'المصري'], ['παπαδ', 'Παπαδόπουλος'], ['sel25-00042', 'SEL25-00042'], ['nguyen huong', 'Nguyễn Thị Hường'],
    ] as const) {
      await desk.getByTestId('roster-search').fill(search);
      await expect.poll(() => rows.first().innerText(), { message: search }).toContain(found);
    }
    await desk.getByTestId('roster-search').fill('SEL25-00001');
    await expect.poll(() => rows.count()).toBe(1);
    await rows.first().click();
    await desk.getByTestId('attendee').waitFor();
    await expect.poll(() => desk.getByTestId('attendee-name').innerText()).toContain('최시우');
    expect(await desk.getByTestId('attendee').innerText()).toContain('attendee00001@example.org');
    await desk.getByTestId('action-void').click();
    await desk.getByTestId('reason').fill('scanned by mistake');
    await desk.getByTestId('reason-confirm').click();
    await expect.poll(() => count(desk, 'inside')).toBe('0');
    await expect.poll(() => desk.getByTestId('visit').first().getAttribute('data-voided')).toBe('true');
  });

  test('shows no fault to axe, in light and dark, and neither does the kiosk', async () => {
    const desk = await openDesk({ args: ['--sample', '--kiosk'] });
    const kiosk = await application!.window('kiosk');
    await ready(kiosk);
    const settle = (page: Page): Promise<void> => page.waitForTimeout(500); // colours of a transition are no fault
    for (const scheme of ['light', 'dark']) {
      for (const tab of ['overview', 'roster', 'agenda', 'station']) {
        await desk.getByTestId(`tab-${tab}`).click();
        await settle(desk);
        expect(await faults(desk), `${scheme} ${tab}`).toEqual([]);
      }
      await desk.getByTestId('color-scheme').click();
    }
    await settle(kiosk);
    expect(await faults(kiosk)).toEqual([]);
    for (const code of ['SEL25-00001-736313', 'SEL25-00001-736313', 'NOBODY']) {
      await wedge(kiosk, code);
      await kiosk.getByTestId('screen-answer').waitFor();
      await settle(kiosk);
      expect(await faults(kiosk), code).toEqual([]);
    }
    await kiosk.getByTestId('screen-waiting').waitFor({ timeout: 30_000 });
    await kiosk.getByTestId('type-code').click();
    await settle(kiosk);
    expect(await faults(kiosk), 'typing').toEqual([]);
  });

  test('offers a sample workshop at the first start', async () => {
    const desk = await openDesk();
    await desk.getByTestId('load-sample').click();
    await expect.poll(() => count(desk, 'expected').catch(() => ''), { timeout: 15_000 }).toBe('320');
    await expect.poll(() => desk.getByTestId('workshop-place').innerText()).toContain('Seoul');
  });

  test('tells of what went wrong with the journal', async () => {
    const { data } = await openDesk({ args: ['--sample'] }).then(() => application!);
    await expect.poll(() => fs.existsSync(path.join(data, 'journal/0000000001.journal'))).toBe(true);
    const first = application!;
    await expect.poll(async () => (await first.window('desk')).getByTestId('workshop-place').innerText().catch(() => '')).toContain('Seoul');
    await first.close();
    fs.appendFileSync(path.join(data, 'journal/0000000001.journal'), 'torn by a power cut');
    const desk = await openDesk({ data });
    await desk.getByTestId('notices').click();
    await expect.poll(() => desk.getByTestId('notice').first().innerText()).toMatch(/torn/);
  });
});
