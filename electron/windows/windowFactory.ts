import path from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import type { Host } from './appScheme';
import { trust } from './trustedSender';

const shapes: Record<Host, BrowserWindowConstructorOptions> = {
  store: { show: false, width: 200, height: 100, skipTaskbar: true },
  /** What is printed. It may ask for nothing: it has neither a preload script nor a role. */
  sheet: { show: false, width: 800, height: 1130, skipTaskbar: true },
  kiosk: { width: 1280, height: 800, minWidth: 800, minHeight: 600, backgroundColor: '#0b2b33' },
  desk: { width: 1366, height: 820, minWidth: 1024, minHeight: 640, backgroundColor: '#f6f8f8' },
  hq: { width: 1440, height: 900, minWidth: 1024, minHeight: 640, backgroundColor: '#f6f8f8' },
};

const preloads: Record<Host, string | null> = { store: 'store.js', sheet: null, kiosk: 'window.js', desk: 'window.js', hq: 'window.js' };

/**
 * Makes one of the application's windows, sandboxed and isolated, and loads its page.
 *
 * @param shape what differs from other windows of its kind.
 */
export function createWindow(host: Host, search = '', { webPreferences, ...shape }: BrowserWindowConstructorOptions = {}): BrowserWindow {
  const preload = preloads[host];
  const window = new BrowserWindow({
    ...shapes[host],
    ...shape,
    show: false,
    autoHideMenuBar: true,
    title: 'Champions Kiosk',
    webPreferences: {
      ...webPreferences,
      ...(preload === null ? {} : { preload: path.join(__dirname, '../preload', preload) }),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // The store works while hidden, and a kiosk must answer at full speed behind the desk.
      backgroundThrottling: host === 'desk' || host === 'hq',
    },
  });
  if (host !== 'sheet') trust(window.webContents, host);
  if (host === 'kiosk' || host === 'desk' || host === 'hq') window.once('ready-to-show', () => window.show());
  void window.loadURL(`app://${host}/index.html${search}`).catch(() => undefined); // 'did-fail-load' tells
  return window;
}
