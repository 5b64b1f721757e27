import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Application, headless, openApplication, preparedData, ready, root } from './application';
import { installRawClient, rawCall, rawPost } from './rawPort';

let application: Application;
let kiosk: Page;
let desk: Page;

beforeAll(async () => {
  application = await openApplication({
    data: await preparedData(),
    args: ['--kiosk=target=day:2025-09-24'],
    // A camera and a microphone that could be had.
    flags: ['--use-fake-device-for-media-stream'],
  });
  kiosk = await application.window('kiosk');
  desk = await application.window('desk');
  await ready(kiosk);
  await installRawClient(kiosk);
  await installRawClient(desk);
});
afterAll(() => application.close());

describe('a window', () => {
  test('has no Node, no Electron, and of the bridge four functions', async () => {
    for (const page of [kiosk, desk, await application.window('store')]) {
      const found = await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window));
      expect(found).toEqual([]);
    }
    expect(await kiosk.evaluate(() => Object.keys((window as unknown as { champions: object }).champions).sort())).toEqual(['call', 'onAccess', 'onStatus', 'requestPort']);
    expect(await (await application.window('store')).evaluate(() => 'champions' in window)).toBe(false);
  });

  test('is sandboxed and isolated', async () => {
    const preferences = await application.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => {
        const { sandbox, contextIsolation, nodeIntegration, webviewTag } = (window.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences();
        return { sandbox, contextIsolation, nodeIntegration, webviewTag };
      }),
    );
    expect(preferences).toHaveLength(3);
    for (const each of preferences) expect(each).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  });

  test('runs no foreign script, no inline script and no eval', async () => {
    const violations = await kiosk.evaluate(async () => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
      const inline = document.createElement('script');
      inline.textContent = 'window.inlineRan = true';
      document.head.append(inline);
      const foreign = document.createElement('script');
      foreign.src = 'https://example.org/x.js';
      document.head.append(foreign);
      const image = document.createElement('img');
      image.src = 'https://example.org/x.png';
      document.body.append(image);
      // In a timer of its own: what a debugger evaluates directly may use eval.
      setTimeout(() => {
        // oxlint-disable-next-line no-eval -- that it throws is what is tested
        Object.assign(window, { evalRan: (0, eval)('true') as boolean });
      });
      await fetch('https://example.org/').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (const element of [inline, foreign, image]) element.remove();
      return { seen: [...new Set(seen)].sort(), inlineRan: 'inlineRan' in window, evalRan: 'evalRan' in window };
    });
    expect(violations).toEqual({ seen: ['connect-src', 'img-src', 'script-src', 'script-src-elem'], inlineRan: false, evalRan: false });
  });

  test('shows no policy violation of its own', async () => {
    for (const page of [kiosk, desk]) {
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      await page.reload();
      await ready(page);
      expect(messages.filter((text) => /Content Security Policy|Refused/.test(text))).toEqual([]);
      await installRawClient(page);
    }
  });

  test('goes nowhere, opens nothing, downloads nothing, is allowed nothing', async () => {
    const before = kiosk.url();
    await kiosk.evaluate(() => {
      window.location.href = 'https://example.org/';
    });
    await kiosk.evaluate(() => {
      window.location.href = 'app://desk/index.html';
    });
    const opened = await kiosk.evaluate(() => window.open('https://example.org/') !== null || window.open('app://desk/index.html') !== null);
    expect(opened).toBe(false);
    await application.app.evaluate(({ session }) => {
      const prevented: boolean[] = [];
      Object.assign(globalThis, { prevented });
      session.defaultSession.on('will-download', (event) => prevented.push(event.defaultPrevented));
    });
    await kiosk.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'x.txt';
      link.click();
    });
    await expect.poll(() => application.app.evaluate(() => (globalThis as unknown as { prevented: boolean[] }).prevented)).toEqual([true]);
    const permissions = await kiosk.evaluate(async () => ({
      geolocation: await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('given'), () => resolve('denied'))),
      notifications: await Notification.requestPermission(),
      clipboard: await navigator.clipboard.readText().then(() => 'given', () => 'denied'),
    }));
    expect(permissions).toEqual({ geolocation: 'denied', notifications: 'denied', clipboard: 'denied' });
    expect(kiosk.url()).toBe(before);
    expect(application.app.windows().filter((page) => !page.url().startsWith('app://'))).toEqual([]);
  });

  test('has the camera if it is the kiosk, and nobody has the microphone or the screen', async () => {
    const asked = (page: Page): Promise<Record<string, string>> =>
      page.evaluate(async () => {
        const ask = (what: MediaStreamConstraints): Promise<string> =>
          navigator.mediaDevices.getUserMedia(what).then(
            (stream) => {
              for (const track of stream.getTracks()) track.stop();
              return 'given';
            },
            (error: Error) => error.name,
          );
        return {
          camera: await ask({ video: true }),
          microphone: await ask({ audio: true }),
          both: await ask({ video: true, audio: true }),
          screen: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'given', () => 'denied'),
          named: String((await navigator.mediaDevices.enumerateDevices()).some(({ kind, label }) => kind === 'videoinput' && label !== '')),
        };
      });
    const denied = { camera: 'NotAllowedError', microphone: 'NotAllowedError', both: 'NotAllowedError', screen: 'denied', named: 'false' };
    expect(await asked(kiosk)).toEqual({ ...denied, camera: 'given', named: 'true' });
    expect(await asked(desk)).toEqual(denied);
    expect(await asked(await application.window('store'))).toEqual(denied);
  });

  test('compiles WebAssembly if it is a kiosk or the desk, and what it compiles comes from the application', async () => {
    const compiled = (page: Page): Promise<string> =>
      page.evaluate(async () => {
        // In a timer of its own: what a debugger evaluates directly may do more.
        await new Promise((resolve) => setTimeout(resolve));
        return WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'compiled', () => 'refused');
      });
    expect(await compiled(kiosk)).toBe('compiled');
    expect(await compiled(desk)).toBe('compiled');
    expect(await compiled(await application.window('store'))).toBe('refused');
    const file = fs.readdirSync(path.join(root, 'out/renderer/assets')).find((name) => name.endsWith('.wasm')) as string;
    const served = await kiosk.evaluate((name) => fetch(`/assets/${name}`).then((response) => [response.status, response.headers.get('content-type')]), file);
    expect(served).toEqual([200, 'application/wasm']);
  });

  test('is served nothing from outside its folder', async () => {
    const statuses = await kiosk.evaluate(() =>
      Promise.all(['/assets/..%2f..%2fmain/main.js', '/..%2f..%2fpackage.json', '/store/index.html', '/nothing.js'].map((name) => fetch(name).then((response) => response.status, () => 0))),
    );
    expect(statuses).toEqual([403, 403, 403, 404]);
    // And another window's origin is another world.
    expect(await kiosk.evaluate(() => indexedDB.databases().then((all) => all.length))).toBe(0);
    expect(await kiosk.evaluate(() => fetch('app://store/index.html').then(() => 'read', () => 'refused'))).toBe('refused');
  });
});

