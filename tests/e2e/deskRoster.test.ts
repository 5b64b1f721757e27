import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { faultsOf, outOfReach, stillness } from './accessibility';
import { type Application, freshData, openApplication, root } from './application';

const fixtures = path.join(root, 'tests/fixtures/rosters/desk');
const screens = process.env.SCREENS;
/** A plan is made again behind what is shown: on a busy machine that takes a while. */
const patiently = { timeout: 20_000 };

let application: Application | null = null;
afterEach(async () => {
  await application?.close();
  application = null;
});

async function openDesk(options: Parameters<typeof openApplication>[0] = {}): Promise<Page> {
  application = await openApplication(options);
  const desk = await application.window('desk');
  await desk.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  return desk;
}

/** Chooses a file in the import's dialog, which is opened if it is not. */
async function choose(desk: Page, file: string): Promise<void> {
  if ((await desk.getByTestId('import').count()) === 0) await desk.getByTestId('import-roster').first().click();
  await desk.getByTestId('import').locator('input[type=file]').or(desk.locator('input[type=file]')).first().setInputFiles(file);
}

const at = (desk: Page, step: string) => desk.locator(`[data-testid="import"][data-step="${step}"]`).waitFor();
const sentence = (desk: Page) => desk.getByTestId('import-sentence').innerText();
const selected = (desk: Page, field: string) => desk.getByTestId(`field-${field}`).locator('select').first().locator('option:checked').innerText();

async function finish(desk: Page): Promise<void> {
  await desk.getByTestId('import-confirm').click();
  await at(desk, 'done');
}

async function close(desk: Page): Promise<void> {
  await desk.getByTestId('import-done').click();
  await desk.getByTestId('import').waitFor({ state: 'detached' });
}

async function look(desk: Page, name: string): Promise<void> {
  await stillness(desk);
  if (screens) await desk.screenshot({ path: path.join(screens, `${name}.png`) });
  expect(await faultsOf(desk), name).toEqual([]);
  // The page behind the dialog is under it, as it should be.
  expect((await outOfReach(desk)).filter((fault) => fault.endsWith('is outside')), name).toEqual([]);
}

test('exports of pretix, Indico and a Korean Google form come in by their guessed columns, and the choice is kept', async () => {
  const desk = await openDesk();
  await desk.setViewportSize({ width: 1366, height: 768 });
  await choose(desk, path.join(fixtures, 'pretix.csv'));
  await at(desk, 'mapping');
  expect(await desk.getByTestId('mapping-origin').getAttribute('data-origin')).toBe('pretix');
  await desk.getByTestId('mapping-id').waitFor();
  expect(await Promise.all(['registration_id', 'full_name', 'email', 'ticket_code'].map((field) => selected(desk, field)))).toEqual(['Order code', 'Attendee name', 'Attendee email', 'Ticket secret']);
  await expect.poll(() => desk.getByTestId('preview').locator('td[data-column="birth_date"]').first().innerText()).toBe('30 December 2001');
  await look(desk, 'mapping-light');
  // A required column cannot be left out.
  await desk.getByTestId('field-full_name').locator('select').first().selectOption('');
  await expect.poll(() => desk.getByTestId('mapping-continue').isDisabled()).toBe(true);
  await desk.getByTestId('field-full_name').locator('select').first().selectOption({ label: 'Attendee name' });
  await desk.getByTestId('mapping-continue').click();
  await at(desk, 'reviewing');
  expect(await sentence(desk)).toContain('3 people');
  await finish(desk);
  await close(desk);
  await desk.getByTestId('tab-roster').click();
  await expect.poll(() => desk.getByTestId('roster-row').first().innerText(), patiently).toContain('Mara Lindqvist');

  // The same headers again: nothing is asked, and nothing changes.
  await choose(desk, path.join(fixtures, 'pretix.csv'));
  await at(desk, 'reviewing');
  await desk.getByTestId('review-profile').waitFor();
  expect(await sentence(desk)).toContain('changes nothing');
  await desk.keyboard.press('Escape');
  await desk.getByTestId('import').waitFor({ state: 'detached' });

  for (const [file, origin, name] of [['indico.csv', 'indico', '陈晓'], ['google-forms-korean.csv', 'google_forms', '이하늘']] as const) {
    await choose(desk, path.join(fixtures, file));
    await at(desk, 'mapping');
    expect(await desk.getByTestId('mapping-origin').getAttribute('data-origin')).toBe(origin);
    expect(await desk.getByTestId('date-question').count()).toBe(0);
    await desk.getByTestId('mapping-continue').click();
    await at(desk, 'reviewing');
    await finish(desk);
    expect(await sentence(desk)).toContain('3 people');
    await close(desk);
    await desk.getByTestId('roster-search').fill(name);
    await expect.poll(() => desk.getByTestId('roster-row').first().innerText(), patiently).toContain(name);
    await desk.getByTestId('roster-search').fill('');
  }
});

