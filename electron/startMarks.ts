import type { WebContents } from 'electron';

/**
 * Moments of a start, for whoever measures it: with `KIOSK_MARKS` set, each is printed on standard output as a JSON
 * line, in milliseconds since 1970.
 */
export function mark(name: string, at = Date.now()): void {
  if (process.env.KIOSK_MARKS) process.stdout.write(`${JSON.stringify({ [name]: at })}\n`);
}

/** Marks when a kiosk's page says that a scan would be answered. */
export function markKioskReady(contents: WebContents): void {
  if (!process.env.KIOSK_MARKS) return;
  contents.once('dom-ready', () => {
    mark('kioskPageAt');
    const ready = `new Promise((resolve) => {
      const look = () => document.documentElement.dataset.ready === 'true' && resolve(performance.timeOrigin + performance.now());
      new MutationObserver(look).observe(document.documentElement, { attributes: true });
      look();
    })`;
    void contents.executeJavaScript(ready).then((at: number) => mark('kioskReadyAt', at));
  });
}
