import { webFrame } from 'electron';

/**
 * What no kiosk's page does, locked or not: take dropped files or text, show a context menu, zoom by wheel or pinch,
 * print or close itself. Runs in preload, before any script of the page.
 */
export function guardKioskPage(): void {
  const refuse = (event: Event): void => event.preventDefault();
  window.addEventListener('contextmenu', refuse, true);
  window.addEventListener('dragstart', refuse, true);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    window.addEventListener(type, (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { dataTransfer } = event as DragEvent;
      if (dataTransfer) dataTransfer.dropEffect = 'none';
    }, true);
  }
  window.addEventListener('wheel', (event) => {
    if (event.ctrlKey) event.preventDefault(); // a pinch on a touchpad comes as this, too
  }, { capture: true, passive: false });
  // A page's `window` is out of reach of its preload script; this runs in the page's own world. A page that closes
  // itself would not even be asked whether its window may close.
  void webFrame.executeJavaScript(
    "for (const name of ['print', 'close']) Object.defineProperty(window, name, { value: () => undefined, writable: false, configurable: false, enumerable: true })",
  );
}
