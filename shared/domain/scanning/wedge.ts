/**
 * Reads a wedge: a scanner that types a ticket's code as a keyboard would. Pure: takes key strokes, gives codes.
 *
 * A scanner knows nothing of the computer's keyboard layout, so what counts is which key it pressed
 * (`KeyboardEvent.code`), read by the US layout that scanners come with, and Shift alone decides upper or lower case:
 * Caps Lock of the host changes the letters a text field would get, not the keys the scanner presses. Two kinds of
 * scanner differ: those that follow the host's Caps Lock light and turn their letters round, and those set to the
 * host's own layout. For them a second and third reading are kept, and one of these is taken only if it begins as
 * this programme's tickets do and the first does not.
 */

/** The part of a `keydown` event that matters. */
export interface KeyStroke {
  code: string;
  key: string;
  shift: boolean;
  capsLock: boolean;
  /** Control, Alt or Meta is held: a command to the window, no part of a code. */
  command: boolean;
  /** Auto-repeat of a key that is held down. */
  repeat: boolean;
  /** `event.timeStamp`, ms. */
  at: number;
}

/** A `keydown` event as a stroke. */
export function strokeOf(event: {
  code: string; key: string; shiftKey: boolean; ctrlKey: boolean; altKey: boolean; metaKey: boolean; repeat: boolean; timeStamp: number;
  getModifierState(key: 'CapsLock'): boolean;
}): KeyStroke {
  return {
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    capsLock: event.getModifierState('CapsLock'),
    command: event.ctrlKey || event.altKey || event.metaKey,
    repeat: event.repeat,
    at: event.timeStamp,
  };
}

/** One code as it may have been meant, the likeliest first. */
export interface WedgeReadings {
  byKeys: string;
  /** With upper and lower case exchanged; only when Caps Lock was on. */
  byKeysTurned: string | null;
  /** As a text field would have got it. */
  byText: string;
}

/** `garbled`: keys came that stand for nothing here, as an input method that swallows them leaves behind. */
export type WedgeOutcome = { kind: 'code'; readings: WedgeReadings } | { kind: 'empty' } | { kind: 'garbled' };

/** A pause of so many ms ends a code that has no Enter or Tab after it. Scanners type a key every 5 to 80 ms. */
export const wedgeGap = 300;
/** A code that only a pause ended is taken from this length: shorter ones are somebody leaning on the keyboard. */
const shortestUnended = 6;
/** An Enter right after a code that a pause has ended belongs to that code, in ms. */
const lateEnd = 1500;
const longest = 10_000;

const shiftedDigits = ')!@#$%^&*(';
/** The keys of the US layout beside letters and digits: without and with Shift. */
const otherKeys: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadDivide: ['/', '/'],
  NumpadMultiply: ['*', '*'],
  NumpadDecimal: ['.', '.'],
  NumpadEqual: ['=', '='],
};

function pairOf(code: string): readonly [string, string] | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return [letter.toLowerCase(), letter];
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return [digit, shiftedDigits[Number(digit)] as string];
  const numpad = /^Numpad(\d)$/.exec(code)?.[1];
  if (numpad !== undefined) return [numpad, numpad];
  return otherKeys[code];
}

/**
 * The character that a stroke stands for, or undefined for keys that stand for none. Keyboards of software (remote
 * desktops, on-screen keyboards, test drivers) may press a key without its Shift and only name the character: on no
 * layout does a bare key give the very character that the US layout has on it with Shift, so then the name is right.
 */
function characterOf({ code, key, shift, capsLock }: Pick<KeyStroke, 'code' | 'key' | 'shift' | 'capsLock'>): string | undefined {
  const pair = pairOf(code);
  if (pair === undefined) return code === '' && /^[\x20-\x7e]$/.test(key) ? key : undefined;
  const [plain, shifted] = pair;
  return shift || (key === shifted && !capsLock) ? shifted : plain;
}

/** A key that says neither which it is nor what it means. */
function isUnreadable({ code, key }: KeyStroke): boolean {
  return (code === '' || code === 'Unidentified') && (key === 'Process' || key === 'Unidentified' || [...key].every((character) => character > '~'));
}

const noReadings = { byKeys: '', byKeysTurned: '', byText: '' };