test('ambiguous dates are asked about once, duplicates are decided, and a whole import is undone but for who came', async () => {
  const desk = await openDesk();
  await desk.setViewportSize({ width: 1366, height: 768 });
  await choose(desk, path.join(fixtures, 'ambiguous-dates.csv'));
  await at(desk, 'mapping');
  await desk.getByTestId('date-question').waitFor();
  expect(await desk.getByTestId('date-question').innerText()).toMatch(/03\/04\/2001[^]*3 April 2001[^]*4 March 2001/);
  expect(await desk.getByTestId('mapping-continue').isDisabled()).toBe(true);
  await desk.getByTestId('date-month_first').check();
  await expect.poll(() => desk.getByTestId('preview').locator('td[data-column="birth_date"]').first().innerText()).toBe('4 March 2001');
  await look(desk, 'dates-light');
  await desk.getByTestId('mapping-continue').click();
  await at(desk, 'reviewing');
  await finish(desk);
  await close(desk);
  await desk.getByTestId('tab-roster').click();
  await choose(desk, path.join(fixtures, 'ambiguous-dates.csv'));
  await at(desk, 'reviewing');
  expect(await sentence(desk)).toContain('changes nothing');
  await desk.keyboard.press('Escape');
  await desk.getByTestId('import').waitFor({ state: 'detached' });

  await choose(desk, path.join(fixtures, 'duplicates.csv'));
  await at(desk, 'reviewing');
  expect(await desk.getByTestId('import-confirm').isDisabled()).toBe(true);
  await desk.getByTestId('all-id-update').check();
  await desk.getByTestId('all-name_birth-skip').check();
  await desk.getByTestId('duplicates-email').getByTestId('duplicate').first().locator('select').selectOption('keep');
  await expect.poll(() => desk.getByTestId('import-confirm').isEnabled(), patiently).toBe(true);
  await expect.poll(() => sentence(desk), patiently).toContain('3 people');
  await desk.getByTestId('color-scheme').evaluate((button: HTMLElement) => button.click());
  await look(desk, 'duplicates-dark');
  await finish(desk);
  await close(desk);

  await desk.getByTestId('roster-row').filter({ hasText: 'Noah Brandt' }).click();
  await desk.getByTestId('action-check-in').click();
  await desk.getByTestId('reason').fill('came without a ticket');
  await desk.getByTestId('reason-confirm').click();
  await desk.getByTestId('visit').first().waitFor();
  await desk.keyboard.press('Escape');

  await desk.getByTestId('import-roster').first().click();
  await expect.poll(() => desk.getByTestId('past-import').first().innerText(), patiently).toContain('duplicates.csv');
  await look(desk, 'past-dark');
  await desk.getByTestId('past-undo').first().click();
  await desk.getByTestId('past-undo-sure').click();
  await at(desk, 'undone');
  expect(await desk.getByTestId('undone-sentence').innerText()).toContain('2 people are no longer');
  expect(await desk.getByTestId('undo-kept').innerText()).toContain('Noah Brandt');
  await look(desk, 'undone-dark');
  await close(desk);
  await expect.poll(() => desk.getByTestId('roster-count').getAttribute('data-total'), patiently).toBe('4');
});

test('broken and formula-laden rows are named, in a report to save that runs nothing', async () => {
  const desk = await openDesk();
  const folder = freshData();
  await application!.app.evaluate(({ dialog }, target) => {
    let count = 0;
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: `${target}/${(count += 1)}.csv` })) as never;
  }, folder);
  await choose(desk, path.join(fixtures, 'broken.csv'));
  await at(desk, 'reviewing');
  expect(await sentence(desk)).toContain('2 people');
  expect(await desk.getByTestId('import-rejected-count').innerText()).toMatch(/4/);
  await look(desk, 'broken-light');
  await desk.getByTestId('row-report').click();
  await desk.getByTestId('row-report-saved').waitFor();
  const broken = fs.readFileSync(path.join(folder, '1.csv'), 'utf8');
  expect(broken.startsWith('\ufeffrow,')).toBe(true);
  expect(broken).toMatch(/\r\n2,G-1,Good Person,added,/);
  for (const [row, code] of [[3, 'broken_quotes'], [4, 'too_many_cells'], [5, 'missing_registration_id'], [6, 'missing_full_name']] as const) {
    expect(broken).toMatch(new RegExp(`\\r\\n${row},[^\\r]*rejected,[^\\r]*${code}`));
  }
  await desk.keyboard.press('Escape');
  await desk.getByTestId('import').waitFor({ state: 'detached' });

  await choose(desk, path.join(fixtures, 'formulas.csv'));
  await at(desk, 'reviewing');
  await finish(desk);
  await desk.getByTestId('row-report').click();
  await desk.getByTestId('row-report-saved').waitFor();
  const formulas = fs.readFileSync(path.join(folder, '2.csv'), 'utf8');
  expect(formulas).toContain(`"'=HYPERLINK(`);
  expect(formulas).toContain(`F-2,'+1+1,added`);
  expect(formulas).toContain(`F-3,'@SUM(A1),added`);
  expect(formulas).not.toMatch(/(?:^|[,"])[=+@]/m);

  // The way back is right there.
  await desk.getByTestId('import-undo').click();
  await at(desk, 'undone');
  expect(await desk.getByTestId('undone-sentence').innerText()).toContain('3 people are no longer');
});