describe('a kiosk’s port', () => {
  test.each([
    ['command', 'roster.import', { fileName: 'x', bytes: null, dryRun: true }],
    ['command', 'checkIn.override', { registrationId: 'SEL25-00001', target: 'day:2025-09-24', reason: 'because', nonce: 'n' }],
    ['command', 'checkIn.void', {}],
    ['command', 'attendee.cancel', {}],
    ['command', 'ticket.revoke', {}],
    ['command', 'workshop.configure', {}],
    ['command', 'agenda.import', {}],
    ['command', 'store.rebuild', {}],
    ['command', 'tickets.issue', { tickets: [], publicKey: null }],
    ['command', 'help.answer', { requestId: 'h' }],
    ['command', 'kiosk.noteUnlock', { admitted: true }],
    ['query', 'help.open', {}],
    ['query', 'roster.page', { search: '', filter: 'all', target: 'auto', offset: 0, limit: 10 }],
    ['query', 'attendee.get', { registrationId: 'SEL25-00001' }],
    ['query', 'attendance.page', { from: 0, limit: 10 }],
    ['query', 'scans.recent', { limit: 10 }],
    ['query', 'workshop.overview', {}],
    ['query', 'store.health', {}],
  ] as const)('may not %s %s', async (kind, name, params) => {
    expect(await rawCall(kiosk, kind, name, params)).toMatchObject({ kind: 'error', error: { code: 'forbidden', message: expect.stringContaining('kiosk') } });
  });

  test('may not subscribe to what it may not query, and cannot claim a role', async () => {
    expect(await rawPost(kiosk, { kind: 'subscribe', id: 5_000_001, name: 'roster.page', params: { search: '', filter: 'all', target: 'auto', offset: 0, limit: 10 } })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await rawPost(kiosk, { kind: 'query', id: 5_000_002, name: 'store.health', params: {}, role: 'desk' })).toMatchObject({ error: { code: 'forbidden' } });
  });

  test('may not call the main process for the desk', async () => {
    const refused = await kiosk.evaluate(() =>
      (window as unknown as { champions: { call(name: string, params: object): Promise<unknown> } }).champions.call('app.status', {}).then(() => 'given', (error: Error) => error.message),
    );
    expect(refused).toMatch(/may not call/);
  });

  test('gets a typed refusal for what is malformed', async () => {
    for (const [message, code] of [
      [{ kind: 'command', id: 6_000_001, name: 'scan.submit', params: { code: 1 } }, 'invalid_request'],
      [{ kind: 'command', id: 6_000_002, name: '__proto__', params: {} }, 'invalid_request'],
      [{ kind: 'nonsense', id: 6_000_003 }, 'invalid_request'],
      [{ kind: 'command', id: 6_000_004, name: 'scan.submit', params: { code: 'x', nonce: 'n', target: 'session:S99', direction: 'in' } }, 'unknown_target'],
    ] as const) {
      expect(await rawPost(kiosk, message)).toMatchObject({ kind: 'error', error: { code } });
    }
  });
});

