import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import type { ChampionsBridge, KioskHealth } from '@shared/contract/appChannels';
import { finished, freshData, type Opening, preparedData, ready, secondStart } from './application';
import { logOf } from './applicationLog';
import { OrganizerPin } from '../../electron/pin/organizerPin';
import { eventsOf } from './journalEvents';
import { application, closeOne, openDesk, openOne } from './oneApplication';
import { installRawClient, rawCall } from './rawPort';

/** Asks the main process as the page's own code does. */
function call<N extends Parameters<ChampionsBridge['call']>[0]>(page: Page, name: N, params: object): Promise<Awaited<ReturnType<ChampionsBridge['call']>>> {
  return page.evaluate(([channel, values]) => (window as unknown as { champions: ChampionsBridge }).champions.call(channel as 'pin.state', values), [name, params] as const) as never;
}

async function dataWithPin(pin: string): Promise<string> {
  const data = await preparedData();
  await OrganizerPin.open(data).set(pin, null);
  return data;
}

async function lockedKiosk(): Promise<Page> {
  const opened = await openOne({
    data: await dataWithPin('2468'),
    args: ['--kiosk=locked=1&target=day:2025-09-24&station=Entrance'],
  });
  const page = await opened.window('kiosk');
  await ready(page);
  return page;
}

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What the main process knows of the kiosk's window. */
function kioskWindow(): Promise<{ bounds: Rectangle; display: Rectangle; kiosk: boolean; onTop: boolean; menu: boolean; visible: boolean; tools: boolean; zoom: number; focused: boolean } | null> {
  return application!.app.evaluate(({ BrowserWindow, screen }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith('app://kiosk/'));
    if (!window) return null;
    return {
      bounds: window.getBounds(),
      display: screen.getDisplayMatching(window.getBounds()).bounds,
      kiosk: window.isKiosk(),
      onTop: window.isAlwaysOnTop(),
      menu: window.isMenuBarVisible(),
      visible: window.isVisible(),
      tools: window.webContents.isDevToolsOpened(),
      zoom: window.webContents.getZoomFactor(),
      focused: window.isFocused(),
    };
  });
}

/** Presses keys where the system's own come in: Playwright's skip what the main process catches. */
function press(...keys: [string, ...('control' | 'shift' | 'alt' | 'meta')[]][]): Promise<void> {
  return application!.app.evaluate(({ BrowserWindow }, pressed) => {
    const contents = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith('app://kiosk/'))!.webContents;
    for (const [keyCode, ...modifiers] of pressed) {
      contents.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
      if (keyCode.length === 1 && modifiers.length === 0) contents.sendInputEvent({ type: 'char', keyCode });
      contents.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
    }
  }, keys);
}

