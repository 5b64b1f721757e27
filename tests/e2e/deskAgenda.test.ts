import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { faultsOf, outOfReach, stillness } from './accessibility';
import { agenda, freshData, importInto, type Opening, preparedData, ready, root, roster } from './application';
import { importFile } from './desk';
import { eventsOf } from './journalEvents';
import { application, openDesk } from './oneApplication';
import { wedge } from './wedge';

/** A zone where it is about noon, so that no session of the test runs over midnight; `Etc/GMT-9` is nine hours ahead. */
const ahead = 12 - new Date().getUTCHours();
const zone = ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
const started = Date.now();
/** The wall-clock time there, some minutes from the start of the test. */
const wall = (minutes: number): string => new Date(started + (ahead * 60 + minutes) * 60_000).toISOString().slice(0, 16);
const clock = (minutes: number): string => wall(minutes).slice(11);

/** A day with a session that has just begun, two that follow it, and one in another room. */
async function dayInProgress(): Promise<string> {
  const data = freshData();
  const file = path.join(data, '..', `${path.basename(data)}-agenda.csv`);
  const lines = [
    'session_id,title,kind,start,end,timezone,room,capacity,speakers',
    `S01,Opening,plenary,${wall(-5)},${wall(40)},${zone},Main Hall,,Giulia Rossi`,
    `S02,Lecture,lecture,${wall(40)},${wall(85)},${zone},Main Hall,300,Kim Minsu`,
    `S03,Panel,panel,${wall(115)},${wall(160)},${zone},Main Hall,300,`,
    `S04,Lab,workshop,${wall(90)},${wall(150)},${zone},Room B,40,Kim Minsu`,
  ];
  fs.writeFileSync(file, lines.join('\n'));
  await importInto(data, { agenda: file, roster });
  fs.rmSync(file);
  return data;
}

const block = (desk: Page, id: string) => desk.locator(`[data-testid=timeline-session][data-session=${id}]`);

async function openAgenda(options: Opening): Promise<Page> {
  const desk = await openDesk(options);
  await desk.getByTestId('tab-agenda').click();
  return desk;
}

async function show(desk: Page, view: 'List' | 'Timeline'): Promise<void> {
  await desk.getByTestId('agenda-view').getByText(view).click();
  await desk.getByTestId(view === 'List' ? 'agenda' : 'timeline').waitFor();
}