/** Collects strokes into codes. One reader serves one window. */
export class WedgeReader {
  private readings = { ...noReadings };
  private capsLock = false;
  private unreadable = 0;
  private lastAt = -Infinity;
  private endedAt = -Infinity;

  /** Whether a code has begun and not ended. */
  get busy(): boolean {
    return this.readings.byKeys !== '' || this.unreadable > 0;
  }

  /**
   * Takes a stroke. `taken` says that it belongs to a code, so that nothing else should see it; `outcomes` are the
   * codes it has ended (a stroke after a pause can end one and, being Enter, mean nothing more).
   */
  press(stroke: KeyStroke): { taken: boolean; outcomes: WedgeOutcome[] } {
    if (stroke.command || stroke.repeat) return { taken: false, outcomes: [] };
    const outcomes: WedgeOutcome[] = this.settle(stroke.at);
    if (stroke.code === 'Enter' || stroke.code === 'NumpadEnter' || stroke.code === 'Tab' || (stroke.code === '' && stroke.key === 'Enter')) {
      const ended = this.end(stroke.at);
      if (ended) return { taken: true, outcomes: [...outcomes, ended] };
      if (stroke.code === 'Tab' || stroke.at - this.endedAt < lateEnd) return { taken: stroke.code !== 'Tab', outcomes };
      return { taken: false, outcomes: [...outcomes, { kind: 'empty' }] };
    }
    const character = characterOf(stroke);
    if (character === undefined && !isUnreadable(stroke)) return { taken: false, outcomes };
    if (character === undefined) {
      this.unreadable += 1;
      this.lastAt = stroke.at;
      return { taken: true, outcomes };
    }
    if (this.readings.byKeys.length < longest) this.add(stroke, character);
    this.lastAt = stroke.at;
    return { taken: true, outcomes };
  }

  /** Ends what a pause has ended by `now`: a code of some length counts, less is forgotten. */
  settle(now: number): WedgeOutcome[] {
    if (!this.busy || now - this.lastAt < wedgeGap) return [];
    if (this.readings.byKeys.trim().length + this.unreadable < shortestUnended) {
      this.reset();
      return [];
    }
    const ended = this.end(this.lastAt);
    return ended ? [ended] : [];
  }

  /** Forgets what has been read of a code, as when a text field takes over the keyboard. */
  reset(): void {
    this.readings = { ...noReadings };
    this.capsLock = false;
    this.unreadable = 0;
  }

  private add({ key, shift, code, capsLock }: KeyStroke, character: string): void {
    const isLetter = /^Key[A-Z]$/.test(code);
    this.capsLock ||= capsLock;
    this.readings.byKeys += character;
    this.readings.byKeysTurned += isLetter ? (shift ? character.toLowerCase() : character.toUpperCase()) : character;
    if ([...key].length === 1) this.readings.byText += key;
  }

  private end(at: number): WedgeOutcome | undefined {
    const { byKeys, byKeysTurned, byText } = this.readings;
    const { capsLock, unreadable } = this;
    this.reset();
    if (unreadable > 0) {
      this.endedAt = at;
      return { kind: 'garbled' };
    }
    if (byKeys.trim() === '') return undefined;
    this.endedAt = at;
    return { kind: 'code', readings: { byKeys, byKeysTurned: capsLock ? byKeysTurned : null, byText } };
  }
}

/** Own tickets are digits only: 25 of them, or 176 with their signature. */
const ownTicket = /^(\d{25}|\d{176})$/;

/** Whether a code begins, or is made, as tickets that are known here do. */
export function isRecognised(code: string, prefixes: readonly string[]): boolean {
  const trimmed = code.trim();
  return ownTicket.test(trimmed) || prefixes.some((prefix) => prefix !== '' && trimmed.startsWith(`${prefix}-`));
}

/** Which reading is meant: the first that begins as a known ticket does, otherwise the keys as they were pressed. */
export function chooseReading(readings: WedgeReadings, prefixes: readonly string[]): string {
  const { byKeys, byKeysTurned, byText } = readings;
  const candidates = [byKeys, byKeysTurned, byText].filter((each) => each !== null);
  return (candidates.find((each) => isRecognised(each, prefixes)) ?? byKeys).trim();
}
