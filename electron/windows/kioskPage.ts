/**
 * What no kiosk's page does, locked or not: take dropped files or text, show a context menu, zoom by wheel or pinch.
 * Runs in preload, before any script of the page. That it neither prints nor closes itself is seen to in its own world,
 * out of reach of a preload script: `renderer/kiosk/frame/ownWindow.ts`.
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
}
