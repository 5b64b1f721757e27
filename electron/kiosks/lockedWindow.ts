import { type BrowserWindow, type BrowserWindowConstructorOptions, type Display, screen } from 'electron';
import { isCaught } from './caughtKeys';

/** What makes a window one that covers a display and shows nothing of the system around it. */
export function lockedShape({ bounds }: Display): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: 0,
    minHeight: 0,
    frame: false,
    kiosk: true,
    alwaysOnTop: true,
    movable: false,
    minimizable: false,
    webPreferences: { devTools: false },
  };
}

/**
 * Keeps a window where it is and as it is. What a page can undo by itself (dropped files, printing) is locked in
 * preload, for every kiosk; what only the operating system can lock is told in the README.
 *
 * @param mayClose whether it may close just now.
 */
export function lockWindow(window: BrowserWindow, display: Display, mayClose: () => boolean): void {
  const { webContents: contents } = window;
  window.on('close', (event) => {
    if (!mayClose()) event.preventDefault();
  });
  contents.on('before-input-event', (event, input) => {
    if (isCaught(input)) event.preventDefault();
  });
  // The back and forward buttons of mice and keyboards.
  window.on('app-command', (event) => event.preventDefault());
  contents.on('dom-ready', () => {
    contents.setZoomFactor(1);
    void contents.setVisualZoomLevelLimits(1, 1);
  });
  const cover = (): void => {
    if (window.isDestroyed()) return;
    // Its display may have been unplugged, or may have come back.
    const all = screen.getAllDisplays();
    const { bounds } = all.find(({ id }) => id === display.id) ?? screen.getDisplayMatching(window.getBounds());
    window.setBounds(bounds);
    window.setKiosk(true);
    // Chromium makes an X11 window of just a display's size one pixel smaller. Where a window manager makes it full
    // screen that does not matter; where there is none, a line of what lies below would show.
    if (process.platform === 'linux' && window.getBounds().width < bounds.width) {
      window.setBounds({ ...bounds, width: bounds.width + 1, height: bounds.height + 1 });
    }
    window.setAlwaysOnTop(true, 'screen-saver');
  };
  cover();
  window.once('show', () => {
    cover();
    // Or a scanner would type into nothing until somebody touches the screen.
    window.focus();
    contents.focus();
  });
  window.on('leave-full-screen', cover);
  window.on('minimize', () => window.restore());
  const onMetrics = (): void => cover();
  screen.on('display-added', onMetrics);
  screen.on('display-removed', onMetrics);
  screen.on('display-metrics-changed', onMetrics);
  window.once('closed', () => {
    screen.off('display-added', onMetrics);
    screen.off('display-removed', onMetrics);
    screen.off('display-metrics-changed', onMetrics);
  });
}
