import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseReading, type KeyStroke, wedgeGap, WedgeReader } from '@shared/domain/scanning/wedge';

/** What a key of a layout gives a text field, without and with Shift. Only where it differs from the US layout. */
type Layout = Readonly<Record<string, readonly [string, string]>>;
const layouts: Record<string, Layout> = {
  us: {},
  german: { KeyY: ['z', 'Z'], KeyZ: ['y', 'Y'], Minus: ['ß', '?'], Slash: ['-', '_'] },
  french: {
    KeyA: ['q', 'Q'], KeyQ: ['a', 'A'], KeyW: ['z', 'Z'], KeyZ: ['w', 'W'], KeyM: [',', '?'],
    Digit1: ['&', '1'], Digit2: ['é', '2'], Digit3: ['"', '3'], Digit4: ["'", '4'], Digit5: ['(', '5'],
    Digit6: ['-', '6'], Digit7: ['è', '7'], Digit8: ['_', '8'], Digit9: ['ç', '9'], Digit0: ['à', '0'], Minus: [')', '°'],
  },
  korean: { KeyS: ['ㄴ', 'ㄴ'], KeyE: ['ㄷ', 'ㄸ'], KeyL: ['ㅣ', 'ㅣ'] },
  arabic: { KeyS: ['س', 'ٍ'], KeyE: ['ث', 'ُ'], KeyL: ['م', '/'], Digit1: ['١', '!'] },
  russian: { KeyS: ['ы', 'Ы'], KeyE: ['у', 'У'], KeyL: ['д', 'Д'] },
  inputMethod: { KeyS: ['Process', 'Process'], KeyE: ['Process', 'Process'], KeyL: ['Process', 'Process'] },
};

/** The key of the US layout that gives a character. */
function keyFor(character: string): { code: string; shift: boolean; us: readonly [string, string] } {
  if (/[a-z]/i.test(character)) {
    return { code: `Key${character.toUpperCase()}`, shift: /[A-Z]/.test(character), us: [character.toLowerCase(), character.toUpperCase()] };
  }
  const digits = '0123456789';
  const shifted = ')!@#$%^&*(';
  const at = digits.includes(character) ? digits.indexOf(character) : shifted.indexOf(character);
  if (at >= 0) return { code: `Digit${at}`, shift: shifted.includes(character), us: [digits[at] as string, shifted[at] as string] };
  const others: Record<string, readonly [string, string]> = {
    Minus: ['-', '_'], Equal: ['=', '+'], Period: ['.', '>'], Slash: ['/', '?'], Semicolon: [';', ':'], Space: [' ', ' '],
    BracketLeft: ['[', '{'], BracketRight: [']', '}'], Backslash: ['\\', '|'], Quote: ["'", '"'], Backquote: ['`', '~'], Comma: [',', '<'],
  };
  const [code, pair] = Object.entries(others).find(([, each]) => each.includes(character)) as [string, readonly [string, string]];
  return { code, shift: pair[1] === character && pair[0] !== character, us: pair };
}

interface Typing {
  layout?: Layout;
  capsLock?: boolean;
  /** The scanner follows the host's Caps Lock and turns its letters round. */
  turned?: boolean;
  /** ms a key */
  speed?: number;
  end?: string | null;
  from?: number;
}

const bare = { code: '', key: '', shift: false, capsLock: false, command: false, repeat: false, at: 0 };

/** A code as a scanner types it: the strokes with their Shift keys between. */
function strokes(code: string, { layout = {}, capsLock = false, turned = false, speed = 10, end = 'Enter', from = 1000 }: Typing = {}): KeyStroke[] {
  let at = from;
  const typed = [...code].flatMap((character) => {
    const { code: key, shift, us } = keyFor(character);
    const letter = /[a-z]/i.test(character);
    const pressed = turned && letter ? !shift : shift;
    const field = layout[key] ?? us;
    const upper = letter && capsLock ? !pressed : pressed;
    at += speed;
    const stroke = { ...bare, code: key, key: field[upper ? 1 : 0] as string, shift: pressed, capsLock, at };
    return pressed ? [{ ...bare, code: 'ShiftLeft', key: 'Shift', shift: true, capsLock, at }, stroke] : [stroke];
  });
  return end === null ? typed : [...typed, { ...bare, code: end, key: end, capsLock, at: at + speed }];
}

