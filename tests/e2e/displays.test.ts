import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChampionsBridge } from '@shared/contract/appChannels';
import { OrganizerPin } from '../../electron/pin/organizerPin';
import { preparedData, ready } from './application';
import { application, openOne } from './oneApplication';
import { startTwoDisplays, type TwoDisplays, whyNoTwoDisplays } from './twoDisplays';

const reason = whyNoTwoDisplays();
let computer: TwoDisplays;
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the windows of one kind are. */
function boundsOf(host: 'desk' | 'kiosk'): Promise<Box[]> {
  return application!.app.evaluate(
    ({ BrowserWindow }, wanted) =>
      BrowserWindow.getAllWindows().filter((each) => new URL(each.webContents.getURL()).host === wanted && each.isVisible()).map((each) => each.getBounds()),
    host,
  );
}

/** A locked window covers its display; there may be a pixel more, where no window manager makes it full screen. */
function covers(box: Box | undefined, left: number): boolean {
  return box !== undefined && box.x === left && box.y === 0 && box.width - 1280 in { 0: 1, 1: 1 } && box.height - 720 in { 0: 1, 1: 1 };
}

async function openDesk(): Promise<Page> {
  const data = await preparedData();
  await OrganizerPin.open(data).set('2468', null);
  const opened = await openOne({ data, env: computer.env });
  const desk = await opened.window('desk');
  // With a PIN there is, the desk opens locked.
  await desk.getByTestId('enter-pin').fill('2468');
  await desk.getByTestId('enter-open').click();
  await ready(desk);
  return desk;
}

function bridge<R>(page: Page, name: string, params: object): Promise<R> {
  return page.evaluate(([channel, values]) => (window as unknown as { champions: ChampionsBridge }).champions.call(channel as 'pin.state', values), [name, params] as const) as Promise<R>;
}

interface ListedDisplay {
  id: number;
  width: number;
  primary: boolean;
}

/** The displays as the desk lists them, once Electron has heard of both. */
async function displaysOf(desk: Page): Promise<ListedDisplay[]> {
  const list = async (): Promise<ListedDisplay[]> => (await bridge<{ displays: ListedDisplay[] }>(desk, 'displays.list', {})).displays;
  await expect.poll(async () => (await list()).length, { timeout: 15_000 }).toBe(2);
  return list();
}

describe.skipIf(reason !== null)(`a computer with two displays${reason ? ` (${reason})` : ''}`, () => {
  beforeAll(async () => {
    computer = await startTwoDisplays();
  });
  afterAll(() => computer.stop());

  test('a locked kiosk covers the display where the desk is not; when that is unplugged, the other; and it goes back', async () => {
    const desk = await openDesk();
    expect((await displaysOf(desk)).map(({ width, primary }) => [width, primary])).toEqual([[1280, true], [1280, false]]);
    await application!.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith('app://desk/'))!.setBounds({ x: 40, y: 40, width: 1100, height: 640 }));
    await bridge(desk, 'kiosk.open', { locked: true, station: 'Entrance' });
    await application!.window('kiosk');
    await expect.poll(async () => covers((await boundsOf('kiosk'))[0], 1280), { timeout: 15_000 }).toBe(true);
    computer.unplugSecond();
    await expect.poll(async () => covers((await boundsOf('kiosk'))[0], 0), { timeout: 15_000 }).toBe(true);
    computer.plugSecond();
    await expect.poll(async () => covers((await boundsOf('kiosk'))[0], 1280), { timeout: 15_000 }).toBe(true);
    expect((await boundsOf('desk'))[0]!.x).toBeLessThan(1280);
  });

  test('two kiosks, each on the display that was chosen for it', async () => {
    const desk = await openDesk();
    const displays = await displaysOf(desk);
    for (const [index, { id }] of displays.entries()) await bridge(desk, 'kiosk.open', { locked: true, station: `Entrance ${index + 1}`, display: id });
    await expect.poll(async () => (await boundsOf('kiosk')).map(({ x }) => x).sort((a, b) => a - b), { timeout: 15_000 }).toEqual([0, 1280]);
    const boxes = await boundsOf('kiosk');
    for (const left of [0, 1280]) expect(boxes.some((box) => covers(box, left))).toBe(true);
  });
});
