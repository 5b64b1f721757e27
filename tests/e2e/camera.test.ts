import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import AxeBuilder from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FakeCamera } from '../scenes/fakeCamera.mjs';
import type { Scene } from '../scenes/pictures.mjs';
import { type Application, headless, openApplication, preparedData, ready } from './application';
import { wedge } from './wedge';

/** The camera in the real Electron: pictures that are drawn here come in as a camera's, and the kiosk answers them. */

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-camera-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Kiosk {
  application: Application;
  page: Page;
  lens: FakeCamera | null;
  close(): Promise<void>;
}

const open: Kiosk[] = [];
afterEach(async () => {
  for (const kiosk of open.splice(0)) await kiosk.close();
});

let cameras = 0;

/** A kiosk with a camera that sees a scene, or without a camera. */
async function openKiosk(scene: Scene | null, flags: string[] = []): Promise<Kiosk> {
  const lens = scene === null ? null : new FakeCamera(path.join(folder, `${++cameras}.y4m`), scene);
  const application = await openApplication({
    data: await preparedData(),
    args: ['--kiosk=target=day:2025-09-24&station=Entrance'],
    flags: [...(lens?.flags ?? []), ...flags],
    env: { KIOSK_WITHOUT_DESK: '1' },
  });
  const page = await application.window('kiosk');
  await ready(page);
  const kiosk = {
    application,
    page,
    lens,
    close: async () => {
      await application.close();
      lens?.close();
    },
  };
  return kiosk;
}

async function attended(data: string): Promise<{ registrationId: string; visits: number }[]> {
  const { json } = await headless(['attendance', '--data', data, '--format', 'json']);
  return json<{ registrationId: string; checkIns: unknown[] }>()
    .filter(({ checkIns }) => checkIns.length > 0)
    .map(({ registrationId, checkIns }) => ({ registrationId, visits: checkIns.length }));
}

const shown = (page: Page): Promise<unknown> => page.getByTestId('camera').locator('[data-shown]').waitFor();
const answerIn = (page: Page): Promise<string | null> => page.getByTestId('screen-answer').getAttribute('data-answer');
const nobody: Scene = {};

describe('a ticket held in front of the camera', () => {
  let kiosk: Kiosk;
  beforeAll(async () => {
    kiosk = await openKiosk(nobody);
    await shown(kiosk.page);
  });
  afterAll(() => kiosk.close());

  /** Each with a ticket of its own. */
  const scenes: [string, string, Scene][] = [
    ['sharp', 'SEL25-00001', { codes: [{ text: '' }] }],
    ['blurred', 'SEL25-00002', { codes: [{ text: '' }], blur: 4 }],
    ['turned', 'SEL25-00003', { codes: [{ text: '', turn: 37 }] }],
    ['small', 'SEL25-00004', { codes: [{ text: '', size: 96 }] }],
    ['inverted', 'SEL25-00005', { codes: [{ text: '', inverted: true }] }],
    ['with glare', 'SEL25-00006', { codes: [{ text: '' }], glare: 0.8 }],
    ['tilted', 'SEL25-00007', { codes: [{ text: '', tilt: 0.45 }] }],
    ['pale, with noise', 'SEL25-00008', { codes: [{ text: '', ink: 80, paper: 150, size: 240 }], noise: 8 }],
    ['at the edge of the picture', 'SEL25-00009', { codes: [{ text: '', size: 200, at: [0.12, 0.82] }] }],
  ];
  const tickets = new Map(
    fs.readFileSync(path.resolve(import.meta.dirname, '../fixtures/roster-seoul.csv'), 'utf8').split(/\r?\n/).slice(1).map((line) => line.split(',')).map(([id, code]) => [id, code] as const),
  );

  test.each(scenes)('%s: is read and answered', async (_name, ticket, scene) => {
    const { page, lens } = kiosk;
    await page.getByTestId('screen-waiting').waitFor({ timeout: 30_000 });
    lens!.show({ ...scene, codes: scene.codes!.map((code) => ({ ...code, text: tickets.get(ticket) as string })) });
    await page.getByTestId('screen-answer').waitFor({ timeout: 15_000 });
    expect(['ok', 'consent_missing', 'cancelled']).toContain(await answerIn(page));
    lens!.show(nobody);
    await page.getByTestId('done').or(page.getByTestId('consent-decline')).first().click();
  });

  test('is read by the WebAssembly reader, never by html5-qrcode’s own', async () => {
    expect(await kiosk.page.locator('[data-decoder]').getAttribute('data-decoder')).toBe('zxing-wasm');
  });

  test('is looked for on the answer to somebody else, too', async () => {
    const { page, lens } = kiosk;
    await page.getByTestId('screen-waiting').waitFor({ timeout: 30_000 });
    await wedge(page, 'SEL25-00013-433389');
    await page.getByTestId('screen-answer').waitFor();
    lens!.show({ codes: [{ text: tickets.get('SEL25-00014') as string }] });
    await expect.poll(() => page.getByTestId('answer-message').innerText(), { timeout: 15_000 }).toContain('Renée');
    lens!.show(nobody);
  });
});

