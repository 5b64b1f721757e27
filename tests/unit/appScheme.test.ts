import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {}, net: {} }));
const { fileFor } = await import('../../electron/windows/appScheme');
const { isKiosk, isOwn } = await import('../../electron/windows/lockdown');
const { contentSecurityPolicy, withNonce } = await import('../../electron/windows/contentSecurityPolicy');

const folder = path.resolve('/somewhere/out/renderer');

describe('what the app scheme serves', () => {
  test.each([
    ['app://kiosk/', 'kiosk/index.html'],
    ['app://kiosk/index.html?station=Entrance', 'kiosk/index.html'],
    ['app://desk/assets/desk-1a2b.js', 'assets/desk-1a2b.js'],
    ['app://hq/index.html', 'hq/index.html'],
  ])('%s', (url, file) => {
    expect(fileFor(url, folder)).toBe(path.join(folder, file));
  });

  test.each([
    'app://other/index.html',
    'app://kiosk/../secret',
    'app://kiosk/%2e%2e/secret.js',
    'app://kiosk/assets/%2e%2e/%2e%2e/secret.js',
    'app://kiosk/assets/..%2f..%2fsecret.js',
    'app://kiosk/assets/..%5c..%5csecret.js',
    'app://kiosk/assets/%252e%252e/secret.js',
    'app://kiosk/C:/windows/win.ini',
    'app://kiosk/assets/a%00.js',
    'app://kiosk//etc/passwd',
    'app://kiosk/desk/index.html',
    'app://kiosk/%E0%A4%A',
    'http://kiosk/index.html',
    'file:///etc/passwd',
    'not a url',
  ])('not %s', (url) => {
    const file = fileFor(url, folder);
    // What Chromium folds away before asking may name a file inside, but never one outside.
    if (file !== null) expect(file.startsWith(folder + path.sep)).toBe(true);
    if (file !== null) expect(['app://kiosk/../secret', 'app://kiosk//etc/passwd', 'app://kiosk/%2e%2e/secret.js', 'app://kiosk/assets/%2e%2e/%2e%2e/secret.js']).toContain(url);
  });
});

test('requests stay inside the application', () => {
  expect(['app://kiosk/', 'blob:app://kiosk/1', 'data:text/plain,x', 'devtools://x'].every((url) => isOwn(url))).toBe(true);
  expect(['http://example.org/', 'https://example.org', 'ws://x', 'file:///etc/passwd', 'chrome-extension://x', 'ftp://x', 'apple:x'].some((url) => isOwn(url))).toBe(false);
});

test('every script of a page carries the nonce, and the page can find it', () => {
  expect(withNonce('<html><head><script src="x"></script></head></html>', 'N')).toBe(
    '<html><head><meta property="csp-nonce" nonce="N"><script nonce="N" src="x"></script></head></html>',
  );
});

test('kiosk and desk alone may compile WebAssembly, and no page may evaluate scripts', () => {
  for (const host of ['store', 'kiosk', 'desk', 'hq', 'sheet'] as const) {
    const policy = contentSecurityPolicy(host, 'N');
    expect(policy.includes("'wasm-unsafe-eval'")).toBe(host === 'kiosk' || host === 'desk');
    expect(policy).not.toMatch(/'unsafe-(eval|inline)'|\*/);
  }
});

test('the camera belongs to the kiosk’s own pages', () => {
  expect(['app://kiosk', 'app://kiosk/', 'app://kiosk/index.html?station=1'].every(isKiosk)).toBe(true);
  expect(['app://desk/', 'app://kiosk.example/', 'app://kiosks/', 'https://kiosk/', 'null', ''].some(isKiosk)).toBe(false);
});
