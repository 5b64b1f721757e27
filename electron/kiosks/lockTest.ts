import { type BrowserWindow, Menu, screen, type WebContents } from 'electron';
import type { KioskHealth } from '@shared/contract/appChannels';

export type Locks = KioskHealth['locks'];
type LockName = Locks[number]['name'];

/** What is held to be locked at a kiosk that is not meant to be: nothing was tried. */
export const unlocked: Locks = (['display', 'menu', 'keys', 'zoom', 'developer_tools', 'dropped_files', 'printing'] as const).map(
  (name) => ({ name, locked: false }),
);

const patience = 5_000;
const momentToOpen = 2_000;

/** Tries at a locked kiosk what must not work there, and says for each whether it did not. The page must be loaded. */
export async function testLocks(window: BrowserWindow): Promise<Locks> {
  const { webContents: contents } = window;
  const tests: Record<LockName, () => boolean | Promise<boolean>> = {
    display: () => covers(window),
    menu: () => Menu.getApplicationMenu() === null && !window.isMenuBarVisible(),
    keys: () => keysAreCaught(contents),
    zoom: () => zoomIsFixed(contents),
    developer_tools: () => developerToolsStayShut(contents),
    dropped_files: () => inPage(contents, dropIsRefused),
    printing: () => inPage(contents, printIsGone),
  };
  return Promise.all(
    (Object.keys(tests) as LockName[]).map(async (name) => ({ name, locked: await Promise.resolve(tests[name]()).catch(() => false) })),
  );
}

function covers(window: BrowserWindow): boolean {
  const covered = window.getBounds();
  const { bounds } = screen.getDisplayMatching(covered);
  const all =
    covered.x <= bounds.x && covered.y <= bounds.y &&
    covered.x + covered.width >= bounds.x + bounds.width && covered.y + covered.height >= bounds.y + bounds.height;
  return all && window.isKiosk() && window.isAlwaysOnTop() && !window.isMinimized();
}

/**
 * Presses F24, which no keyboard at a kiosk has, with and without Ctrl, and then a key that is let through: if the
 * page hears of the last alone, keys are caught on their way.
 */
async function keysAreCaught(contents: WebContents): Promise<boolean> {
  const slot = "window[Symbol.for('champions.lockTest')]";
  await inPage(contents, `${slot} = new Promise((resolve) => {
    let leaked = false;
    const listen = (event) => {
      const wasToBeCaught = event.code === 'F24' || event.ctrlKey;
      leaked ||= wasToBeCaught;
      event.stopImmediatePropagation();
      if (wasToBeCaught) return;
      window.removeEventListener('keydown', listen, true);
      resolve(!leaked);
    };
    window.addEventListener('keydown', listen, true);
  }), true`);
  const press = (keyCode: string, modifiers: ('control' | 'shift')[] = []): void => {
    for (const type of ['keyDown', 'keyUp'] as const) contents.sendInputEvent({ type, keyCode, modifiers });
  };
  press('F24');
  press('W', ['control']);
  press('Shift', ['shift']);
  return inPage(contents, slot);
}

async function zoomIsFixed(contents: WebContents): Promise<boolean> {
  if (contents.getZoomFactor() !== 1) return false;
  return inPage(contents, `(() => {
    const wheel = new WheelEvent('wheel', { deltaY: -120, ctrlKey: true, bubbles: true, cancelable: true });
    return !document.body.dispatchEvent(wheel) && window.visualViewport.scale === 1;
  })()`);
}

/** They open a moment after they are asked to; those that cannot, never say anything. */
async function developerToolsStayShut(contents: WebContents): Promise<boolean> {
  const opened = new Promise<boolean>((resolve) => {
    contents.once('devtools-opened', () => resolve(true));
    setTimeout(() => resolve(false), momentToOpen);
  });
  contents.openDevTools({ mode: 'detach', activate: false });
  if (!(await opened) && !contents.isDevToolsOpened()) return true;
  contents.closeDevTools();
  return false;
}

const dropIsRefused = `(() => {
  const data = new DataTransfer();
  data.items.add(new File(['x'], 'x.txt'));
  const event = (type) => new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
  return !document.body.dispatchEvent(event('dragover')) && !document.body.dispatchEvent(event('drop'));
})()`;

const printIsGone = `(() => {
  const print = Object.getOwnPropertyDescriptor(window, 'print');
  return print !== undefined && print.configurable === false && print.writable === false && !String(print.value).includes('native code');
})()`;

/** Asks the page a question whose answer is a boolean; a page that does not answer is held to be open. */
function inPage(contents: WebContents, question: string): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  const answer = contents.executeJavaScript(question).then((value: unknown) => value === true);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