test('the desk may do what the kiosk may not', async () => {
  expect(await rawCall(desk, 'query', 'store.health', {})).toMatchObject({ kind: 'value', value: { attendees: 320 } });
  const override = { registrationId: 'SEL25-00003', target: 'session:S04', reason: 'swapped with a friend', nonce: 'override-1' };
  expect(await rawCall(desk, 'command', 'checkIn.override', override)).toMatchObject({ value: { answer: 'ok' } });
  const { value } = await rawCall(desk, 'query', 'attendee.get', { registrationId: 'SEL25-00003' });
  const [visit] = (value as unknown as { visits: { eventId: string }[] }).visits;
  expect(visit).toMatchObject({ override: 'swapped with a friend', voided: false });
  expect(await rawCall(desk, 'command', 'checkIn.void', { registrationId: 'SEL25-00003', eventId: visit!.eventId, reason: 'a mistake', nonce: 'v' })).toMatchObject({ kind: 'value' });
  expect(await rawCall(desk, 'query', 'attendee.get', { registrationId: 'SEL25-00003' })).toMatchObject({ value: { visits: [{ voided: true }] } });
  expect(await rawCall(desk, 'command', 'checkIn.override', override)).toMatchObject({ value: { answer: 'ok' } }); // the same nonce: the first answer
  expect(await rawCall(desk, 'query', 'attendee.get', { registrationId: 'SEL25-00003' })).toMatchObject({ value: { visits: [{ voided: true }] } });
  expect(await rawCall(desk, 'command', 'attendee.cancel', { registrationId: 'SEL25-00004', reason: 'fell ill' })).toMatchObject({ kind: 'value' });
  expect(await rawCall(desk, 'command', 'ticket.revoke', { registrationId: 'SEL25-00005', ticketCode: 'SEL25-00005-580824', reason: 'lost phone' })).toMatchObject({ kind: 'value' });
  // The same again adds nothing: a window may send a command twice when the store was started anew.
  expect(await rawCall(desk, 'command', 'attendee.cancel', { registrationId: 'SEL25-00004', reason: 'fell ill' })).toMatchObject({ value: { eventId: '' } });
  for (const [code, answer] of [['SEL25-00004-890335', 'cancelled'], ['SEL25-00005-580824', 'revoked']] as const) {
    expect(await rawCall(kiosk, 'command', 'scan.submit', { code, nonce: code, target: 'day:2025-09-24', direction: 'in' })).toMatchObject({ value: { answer } });
  }
});

test('a second start brings the first to the front and ends; a headless one is refused', async () => {
  const { data, app } = application;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://desk/'))?.minimize());
  const { spawnSync } = await import('node:child_process');
  const { secondStart } = await import('./application');
  const { command, args } = secondStart(data);
  const { status } = spawnSync(command, args, { env: process.env, timeout: 60_000 });
  expect(status).toBe(0);
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith('app://desk/'))?.isMinimized())).toBe(false);
  expect(app.windows().filter((page) => page.url().startsWith('app://desk/'))).toHaveLength(1);
  const refused = await headless(['attendance', '--data', data]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/in use/);
  expect(fs.existsSync(path.join(data, 'journal'))).toBe(true);
});
