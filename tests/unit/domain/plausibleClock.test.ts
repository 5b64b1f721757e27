import { expect, test } from 'vitest';
import { isClockPlausible } from '../../../shared/domain/plausibleClock';

const days = ['2025-09-25', '2025-09-24'];
const now = Date.parse('2025-09-24T01:00:00Z');

test.each([
  ['2025-09-22', false], ['2025-09-23', true], ['2025-09-24', true], ['2025-09-26', true], ['2025-09-27', false], ['1970-01-01', false],
])('a clock that says %s, for a workshop on 24 and 25 September: %s', (today, plausible) => {
  expect(isClockPlausible(now, null, today, days)).toBe(plausible);
});

test('a clock before what was written is wrong, but for a small step', () => {
  expect(isClockPlausible(now, now - 1, '2025-09-24', days)).toBe(true);
  expect(isClockPlausible(now, now + 60_000, '2025-09-24', days)).toBe(true);
  expect(isClockPlausible(now, now + 60_001, '2025-09-24', days)).toBe(false);
  expect(isClockPlausible(now, now + 60_001, '', [])).toBe(false);
});

test('without an agenda nothing is said of the date', () => {
  expect(isClockPlausible(now, null, '2031-01-01', [])).toBe(true);
});