describe('a locked kiosk', () => {
  test('covers its display, and says that everything is locked', async () => {
    const page = await lockedKiosk();
    const window = (await kioskWindow())!;
    for (const side of ['x', 'y'] as const) expect(window.bounds[side]).toBe(window.display[side]);
    for (const side of ['width', 'height'] as const) expect(window.bounds[side] - window.display[side]).toBeOneOf([0, 1]);
    expect(window).toMatchObject({ kiosk: true, onTop: true, menu: false, visible: true, zoom: 1, focused: true });
    const health = (): Promise<KioskHealth> => call(page, 'kiosk.health', {}) as unknown as Promise<KioskHealth>;
    await expect.poll(async () => (await health()).locks.filter(({ locked }) => locked).map(({ name }) => name), { timeout: 15_000 }).toEqual([
      'display', 'menu', 'keys', 'zoom', 'developer_tools', 'dropped_files', 'printing',
    ]);
    expect(await health()).toMatchObject({ unsynced: 323, printers: expect.any(Number), clockIsPlausible: false, online: expect.any(Boolean) });
    expect((await health()).diskFreeMegabytes).toBeGreaterThan(0);
    expect(await call(page, 'kiosk.lock', {})).toEqual({ locked: true, hasPin: true });
    await expect.poll(() => logOf(application!.data)).toContain('everything that can be locked is');
  });

  test('is not left by keys, closing, context menu, dropped files, zoom, printing or developer tools; a scan goes through', async () => {
    const page = await lockedKiosk();
    const before = await kioskWindow();
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard, born: 'before' });
      window.addEventListener('keydown', (event) => heard.push(event.code), true);
    });
    await press(
      ['F1'], ['F5'], ['F11'], ['F12'], ['R', 'control'], ['R', 'control', 'shift'], ['R', 'meta'], ['W', 'control'], ['Q', 'control'], ['Q', 'meta'], ['W', 'meta'],
      ['P', 'control'], ['S', 'control'], ['F', 'control'], ['N', 'control'], ['T', 'control'], ['H', 'meta'], ['M', 'meta'],
      ['0', 'control'], ['-', 'control'], ['=', 'control'], ['I', 'control', 'shift'], ['J', 'control', 'shift'],
      ['F4', 'alt'], ['Left', 'alt'], ['Right', 'alt'], ['Space', 'alt'], ['Tab', 'control'], ['Escape', 'control'], ['Escape', 'alt'],
    );
    await page.evaluate(() => window.close());
    await application!.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith('app://kiosk/'))!;
      window.close();
      window.webContents.openDevTools();
      window.webContents.sendInputEvent({ type: 'mouseDown', button: 'right', x: 300, y: 300, clickCount: 1 });
      window.webContents.sendInputEvent({ type: 'mouseUp', button: 'right', x: 300, y: 300, clickCount: 1 });
      window.webContents.sendInputEvent({ type: 'mouseWheel', x: 300, y: 300, deltaX: 0, deltaY: 120, modifiers: ['control'] });
    });
    const done = await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'roster.csv'));
      const dropped = document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      const menu = document.body.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
      window.print();
      return { dropped, menu };
    });
    expect(done).toEqual({ dropped: false, menu: false });

    const code = 'SEL25-00013-433389';
    await press(...[...code].map((key) => [key, ...(/[A-Z]/.test(key) ? ['shift' as const] : [])] as [string, ...'shift'[]]), ['Enter']);
    await page.getByTestId('screen-answer').waitFor();
    expect(await page.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
    const heard = await page.evaluate(() => (window as unknown as { heard: string[]; born: string }).heard);
    expect(heard).toHaveLength(code.length + 1);
    expect(await page.evaluate(() => (window as unknown as { born: string }).born)).toBe('before');
    expect(await kioskWindow()).toEqual(before);
  });

  test('has no desk behind it, and starting the application once more opens none', async () => {
    await lockedKiosk();
    const { command, args } = secondStart(application!.data);
    const { code, stderr } = await finished(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
    expect([code, stderr]).toEqual([0, expect.stringContaining('open already')]);
    const pages = await application!.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => new URL(webContents.getURL()).host));
    expect(pages.sort()).toEqual(['kiosk', 'store']);
  });

  test('without a PIN is refused: the process says why and ends', async () => {
    const { command, args } = secondStart(freshData());
    const child = spawn(command, [...args, '--kiosk=locked=1'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const { code, stderr } = await finished(child);
    expect(code).toBe(1);
    expect(stderr).toContain('needs the organizer’s PIN');

    const opened = await openOne();
    const desk = await opened.window('desk');
    expect(await call(desk, 'pin.state', {})).toEqual({ hasPin: false });
    await expect(call(desk, 'kiosk.open', { locked: true })).rejects.toThrow(/PIN/);
    expect(await kioskWindow()).toBe(null);
  });

  test('is left through its own screen for staff, with keys of the keyboard', async () => {
    const page = await lockedKiosk();
    // Pressed, not clicked: on a display of this size the page is enlarged, and Playwright clicks beside it.
    await page.getByTestId('staff').press('Enter');
    await page.getByTestId('screen-staff').waitFor();
    await page.getByTestId('pin').fill('9999');
    await page.getByTestId('pin').press('Enter');
    await expect.poll(() => eventsOf(application!.data).at(-1)!, { timeout: 10_000 }).toMatchObject({ type: 'kiosk.unlockTried', data: { admitted: false } });
    await page.getByTestId('pin').fill('2468');
    const gone = page.waitForEvent('close');
    await page.getByTestId('leave').press('Enter');
    await gone;
    await ready(await application!.window('desk'));
    expect(eventsOf(application!.data).at(-1)).toMatchObject({ type: 'kiosk.unlockTried', data: { admitted: true, by: { station: 'Entrance' } } });
  });

  test('is left with the PIN; wrong ones make wait, longer each time, and every one is in the journal', async () => {
    const page = await lockedKiosk();
    const leave = (pin: string): Promise<unknown> => call(page, 'kiosk.leave', { pin });
    for (let i = 0; i < 3; i++) expect(await leave('0000')).toEqual({ left: false, problem: 'wrong_pin', waitSeconds: 0 });
    expect(await leave('0000')).toEqual({ left: false, problem: 'wrong_pin', waitSeconds: 5 });
    expect(await leave('2468')).toMatchObject({ left: false, problem: 'too_soon' });
    expect(await kioskWindow()).not.toBe(null);
    await expect.poll(() => leave('0001'), { timeout: 15_000, interval: 500 }).toEqual({ left: false, problem: 'wrong_pin', waitSeconds: 15 });
    const tries = (): boolean[] => eventsOf(application!.data).filter(({ type }) => type === 'kiosk.unlockTried').map(({ data }) => (data as { admitted: boolean }).admitted);
    expect(tries()).toEqual([false, false, false, false, false]);
    const gone = page.waitForEvent('close', { timeout: 40_000 });
    // The window may be gone before its page hears the answer.
    await expect.poll(() => leave('2468').then((answer) => (answer as { left: boolean }).left, () => page.isClosed()), { timeout: 30_000, interval: 1_000 }).toBe(true);
    await gone;
    expect(tries()).toEqual([false, false, false, false, false, true]);
    expect(eventsOf(application!.data).at(-1)).toMatchObject({ data: { by: { station: 'Entrance' } } });
    await ready(await application!.window('desk'));
  });
});

