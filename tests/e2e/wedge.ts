import type { Page } from 'playwright';

/**
 * Types as a keyboard-wedge scanner does: keys by their place on the keyboard, then Enter, in one go. Playwright waits
 * for each key to be taken, which on a busy machine is slower than any scanner; here all are sent and then waited for.
 */
export async function wedge(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    await Promise.all(
      [...[...code].map(keyOf), enter].flatMap((key) => {
        const { text: _text, ...released } = key;
        return [session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }), session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...released })];
      }),
    );
  } finally {
    await session.detach().catch(() => undefined); // the page may have been left by what the scan did
  }
}

interface Key {
  key: string;
  code: string;
  windowsVirtualKeyCode: number;
  text: string;
}

const enter: Key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };

/** The signs that a QR code of letters and digits may have, by their keys. */
const signs: Record<string, [code: string, windowsVirtualKeyCode: number]> = {
  '-': ['Minus', 189], ':': ['Semicolon', 186], '/': ['Slash', 191], '.': ['Period', 190], '+': ['Equal', 187], '$': ['Digit4', 52], '%': ['Digit5', 53], '*': ['Digit8', 56], ' ': ['Space', 32],
};

/** As on an American keyboard, like the scanners' own. */
function keyOf(letter: string): Key {
  const upper = letter.toUpperCase();
  const named = (code: string, windowsVirtualKeyCode: number): Key => ({ key: letter, code, windowsVirtualKeyCode, text: letter });
  if (/^[A-Z]$/.test(upper)) return named(`Key${upper}`, upper.charCodeAt(0));
  if (/^\d$/.test(letter)) return named(`Digit${letter}`, letter.charCodeAt(0));
  const sign = signs[letter];
  if (sign) return named(...sign);
  throw new Error(`The scanner of the tests has no key for "${letter}".`);
}
