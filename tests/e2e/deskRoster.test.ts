import fs from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { faultsOf, outOfReach, stillness } from './accessibility';
import { freshData, root } from './application';
import { application, openDesk } from './oneApplication';

const fixtures = path.join(root, 'tests/fixtures/rosters/desk');
const screens = process.env.SCREENS;
/** A plan is made again behind what is shown: on a busy machine that takes a while. */
const patiently = { timeout: 20_000 };

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

/** A file for the dialog, made for the purpose. */
function fileOf(name: string, content: Uint8Array | string): string {
  const file = path.join(freshData(), name);
  fs.writeFileSync(file, content);
  return file;
}

test('a file that is no table is refused in the language of the desk, the details go to the log, and another can be chosen', async () => {
  const desk = await openDesk();
  const logged: string[] = [];
  desk.on('console', (message) => logged.push(message.text()));
  const png = await desk.screenshot();
  const archive = zipSync({ 'notes.txt': strToU8('no workbook') });
  await desk.getByTestId('language').click();
  await desk.getByTestId('language-de').click();
  const error = desk.getByTestId('import').getByTestId('error');
  for (const [name, content] of [['picture.csv', png], ['nothing.csv', ''], ['archive.xlsx', archive], ['lines.csv', '\n\n\n']] as const) {
    await choose(desk, fileOf(name, content));
    await expect.poll(() => logged.some((text) => text.includes(name)), { ...patiently, message: name }).toBe(true);
    await at(desk, 'choosing');
    expect(await error.getAttribute('data-code')).toBe('unreadable_file');
    expect(await error.innerText()).toBe(
      'Diese Datei lässt sich nicht lesen. Öffnen Sie die Datei in einer Tabellenkalkulation, speichern Sie sie als „CSV UTF-8“ oder .xlsx und importieren Sie diese.',
    );
  }
  await look(desk, 'unreadable-de');
  await choose(desk, path.join(fixtures, 'formulas.csv'));
  await at(desk, 'reviewing');
  expect(await error.count()).toBe(0);
});

test('files in EUC-KR, Shift_JIS and UTF-16 come in with every letter, and say what they were read as', async () => {
  const desk = await openDesk();
  for (const [file, encoding, name] of [['cp949.csv', 'euc-kr', '똠방각하'], ['shift_jis.csv', 'shift_jis', '髙橋 蓮'], ['utf-16le.csv', 'utf-16le', 'Ελένη Οικονόμου']] as const) {
    await choose(desk, path.join(root, 'tests/fixtures/rosters', file));
    await at(desk, 'reviewing');
    expect(await desk.getByTestId('import-encoding-count').innerText()).toContain(encoding);
    await finish(desk);
    await close(desk);
    await desk.getByTestId('tab-roster').click();
    await desk.getByTestId('roster-search').fill(name);
    await expect.poll(() => desk.getByTestId('roster-row').first().innerText().catch(() => ''), { ...patiently, message: file }).toContain(name);
    await desk.getByTestId('roster-search').fill('');
  }
});

/** Touches "Stop" as soon as a bar of progress has come so far. */
function stopAt(desk: Page, progress: string, least: number): Promise<void> {
  return desk.evaluate(
    ([shown, from]) =>
      new Promise<void>((resolve) => {
        const watch = new MutationObserver(() => {
          const there = document.querySelector(shown as string);
          const bar = there?.querySelector('[role="progressbar"]');
          const stop = there?.querySelector<HTMLElement>('[data-testid="import-stop"]');
          if (!bar || !stop || Number(bar.getAttribute('aria-valuenow') ?? 0) < (from as number)) return;
          watch.disconnect();
          stop.click();
          resolve();
        });
        watch.observe(document.body, { subtree: true, childList: true, attributes: true });
      }),
    [progress, least] as const,
  );
}

test('twenty thousand rows show how far they are, and stopping keeps what is in, as the list of earlier imports says', async () => {
  const desk = await openDesk();
  const lines = Array.from({ length: 20_000 }, (_, index) => `H-${index},Person ${index} Of Many,h${index}@example.org`);
  // How far it is shows while it is only looked at; stopped there, at once, nothing has happened.
  const stoppedReading = stopAt(desk, '[data-testid="import-progress"]', 0);
  await choose(desk, fileOf('many.csv', ['registration_id,full_name,email', ...lines].join('\n')));
  await stoppedReading;
  await at(desk, 'choosing');
  expect(await desk.getByTestId('import').getByTestId('error').count()).toBe(0);
  await choose(desk, fileOf('many.csv', ['registration_id,full_name,email', ...lines].join('\n')));
  await desk.locator('[data-testid="import"][data-step="reviewing"]').waitFor({ timeout: 60_000 });
  expect(await sentence(desk)).toContain('20,000 people');
  // Stopped as soon as the bar says that some are written: faster than a hand, so that it is in the middle.
  const stopped = stopAt(desk, '[data-testid="import-progress"][data-phase="writing"]', 1);
  await desk.getByTestId('import-confirm').click();
  await stopped;
  await desk.locator('[data-testid="import"][data-step="done"]').waitFor({ timeout: 60_000 });
  const written = /Stopped: ([\d,]+) of 20,000/.exec(await sentence(desk))?.[1];
  expect(written).toMatch(/^[\d,]{4,6}$/);
  await close(desk);
  await desk.getByTestId('tab-roster').click();
  await desk.getByTestId('import-roster').first().click();
  await expect.poll(() => desk.getByTestId('past-import').first().innerText(), patiently).toMatch(new RegExp(`many\\.csv[^]*${written} new[^]*stopped`));
  expect(Number(written?.replaceAll(',', ''))).toBeLessThan(20_000);
});