test('a ticket held still is one scan, and one again after it was away', async () => {
  const ticket: Scene = { codes: [{ text: 'SEL25-00013-433389' }] };
  const kiosk = await openKiosk(nobody);
  open.push(kiosk);
  const { page, lens, application } = kiosk;
  await shown(page);
  await page.evaluate(() => {
    const answers: string[] = [];
    Object.assign(window, { answers });
    new MutationObserver(() => {
      const screen = document.querySelector('[data-testid="screen-answer"]');
      const answer = screen?.getAttribute('data-answer');
      const last = document.documentElement.dataset.lastScreen;
      document.documentElement.dataset.lastScreen = answer ?? 'waiting';
      if (answer && last !== answer) answers.push(answer);
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
  lens!.show(ticket);
  await page.getByTestId('screen-answer').waitFor({ timeout: 15_000 });
  // It is held while the answer is shown and goes, and when the screen waits again.
  await page.getByTestId('done').click();
  await page.getByTestId('screen-waiting').waitFor();
  const readings = (): Promise<number> => page.locator('[data-readings]').getAttribute('data-readings').then(Number);
  const before = await readings();
  await expect.poll(readings, { timeout: 30_000 }).toBeGreaterThan(before + 8);
  expect(await page.evaluate(() => (window as unknown as { answers: string[] }).answers)).toEqual(['ok']);
  lens!.show(nobody);
  const gone = await readings();
  await expect.poll(readings, { timeout: 30_000 }).toBeGreaterThan(gone + 8); // at least two seconds where nothing moves
  lens!.show(ticket);
  await expect.poll(() => answerIn(page), { timeout: 15_000 }).toBe('already_checked_in');
  await application.close();
  expect(await attended(application.data)).toEqual([{ registrationId: 'SEL25-00013', visits: 1 }]);
});

test('of several tickets in view none is taken: it asks for one, and takes the one that stays', async () => {
  const kiosk = await openKiosk(nobody);
  open.push(kiosk);
  const { page, lens, application } = kiosk;
  await shown(page);
  const mine = { text: 'SEL25-00013-433389', size: 280, at: [0.3, 0.5] as [number, number] };
  const theirs = { text: 'SEL25-00014-626574', size: 280, at: [0.7, 0.5] as [number, number], turn: 12 };
  lens!.show({ codes: [mine, theirs] });
  await page.getByTestId('camera-several').waitFor({ timeout: 15_000 });
  expect(await page.getByTestId('camera-several').innerText()).toContain('One ticket at a time');
  expect(await violations(page)).toEqual([]);
  expect(await page.getByTestId('screen-answer').count()).toBe(0);
  lens!.show({ codes: [theirs] });
  await expect.poll(() => answerIn(page).catch(() => null), { timeout: 15_000 }).toBe('ok');
  await application.close();
  expect(await attended(application.data)).toEqual([{ registrationId: 'SEL25-00014', visits: 1 }]);
});

test('a black picture is told, and gone when there is light again; the scanner that types works all the while', async () => {
  const kiosk = await openKiosk({ ground: 0 });
  open.push(kiosk);
  const { page, lens } = kiosk;
  await expect.poll(() => page.getByTestId('camera').getAttribute('data-problem').catch(() => null), { timeout: 30_000 }).toBe('black');
  expect(await page.getByTestId('camera-problem').innerText()).toContain('sees nothing');
  expect(await violations(page)).toEqual([]);
  await wedge(page, 'SEL25-00013-433389');
  await page.getByTestId('screen-answer').waitFor();
  expect(await answerIn(page)).toBe('ok');
  lens!.show(nobody);
  await page.getByTestId('done').click();
  await page.getByTestId('screen-waiting').waitFor();
  await shown(page);
  expect(await page.getByTestId('camera-problem').count()).toBe(0);
});

test('without a camera nothing is said of one, and the scanner that types works', async () => {
  const kiosk = await openKiosk(null, ['--use-fake-device-for-media-stream=device-count=0']);
  open.push(kiosk);
  const { page } = kiosk;
  expect(await page.evaluate(() => navigator.mediaDevices.enumerateDevices().then((all) => all.filter(({ kind }) => kind === 'videoinput').length))).toBe(0);
  await wedge(page, 'SEL25-00013-433389');
  await page.getByTestId('screen-answer').waitFor();
  expect(await answerIn(page)).toBe('ok');
  await page.getByTestId('done').click();
  await page.getByTestId('screen-waiting').waitFor();
  expect(await page.getByTestId('camera').count()).toBe(0);
});

test('a camera that is denied, or lost, is told, and comes back by itself', async () => {
  const kiosk = await openKiosk(nobody);
  open.push(kiosk);
  const { page, application, lens } = kiosk;
  await shown(page);
  // As the system's privacy settings would: every request is refused from now on.
  await application.app.evaluate(({ session }) => session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false)));
  // As a pulled cable does: the track is at its end.
  const pull = (): Promise<void> =>
    page.evaluate(() => {
      const { srcObject } = document.querySelector('video') as HTMLVideoElement;
      for (const track of (srcObject as MediaStream).getVideoTracks()) track.stop();
    });
  await pull();
  const problem = (): Promise<string | null> => page.getByTestId('camera').getAttribute('data-problem');
  await expect.poll(problem, { timeout: 15_000 }).toBe('unplugged');
  await expect.poll(problem, { timeout: 15_000 }).toBe('denied');
  await wedge(page, 'SEL25-00013-433389');
  await page.getByTestId('screen-answer').waitFor();
  expect(await answerIn(page)).toBe('ok');
  await page.getByTestId('done').click();
  await page.getByTestId('screen-waiting').waitFor();
  await application.app.evaluate(({ session }) => session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(true)));
  await expect.poll(problem, { timeout: 60_000 }).toBe(null);
  await shown(page);
  expect(await page.evaluate(() => document.querySelectorAll('video').length)).toBe(1);
  lens!.show({ codes: [{ text: 'SEL25-00014-626574' }] });
  await expect.poll(() => answerIn(page).catch(() => null), { timeout: 15_000 }).toBe('ok');
});

test('a camera that another program has is told as busy, and is taken again when the devices change', async () => {
  const kiosk = await openKiosk(nobody);
  open.push(kiosk);
  const { page, lens } = kiosk;
  await shown(page);
  // What Chromium answers while another program has the camera; nothing else can have the fake one.
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    const held = Object.assign(window, { cameraIsHeld: true });
    mediaDevices.getUserMedia = (constraints) =>
      held.cameraIsHeld ? Promise.reject(new DOMException('Could not start video source', 'NotReadableError')) : real(constraints);
    for (const track of ((document.querySelector('video') as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()) track.stop();
  });
  const problem = (): Promise<string | null> => page.getByTestId('camera').getAttribute('data-problem');
  await expect.poll(problem, { timeout: 15_000 }).toBe('busy');
  expect(await page.getByTestId('camera').innerText()).toMatch(/another program/i);
  await wedge(page, 'SEL25-00013-433389');
  await page.getByTestId('screen-answer').waitFor();
  expect(await answerIn(page)).toBe('ok');
  await page.getByTestId('done').click();
  await page.getByTestId('screen-waiting').waitFor();
  await page.evaluate(() => {
    Object.assign(window, { cameraIsHeld: false });
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await expect.poll(problem, { timeout: 15_000 }).toBe(null);
  await shown(page);
  lens!.show({ codes: [{ text: 'SEL25-00014-626574' }] });
  await expect.poll(() => answerIn(page).catch(() => null), { timeout: 15_000 }).toBe('ok');
});

test('of several cameras the other can be chosen, and is remembered', async () => {
  const kiosk = await openKiosk(null, ['--use-fake-device-for-media-stream=device-count=2']);
  open.push(kiosk);
  const { page } = kiosk;
  await shown(page);
  const current = (): Promise<string | undefined> =>
    page.evaluate(() => (document.querySelector('video')?.srcObject as MediaStream | null)?.getVideoTracks()[0]?.getSettings().deviceId).catch(() => undefined);
  const first = await current();
  await page.getByTestId('camera-switch').click();
  await expect.poll(async () => ![undefined, first].includes(await current()), { timeout: 15_000 }).toBe(true);
  const second = await current();
  await page.reload();
  await ready(page);
  await shown(page);
  await expect.poll(current).toBe(second);
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AxeBuilder.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof AxeBuilder }).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`);
  });
}