function read(all: readonly KeyStroke[], prefixes: readonly string[] = ['SEL25']): string[] {
  const reader = new WedgeReader();
  return all
    .flatMap((stroke) => reader.press(stroke).outcomes)
    .map((outcome) => (outcome.kind === 'code' ? chooseReading(outcome.readings, prefixes) : `(${outcome.kind})`));
}

const ticket = 'SEL25-00001-736313';

describe('a scanner of the US layout', () => {
  test.each(Object.entries(layouts))('is read on the %s layout', (_, layout) => {
    expect(read(strokes(ticket, { layout }))).toEqual([ticket]);
    expect(read(strokes(ticket, { layout, capsLock: true }))).toEqual([ticket]);
    expect(read(strokes('https://x.example/T?a=b+c_D:9', { layout }), [])).toEqual(['https://x.example/T?a=b+c_D:9']);
  });

  test('any code comes through as it is, at any speed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_.:/+=-]{1,60}$/), fc.integer({ min: 0, max: wedgeGap - 1 }), fc.boolean(), (code, speed, capsLock) => {
        expect(read(strokes(code, { speed, capsLock }), [])).toEqual([code]);
      }),
    );
  });

  test.each(['Enter', 'NumpadEnter', 'Tab'])('%s ends a code', (end) => {
    expect(read(strokes(ticket, { end }))).toEqual([ticket]);
  });

  test('digits of the numeric pad are digits', () => {
    const pad = [...'0123456789'].map((digit, index) => ({ ...bare, code: `Numpad${digit}`, key: digit, at: 1000 + index }));
    expect(read([...pad, { ...bare, code: 'NumpadEnter', key: 'Enter', at: 1100 }])).toEqual(['0123456789']);
  });

  test('control keys, key repeats and shortcuts are no part of a code', () => {
    const typed = strokes(ticket);
    const noise = [
      { ...bare, code: 'ControlLeft', key: 'Control', command: true, at: 1020 },
      { ...bare, code: 'KeyJ', key: 'j', command: true, at: 1021 },
      { ...bare, code: 'F8', key: 'F8', at: 1022 },
      { ...bare, code: 'Escape', key: 'Escape', at: 1023 },
      { ...bare, code: 'ArrowLeft', key: 'ArrowLeft', at: 1024 },
      { ...bare, code: 'KeyX', key: 'x', repeat: true, at: 1025 },
    ];
    expect(read([...typed.slice(0, 4), ...noise, ...typed.slice(4)])).toEqual([ticket]);
  });
});

describe('other scanners', () => {
  test('one that follows Caps Lock is corrected where the ticket is known by its beginning', () => {
    expect(read(strokes(ticket, { capsLock: true, turned: true }))).toEqual([ticket]);
    expect(read(strokes('MIL25-00042-118200', { capsLock: true, turned: true }), ['SEL25', 'MIL25'])).toEqual(['MIL25-00042-118200']);
  });

  test('a code that is really in small letters stays so: codes are matched exactly', () => {
    expect(read(strokes(ticket.toLowerCase()))).toEqual([ticket.toLowerCase()]);
  });

  test('one set to the layout of the computer is read by its text where its keys make no sense', () => {
    const german = (character: string): KeyStroke => {
      const key = character === '-' ? 'Slash' : keyFor(character).code;
      return { ...bare, code: key, key: character, shift: keyFor(character).shift, at: 1000 };
    };
    const enter = { ...bare, code: 'Enter', key: 'Enter', at: 1000 };
    expect(read([...[...ticket].map(german), enter])).toEqual([ticket]);

    const french = (digit: string): KeyStroke => ({ ...bare, code: `Digit${digit}`, key: digit, shift: true, at: 1000 });
    const own = '1234567890123456789012345';
    expect(read([...[...own].map(french), enter])).toEqual([own]);
  });

  test('a keyboard of software that names the character without its Shift', () => {
    const soft = [...`${ticket}_:`].map((character) => ({ ...bare, code: keyFor(character).code, key: character, at: 1000 }));
    expect(read([...soft, { ...bare, code: 'Enter', key: 'Enter', at: 1000 }])).toEqual([`${ticket}_:`]);
    const nameless = [...ticket].map((character) => ({ ...bare, key: character, at: 1000 }));
    expect(read([...nameless, { ...bare, key: 'Enter', at: 1000 }])).toEqual([ticket]);
  });
});

