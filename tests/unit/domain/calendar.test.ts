import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDateAt } from '@shared/domain/calendar';

const timeZone = fc.constantFrom('UTC', 'Asia/Seoul', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham', 'Asia/Gaza', 'Europe/Berlin', 'Africa/Monrovia', 'Australia/Lord_Howe');
const from = Date.UTC(1971, 0, 1);

function byIntl(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant));
}

test('the date at an instant does not depend on what was asked before', () => {
  const instant = fc.integer({ min: from, max: Date.UTC(2040, 0, 1) });
  // The seconds around it too: what was asked a moment ago is remembered.
  fc.assert(
    fc.property(timeZone, instant, fc.array(fc.integer({ min: -1_000, max: 1_000 }), { maxLength: 5 }), (zone, start, seconds) => {
      for (const each of [0, ...seconds]) {
        const at = new Date(start + each * 1_000).toISOString();
        expect(localDateAt(at, zone)).toBe(byIntl(at, zone));
      }
    }),
  );
});

test('every minute around midnight and around the nights in which clocks are changed', () => {
  for (const [zone, night] of [['America/St_Johns', '2010-11-07T02:00Z'], ['Asia/Gaza', '2015-10-23T21:00Z'], ['Africa/Monrovia', '1972-01-07T00:00Z'], ['Asia/Kathmandu', '2026-05-04T18:00Z'], ['Europe/Berlin', '2026-10-25T00:00Z']] as const) {
    for (let minute = -120; minute < 120; minute++) {
      const at = new Date(Date.parse(night) + minute * 60_000).toISOString();
      expect([at, localDateAt(at, zone)]).toEqual([at, byIntl(at, zone)]);
    }
  }
});
