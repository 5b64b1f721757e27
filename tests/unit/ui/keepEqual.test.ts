import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepEqual } from '@ui/keepEqual';

test('gives the new value, whatever the last one was', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (last, next) => {
    expect(keepEqual(last, next)).toEqual(next);
  }));
});

test('what is equal is the object that was there', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    expect(keepEqual(value, structuredClone(value))).toBe(value);
  }));
});

test('of a value that changed in part, the rest is what it was', () => {
  const last = { workshop: { name: 'Seoul' }, days: [{ target: 'day:1', arrived: 1 }, { target: 'day:2', arrived: 0 }] };
  const kept = keepEqual(last, { workshop: { name: 'Seoul' }, days: [{ target: 'day:1', arrived: 2 }, { target: 'day:2', arrived: 0 }] });
  expect(kept).not.toBe(last);
  expect(kept.workshop).toBe(last.workshop);
  expect(kept.days[1]).toBe(last.days[1]);
  expect(kept.days[0]).toEqual({ target: 'day:1', arrived: 2 });
});

test('a key that is gone or new makes another value, even if it says undefined', () => {
  expect(Object.keys(keepEqual<object>({ a: undefined }, {}))).toEqual([]);
  expect(Object.keys(keepEqual<object>({}, { a: undefined }))).toEqual(['a']);
});