describe('the desk', () => {
  async function openPrepared(options: Opening = {}): Promise<Page> {
    return openDesk({ data: await preparedData(), ...options });
  }

  test('opens a locked kiosk for a room, and asks for a PIN before', async () => {
    const desk = await openPrepared();
    await desk.getByTestId('tab-station').click();
    await expect.poll(() => desk.getByTestId('pin-state').innerText()).toContain('No PIN');
    expect(await desk.getByTestId('kiosk-display').locator('option').allInnerTexts()).toEqual([expect.stringContaining('without the desk'), expect.stringMatching(/1920 × 1080 \(main\)/)]);
    await desk.getByTestId('kiosk-station').fill('Door 3');
    await desk.getByTestId('kiosk-target').selectOption('room:Room A');
    await desk.getByTestId('kiosk-locked').check();
    await desk.getByTestId('kiosk-open').click();
    await desk.getByTestId('pin-pin').fill('24');
    await desk.getByTestId('pin-save').click();
    await expect.poll(() => desk.getByTestId('pin-form').innerText()).toContain('A PIN has 4 to 12 digits');
    await desk.getByTestId('pin-pin').fill('2468');
    await desk.getByTestId('pin-again').fill('2469');
    await desk.getByTestId('pin-save').click();
    await expect.poll(() => desk.getByTestId('pin-form').innerText()).toContain('not the same');
    expect(await kioskWindow()).toBe(null);
    await desk.getByTestId('pin-again').fill('2468');
    await desk.getByTestId('pin-save').click();
    const kiosk = await application!.window('kiosk');
    await ready(kiosk);
    expect(Object.fromEntries(new URL(kiosk.url()).searchParams)).toEqual({ station: 'Door 3', target: 'room:Room A' });
    expect(await call(kiosk, 'kiosk.lock', {})).toEqual({ locked: true, hasPin: true });
    expect(await kioskWindow()).toMatchObject({ kiosk: true, onTop: true });
    await expect.poll(() => desk.getByTestId('pin-state').innerText()).toContain('is set');
    const gone = kiosk.waitForEvent('close');
    expect(await call(kiosk, 'kiosk.leave', { pin: '2468' }).catch(() => ({ left: true }))).toMatchObject({ left: true });
    await gone;
    expect(desk.isClosed()).toBe(false);
  });

  test('changes the PIN only for who knows it', async () => {
    const data = await dataWithPin('2468');
    const desk = await openPrepared({ data });
    await desk.getByTestId('tab-station').click();
    await expect.poll(() => desk.getByTestId('pin-state').innerText()).toContain('is set');
    await desk.getByTestId('pin-set').click();
    for (const name of ['pin', 'again']) await desk.getByTestId(`pin-${name}`).fill('1357');
    await desk.getByTestId('pin-current').fill('9999');
    await desk.getByTestId('pin-save').click();
    await expect.poll(() => desk.getByTestId('pin-form').innerText()).toContain('This PIN is not right');
    await desk.getByTestId('pin-current').fill('2468');
    await desk.getByTestId('pin-save').click();
    await desk.getByTestId('pin-form').waitFor({ state: 'detached' });
    await closeOne();
    expect((await OrganizerPin.open(data).check('2468')).problem).toBe('wrong_pin');
    expect((await OrganizerPin.open(data).check('1357')).problem).toBe(null);
  });

  test('writes tickets into the folder that is chosen, and leaves it alone when none is', async () => {
    const desk = await openPrepared();
    const folder = freshData();
    // The system's own dialog cannot be driven: what it would answer is put in its place.
    const choose = (filePaths: string[]): Promise<void> =>
      application!.app.evaluate(({ dialog }, paths) => {
        dialog.showOpenDialog = (() => Promise.resolve({ canceled: paths.length === 0, filePaths: paths })) as typeof dialog.showOpenDialog;
      }, filePaths);
    await desk.getByTestId('tab-station').click();
    await choose([]);
    await desk.getByTestId('tickets-export').click();
    await expect.poll(() => desk.getByTestId('tickets-export').isEnabled()).toBe(true);
    expect(await desk.getByTestId('tickets-done').count()).toBe(0);
    expect(eventsOf(application!.data).some(({ type }) => type === 'ticket.issued')).toBe(false);
    await choose([folder]);
    await desk.getByTestId('tickets-kind').getByText('Signed').click();
    await desk.getByTestId('tickets-export').click();
    await desk.getByTestId('tickets-done').waitFor({ timeout: 30_000 });
    expect(await desk.getByTestId('tickets-done').innerText()).toContain('320');
    const [made] = fs.readdirSync(folder);
    expect(made).toMatch(/-tickets-signed$/);
    expect(fs.readdirSync(path.join(folder, made!)).sort()).toEqual(['qr', 'tickets.csv', 'tickets.pdf']);
  });

  test('shows who asks for help at a kiosk, on every tab, until somebody says that they come', async () => {
    const desk = await openPrepared({ args: ['--kiosk=station=Entrance 2&target=auto'] });
    const kiosk = await application!.window('kiosk');
    await ready(kiosk);
    const requests = desk.getByTestId('help-request');
    await kiosk.getByTestId('help').click();
    await kiosk.getByTestId('help-call').click();
    await expect.poll(() => requests.count()).toBe(1);
    await installRawClient(kiosk);
    expect(await rawCall(kiosk, 'command', 'help.request', { requestId: 'r-2', subject: 'scan', station: 'Entrance 2' })).toMatchObject({ kind: 'value' });
    await expect.poll(() => requests.count()).toBe(2);
    expect(await requests.first().innerText()).toContain('Entrance 2');
    expect(await desk.title()).toContain('(2)');
    await desk.getByTestId('tab-roster').click();
    expect(await requests.count()).toBe(2);
    const scan = desk.locator('[data-testid=help-request][data-subject=scan]');
    await scan.getByTestId('help-coming').click();
    await expect.poll(() => requests.count()).toBe(1);
    expect(await scan.count()).toBe(0);
    expect(await rawCall(kiosk, 'query', 'help.status', { requestId: 'r-2' })).toMatchObject({ value: { answered: true } });
    await requests.first().getByTestId('help-coming').click();
    await expect.poll(() => requests.count()).toBe(0);
    expect(await desk.title()).toBe('Champions Desk');
    expect(eventsOf(application!.data).slice(-4).map(({ type }) => type)).toEqual(['help.requested', 'help.requested', 'help.answered', 'help.answered']);
  });
});
