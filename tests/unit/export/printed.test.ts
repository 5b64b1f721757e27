import { labelFormatIds } from '@shared/contract/exports';
import type { AttendeeView } from '@shared/contract/queries';
import { arrivalCurve, roundTicks } from '@shared/domain/export/arrivals';
import { goodTicket, isChosen, roleOf } from '@shared/domain/export/badges';
import { labelFormats, papers, placesOf } from '@shared/domain/export/labelFormats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dividedBy } from '../../../renderer/sheet/divide';

describe('sheets of labels', () => {
  test.each(labelFormatIds)('%s: every label lies on its sheet and on no other label', (id) => {
    const format = labelFormats[id];
    const paper = papers[format.paper];
    const aSheet = format.columns * format.rows;
    const places = placesOf(format, aSheet, 0);
    for (const [index, { left, top, sheet }] of places.entries()) {
      expect(sheet).toBe(0);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + format.width).toBeLessThanOrEqual(paper.width + 0.01);
      expect(top + format.height).toBeLessThanOrEqual(paper.height + 0.01);
      for (const other of places.slice(0, index)) {
        const apart = Math.abs(left - other.left) >= format.width - 0.01 || Math.abs(top - other.top) >= format.height - 0.01;
        expect(apart).toBe(true);
      }
    }
    // Left and right, top and bottom are alike, as on sheets that go through a printer either way.
    const right = paper.width - Math.max(...places.map(({ left }) => left)) - format.width;
    expect(right).toBeCloseTo(format.left, 0);
  });

  test('used labels are left out on the first sheet alone', () => {
    const format = labelFormats.L4785;
    const places = placesOf(format, 10, 3);
    expect(places[0]).toEqual({ sheet: 0, left: format.left + format.stepX, top: format.top + format.stepY });
    expect(places.map(({ sheet }) => sheet)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
  });
});

test('a list is divided into pages that no row leaves, in order and whole', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 1, max: 200, noNaN: true })), fc.double({ min: 50, max: 300, noNaN: true }), (heights, room) => {
    const ranges = dividedBy(room, heights);
    expect(ranges.flatMap(([from, to]) => heights.slice(from, to))).toEqual(heights);
    for (const [from, to] of ranges) {
      const used = heights.slice(from, to).reduce((sum, height) => sum + height, 0);
      expect(used <= room + 1e-6 || to - from === 1).toBe(true);
    }
  }));
});

describe('the arrivals curve', () => {
  const at = (minute: number): string => new Date(Date.UTC(2025, 8, 24, 0, minute)).toISOString();

  test('begins with nobody, never falls, ends with all, and has few points', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1 }), (minutes) => {
      const points = arrivalCurve(minutes.sort((a, b) => a - b).map(at));
      expect(points[0]!.count).toBe(0);
      expect(points.at(-1)!.count).toBe(minutes.length);
      expect(points.length).toBeLessThanOrEqual(51);
      for (let index = 1; index < points.length; index++) {
        expect(points[index]!.count).toBeGreaterThanOrEqual(points[index - 1]!.count);
        expect(points[index]!.at).toBeGreaterThan(points[index - 1]!.at);
      }
    }));
    expect(arrivalCurve([])).toEqual([]);
  });

  test('ticks are round, few, and reach the highest', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (highest) => {
      const ticks = roundTicks(highest);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }));
  });
});

describe('badges', () => {
  const someone = { registrationId: 'A', cancelled: null, sessions: [], ticketCode: 'T', issuedTickets: [], revokedTickets: [], person: null } as unknown as AttendeeView;

  test('for whom', () => {
    const gone: AttendeeView = { ...someone, cancelled: { at: '', reason: 'ill' } };
    expect(isChosen(someone, { who: 'all' }, new Set(['A']), [])).toBe(true);
    expect(isChosen(someone, { who: 'unprinted' }, new Set(['A']), [])).toBe(false);
    expect(isChosen(gone, { who: 'all' }, new Set(), [])).toBe(false);
    expect(isChosen(gone, { who: 'one', registrationId: 'A' }, new Set(), [])).toBe(true);
  });

  test('with a ticket that is still good, and the role that the roster knows', () => {
    expect(goodTicket(someone)).toBe('T');
    expect(goodTicket({ ...someone, revokedTickets: ['T'] })).toBe(null);
    expect(goodTicket({ ...someone, revokedTickets: ['T'], issuedTickets: [{ ticketCode: '1234', kind: 'signed' }, { ticketCode: '12', kind: 'token' }] })).toBe('12');
    expect(roleOf({ ...someone, person: { other: { Phone: '1', 'Badge role': ' Speaker ' } } as never })).toBe('Speaker');
    expect(roleOf(someone)).toBe('');
  });
});