test('the opening runs late: the delay is previewed, moves what follows, reaches the kiosk’s door and agenda at once, and is taken back', async () => {
  const desk = await openAgenda({ data: await dayInProgress(), args: ['--kiosk=target=room:Main Hall'] });
  const kiosk = await application!.window('kiosk');
  await ready(kiosk);
  await expect.poll(() => kiosk.getByTestId('target').innerText()).toContain('Opening');
  await wedge(kiosk, 'SEL25-00008-936468');
  await expect.poll(() => kiosk.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
  await kiosk.getByTestId('done').click();
  await kiosk.getByTestId('agenda').click();
  const sessions = kiosk.getByTestId('session');
  await expect.poll(() => sessions.allInnerTexts()).toEqual([expect.stringContaining(clock(-5)), expect.stringContaining(clock(40)), expect.stringContaining(clock(90)), expect.stringContaining(clock(115))]);

  await show(desk, 'Timeline');
  await desk.getByTestId('timeline-now').waitFor({ state: 'attached' });
  expect(await block(desk, 'S01').getAttribute('data-state')).toBe('now');
  await block(desk, 'S01').click();
  await desk.getByTestId('session-delay').click();
  const moves = desk.getByTestId('delay-move');
  await desk.getByTestId('delay-minutes').fill('0');
  await expect.poll(() => desk.getByTestId('delay-confirm').isDisabled()).toBe(true);
  await desk.getByTestId('delay-minutes').fill('45');
  // The half hour before the panel takes up most of it.
  await expect.poll(() => moves.allInnerTexts()).toEqual([
    expect.stringContaining(`${clock(40)} – ${clock(85)}`), expect.stringContaining(`${clock(85)} – ${clock(130)}`), expect.stringContaining(`${clock(130)} – ${clock(175)}`),
  ]);
  await expect.poll(() => desk.getByTestId('delay-conflicts').innerText()).toContain('Kim Minsu');
  await desk.getByTestId('delay-absorb').uncheck();
  await expect.poll(() => moves.last().innerText()).toContain(`${clock(160)} – ${clock(205)}`);
  await desk.getByTestId('delay-scope').getByText('All rooms that day').click();
  await expect.poll(() => moves.count()).toBe(4);
  expect(await faultsOf(desk)).toEqual([]);
  const before = eventsOf(application!.data).length;
  await desk.getByTestId('delay-confirm').click();

  // No reload: the open agenda of the kiosk, and its door.
  await expect.poll(() => sessions.allInnerTexts()).toEqual([expect.stringContaining(clock(40)), expect.stringContaining(clock(85)), expect.stringContaining(clock(135)), expect.stringContaining(clock(160))]);
  await kiosk.keyboard.press('Escape');
  await kiosk.getByTestId('screen-waiting').waitFor();
  await wedge(kiosk, 'SEL25-00001-736313');
  await expect.poll(() => kiosk.getByTestId('screen-answer').getAttribute('data-answer')).toBe('too_early');
  await kiosk.getByTestId('done').click();
  await expect.poll(() => desk.getByTestId('agenda-last').innerText()).toContain('4 sessions moved');
  expect(await block(desk, 'S01').getAttribute('data-state')).toBe('later');

  await desk.getByTestId('agenda-undo').click();
  await expect.poll(() => block(desk, 'S01').getAttribute('data-state')).toBe('now');
  await wedge(kiosk, 'SEL25-00001-736313');
  await expect.poll(() => kiosk.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
  const written = eventsOf(application!.data).slice(before).filter(({ type }) => type === 'session.changed');
  expect(written.map(({ data }) => (data as { cause: string }).cause)).toEqual(['delayed', 'undone']);
});

test('sessions are added, changed and removed beside the timeline; what clashes is said and may stand; arrow keys lead from one to the next', async () => {
  const desk = await openAgenda({ data: await dayInProgress() });
  await show(desk, 'Timeline');
  await desk.getByTestId('session-add').click();
  await desk.getByTestId('session-save').click();
  await expect.poll(() => desk.getByTestId('session-form').innerText()).toContain('Give the session a title.');
  await desk.getByTestId('session-title').fill('Networking ليلى');
  await desk.getByTestId('session-from').fill(clock(45));
  await desk.getByTestId('session-to').fill(clock(75));
  await desk.getByTestId('session-room').fill('main hall');
  await desk.getByTestId('session-capacity').fill('many');
  await desk.getByTestId('session-save').click();
  await expect.poll(() => desk.getByTestId('session-form').innerText()).toContain('whole number');
  await desk.getByTestId('session-capacity').fill('25');
  await expect.poll(() => desk.getByTestId('session-clashes').innerText()).toContain('Lecture');
  expect(await faultsOf(desk)).toEqual([]);
  await desk.getByTestId('session-save').click();
  const added = desk.locator('[data-testid=timeline-session][data-session^="N-"]');
  await added.waitFor();
  expect([await added.getAttribute('data-conflict'), await block(desk, 'S02').getAttribute('data-conflict'), await block(desk, 'S04').getAttribute('data-conflict')]).toEqual(['true', 'true', null]);
  await expect.poll(() => desk.getByTestId('agenda-conflicts').innerText()).toContain('1 conflict');

  await block(desk, 'S01').focus();
  const focused = (): Promise<string> => desk.evaluate(() => (document.activeElement as HTMLElement).dataset.session ?? '');
  await desk.keyboard.press('ArrowDown');
  expect(await focused()).toBe('S02');
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('ArrowDown');
  expect(await focused()).toBe('S03');
  await desk.keyboard.press('ArrowRight');
  expect(await focused()).toBe('S04');
  await desk.keyboard.press('Enter');
  await desk.getByTestId('session-form').waitFor();
  expect(await desk.getByTestId('session-title').inputValue()).toBe('Lab');
  await desk.getByTestId('session-to').fill(clock(80));
  await expect.poll(() => desk.getByTestId('session-clashes').innerText()).toContain('ends before it begins');
  // A later start carries the end along.
  await desk.getByTestId('session-to').fill(clock(150));
  await desk.getByTestId('session-from').fill(clock(100));
  expect(await desk.getByTestId('session-to').inputValue()).toBe(clock(160));
  await desk.getByTestId('session-registration').check();
  await desk.getByTestId('session-save').click();
  await desk.getByTestId('session-form').waitFor({ state: 'detached' });
  await expect.poll(() => block(desk, 'S04').innerText()).toContain(clock(100));
  expect(eventsOf(application!.data).at(-1)).toMatchObject({ data: { changes: [{ id: 'S04', set: { registrationRequired: true, when: { start: wall(100), end: wall(160) } } }] } });

  await added.click();
  await desk.getByTestId('session-remove').click();
  await desk.getByTestId('session-remove-confirm').click();
  await added.waitFor({ state: 'detached' });
  expect(await desk.getByTestId('agenda-conflicts').count()).toBe(0);
  await desk.getByTestId('agenda-undo').click();
  await added.waitFor();
});

test('a schedule of pretalx is imported and shown by day, at 1366×768, light and dark, and mirrored in Arabic', async () => {
  const desk = await openAgenda({ data: await dayInProgress() });
  await application!.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith('app://desk/'))!.setContentSize(1366, 768);
  });
  await desk.getByTestId('import-agenda').click();
  await desk.locator('input[type=file]').first().setInputFiles(path.join(root, 'tests/fixtures/agendas/pretalx-schedule.json'));
  await desk.getByTestId('import-rejected').waitFor();
  await desk.getByTestId('import-confirm').click();
  await desk.getByTestId('import-done').click();
  await expect.poll(() => desk.getByTestId('agenda-row').count()).toBe(5);
  await show(desk, 'Timeline');
  await desk.getByTestId('agenda-day').locator('label').first().click();
  await expect.poll(() => desk.getByTestId('timeline-session').count()).toBe(2);
  for (const scheme of ['light', 'dark']) {
    for (const view of ['List', 'Timeline'] as const) {
      await show(desk, view);
      await stillness(desk);
      expect(await faultsOf(desk), `${scheme} ${view}`).toEqual([]);
    }
    await desk.getByTestId('color-scheme').click();
  }
  expect(await outOfReach(desk)).toEqual([]);
  const leftOf = async (id: string): Promise<number> => (await block(desk, id).boundingBox())!.x;
  expect(await leftOf('ABCDEF')).toBeLessThan(await leftOf('TWICEE-20250329T1000'));
  await desk.getByTestId('language').click();
  await desk.getByTestId('language-ar').click();
  await expect.poll(() => desk.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await expect.poll(() => leftOf('ABCDEF')).toBeGreaterThan(await leftOf('TWICEE-20250329T1000'));
  expect(await desk.getByTestId('session-add').innerText()).toContain('إضافة جلسة');
  await block(desk, 'ABCDEF').focus();
  await desk.keyboard.press('ArrowLeft');
  expect(await desk.evaluate(() => (document.activeElement as HTMLElement).dataset.session)).toBe('TWICEE-20250329T1000');
  expect(await faultsOf(desk)).toEqual([]);
  expect(await outOfReach(desk)).toEqual([]);
});

test('a file that only takes sessions out can be confirmed, and says so before and after', async () => {
  const desk = await openAgenda({ data: await preparedData() });
  const before = await desk.getByTestId('agenda-row').count();
  const file = path.join(freshData(), 'shorter.csv');
  fs.writeFileSync(file, fs.readFileSync(agenda, 'utf8').trimEnd().split(/\r?\n/).slice(0, -2).join('\n'));
  expect(await importFile(desk, 'import-agenda', file)).toBe('2 sessions were taken out of the agenda.');
  await expect.poll(() => desk.getByTestId('agenda-row').count()).toBe(before - 2);
});
