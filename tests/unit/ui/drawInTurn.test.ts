import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawInTurn, leaveTurn } from '@ui/drawInTurn';

let frames: (() => void)[] = [];
const frame = (): void => frames.shift()?.();

beforeEach(() => {
  frames = [];
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});
afterEach(() => {
  vi.runAllTimers(); // nothing waits any more
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('one drawing a frame, in the order in which their owners came; of two of one owner the later', () => {
  const drawn: string[] = [];
  const [a, b] = [{}, {}];
  drawInTurn(a, () => drawn.push('a, old'));
  drawInTurn(b, () => drawn.push('b'));
  drawInTurn(a, () => drawn.push('a'));
  expect(drawn).toEqual([]);
  frame();
  expect(drawn).toEqual(['a']);
  frame();
  expect(drawn).toEqual(['a', 'b']);
  expect(frames).toEqual([]);
});

test('what has left is not drawn, and what a drawing asks for comes in the next frame', () => {
  const drawn: string[] = [];
  const [a, b] = [{}, {}];
  drawInTurn(a, () => drawn.push('a'));
  drawInTurn(b, () => {
    drawn.push('b');
    drawInTurn(b, () => drawn.push('b again'));
  });
  leaveTurn(a);
  frame();
  expect(drawn).toEqual(['b']);
  frame();
  expect(drawn).toEqual(['b', 'b again']);
});

test('a window without frames draws all the same', () => {
  const drawn: string[] = [];
  drawInTurn({}, () => drawn.push('a'));
  drawInTurn({}, () => drawn.push('b'));
  vi.advanceTimersByTime(200);
  expect(drawn).toEqual(['a', 'b']);
});