describe('the end of a code', () => {
  test('a pause ends a code that has no Enter, if it is long enough to be one', () => {
    const reader = new WedgeReader();
    for (const stroke of strokes(ticket, { end: null })) reader.press(stroke);
    const last = strokes(ticket, { end: null }).at(-1)?.at ?? 0;
    expect(reader.settle(last + wedgeGap - 1)).toEqual([]);
    expect(reader.settle(last + wedgeGap)).toMatchObject([{ kind: 'code', readings: { byKeys: ticket } }]);
    expect(reader.settle(last + 2 * wedgeGap)).toEqual([]);
  });

  test('a few letters and a pause are nothing; with Enter they are a code', () => {
    expect(read([...strokes('ab12', { end: null }), ...strokes(ticket, { from: 9000 })])).toEqual([ticket]);
    expect(read(strokes('ab12'))).toEqual(['ab12']);
  });

  test('two codes with only a pause between are two codes', () => {
    expect(read([...strokes('SEL25-1', { end: null }), ...strokes('SEL25-2', { from: 5000 })])).toEqual(['SEL25-1', 'SEL25-2']);
  });

  test('an Enter that comes late, after its code has been ended by the pause, is no empty scan', () => {
    const typed = strokes(ticket, { end: null });
    const last = typed.at(-1)?.at ?? 0;
    expect(read([...typed, { ...bare, code: 'Enter', key: 'Enter', at: last + 600 }])).toEqual([ticket]);
  });

  test('an Enter alone is an empty scan, a Tab alone is somebody at the keyboard', () => {
    expect(read([{ ...bare, code: 'Enter', key: 'Enter', at: 5000 }])).toEqual(['(empty)']);
    expect(read([{ ...bare, code: 'Tab', key: 'Tab', at: 5000 }])).toEqual([]);
    expect(read([{ ...bare, code: 'Space', key: ' ', at: 4990 }, { ...bare, code: 'Enter', key: 'Enter', at: 5000 }])).toEqual(['(empty)']);
  });

  test('white space around a code goes, and an endless one is cut', () => {
    expect(read(strokes(` ${ticket} `))).toEqual([ticket]);
    expect(read(strokes('7'.repeat(20_000), { speed: 0 }))[0]?.length).toBe(10_000);
  });

  test('only strokes of a code are taken from the window', () => {
    const reader = new WedgeReader();
    expect(reader.press({ ...bare, code: 'Tab', key: 'Tab', at: 1 }).taken).toBe(false);
    expect(reader.press({ ...bare, code: 'Enter', key: 'Enter', at: 2000 }).taken).toBe(false);
    expect(reader.press({ ...bare, code: 'Digit1', key: '1', at: 3000 }).taken).toBe(true);
    expect(reader.busy).toBe(true);
    expect(reader.press({ ...bare, code: 'Enter', key: 'Enter', at: 3001 }).taken).toBe(true);
    reader.press({ ...bare, code: 'Digit1', key: '1', at: 9000 });
    reader.reset();
    expect(reader.busy).toBe(false);
  });
});

describe('keys that stand for nothing', () => {
  const swallowed = (key: string, at: number): KeyStroke => ({ code: '', key, shift: false, capsLock: false, command: false, repeat: false, at });

  test('as an input method leaves them: the scan is known as garbled, once', () => {
    const garbled = [...'ㄴㄸㅣ'].map((key, index) => swallowed(key, index * 10));
    expect(read([...garbled, ...strokes('25-00001', { from: 30 })])).toEqual(['(garbled)']);
    expect(read([...Array.from({ length: 8 }, (_, index) => swallowed('Process', index * 10)), ...strokes('', { from: 80 })])).toEqual(['(garbled)']);
    expect(read([...garbled, ...strokes('x', { from: 30 }), ...strokes(ticket)])).toEqual(['(garbled)', ticket]);
  });

  test('one of them alone is somebody leaning on the keyboard', () => {
    const reader = new WedgeReader();
    reader.press(swallowed('ㄴ', 0));
    expect(reader.settle(1_000)).toEqual([]);
    expect(reader.busy).toBe(false);
  });
});
