import { describe, expect, test } from 'vitest';
import { isCaught, type PressedKey } from '../../../electron/kiosks/caughtKeys';
import { kioskOptionsFrom, kioskOptionsOf } from '../../../electron/kiosks/kioskOptions';

/** Such as `Ctrl+Shift+KeyI` or, for a layout where the key writes something else, `Ctrl+KeyA=q`. */
function pressed(words: string): PressedKey {
  const [keys, written] = words.split('=') as [string, string?];
  const parts = keys.split('+');
  const code = parts.at(-1) as string;
  const plain = /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : /^Digit\d$/.test(code) ? code.slice(5) : code;
  return { key: written ?? plain, code, control: parts.includes('Ctrl'), meta: parts.includes('Meta'), alt: parts.includes('Alt'), shift: parts.includes('Shift') };
}

describe('a locked kiosk', () => {
  test.each([
    'F1', 'F5', 'F11', 'F12', 'F24', 'Ctrl+F5', 'ContextMenu', 'PrintScreen', 'BrowserBack', 'BrowserRefresh', 'LaunchMail',
    'Ctrl+KeyR', 'Meta+KeyR', 'Ctrl+Shift+KeyR', 'Ctrl+KeyW', 'Meta+KeyW', 'Ctrl+KeyQ', 'Meta+KeyQ', 'Ctrl+KeyP', 'Meta+KeyP', 'Ctrl+KeyS', 'Ctrl+KeyF',
    'Ctrl+KeyN', 'Ctrl+KeyT', 'Ctrl+KeyO', 'Ctrl+KeyU', 'Ctrl+KeyD', 'Ctrl+KeyH', 'Meta+KeyH', 'Meta+KeyM', 'Meta+Comma',
    'Ctrl+Digit0', 'Ctrl+Minus', 'Ctrl+Equal', 'Ctrl+Shift+Equal', 'Ctrl+NumpadAdd', 'Ctrl+NumpadSubtract', 'Ctrl+Numpad0',
    'Ctrl+Shift+KeyI', 'Ctrl+Shift+KeyJ', 'Ctrl+Shift+KeyC', 'Ctrl+Shift+Delete', 'Ctrl+Tab', 'Ctrl+Shift+Tab', 'Ctrl+PageDown', 'Ctrl+Escape', 'Ctrl+Shift+Escape',
    'Alt+F4', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'Alt+Space', 'Alt+Tab', 'Alt+Escape', 'Alt+Enter',
    'Ctrl+KeyA=q', 'Ctrl+KeyR=ㄱ', 'Ctrl+KeyZ=w',
  ])('catches %s', (key) => expect(isCaught(pressed(key))).toBe(true));

  test.each([
    ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').flatMap((letter) => [`Key${letter}`, `Shift+Key${letter}`]),
    ...'0123456789'.split('').flatMap((digit) => [`Digit${digit}`, `Numpad${digit}`, `Shift+Digit${digit}`]),
    'Minus', 'Shift+Minus', 'Slash', 'Semicolon', 'Enter', 'NumpadEnter', 'Tab', 'Shift+Tab', 'Space', 'Backspace', 'Delete', 'ArrowLeft', 'ArrowDown', 'Home', 'Escape',
    'CapsLock', 'ShiftLeft', 'Lang1', 'HangulMode', 'Convert',
    'Ctrl+KeyJ', 'Ctrl+KeyM', 'Ctrl+BracketRight', // how scanners send line feed, carriage return and group separator
    'Alt+Numpad0', 'Alt+Numpad6', // how scanners type by character code
    'Ctrl+Alt+KeyQ=@', 'Ctrl+Alt+Digit0=}', // AltGr
    'Ctrl+KeyC', 'Ctrl+KeyV', 'Ctrl+KeyA', 'Ctrl+KeyX', 'Ctrl+KeyZ',
  ])('lets %s through', (key) => expect(isCaught(pressed(key))).toBe(false));
});

describe('how a kiosk is opened', () => {
  test('from the command line: what is the window’s, what the page’s', () => {
    expect(kioskOptionsFrom('locked=1&display=42&station=Entrance%202&target=day:2025-09-24')).toEqual({
      query: 'station=Entrance%202&target=day:2025-09-24', station: 'Entrance 2', display: 42, locked: true,
    });
    expect(kioskOptionsFrom('')).toEqual({ query: '', station: null, display: null, locked: false });
    expect(kioskOptionsFrom('locked=0&display=x')).toEqual({ query: '', station: null, display: null, locked: false });
  });

  test('from the desk', () => {
    expect(kioskOptionsOf({ station: 'A & B', target: 'room:Room A', display: 7, locked: true })).toEqual({
      query: 'station=A+%26+B&target=room%3ARoom+A', station: 'A & B', display: 7, locked: true,
    });
    expect(kioskOptionsOf({ station: 'A', camera: 'Front', printer: 'Lobby', languages: ['ko', 'en'] }).query).toBe('station=A&camera=Front&printer=Lobby&languages=ko%2Cen');
    expect(kioskOptionsOf({})).toEqual({ query: '', station: null, display: null, locked: false });
  });
});
