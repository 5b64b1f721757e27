import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '@shared/contract/events';
import { designDocument } from '../../../electron/sync/couchdb/designDocument';
import { type Emitted, type Engine, engines } from './couchEngines';
import { MemorySource } from './memorySource';
import { eventSets } from '../domain/events';

const { views } = designDocument();
const both = await engines();

/** What CouchDB answers with `group_level`, for the built-in reduces that are used. */
function grouped(rows: readonly Emitted[], level: number): Map<string, Emitted[]> {
  const groups = new Map<string, Emitted[]>();
  for (const row of rows) {
    const key = JSON.stringify((row.key as unknown[]).slice(0, level));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

test('every view has a map, and its reduce is one of those built in', () => {
  expect(Object.entries(views).map(([name, { reduce }]) => [name, reduce])).toEqual([['arrivals', '_count'], ['devices', '_stats'], ['exceptions', '_count'], ['voids', undefined]]);
});

describe.each(both)('in $name', (engine: Engine) => {
  const rowsOf = (view: string, docs: readonly unknown[]): Emitted[] => engine.map(views[view]?.map as string, docs);

  test('arrivals are counted by workshop, day or session, and person; those taken back are told apart', () => {
    const source = new MemorySource();
    const checkIn = (registrationId: string, target: string): string => source.write('w', { type: 'checkIn.recorded', data: { registrationId, target, direction: 'in' } }).id;
    checkIn('R1', 'day:2025-09-24');
    checkIn('R1', 'day:2025-09-24');
    checkIn('R1', 'session:S04');
    const mistake = checkIn('R2', 'day:2025-09-24');
    checkIn('R3', 'day:2025-09-24');
    source.write('w', { type: 'checkIn.voided', data: { registrationId: 'R2', eventId: mistake, reason: 'mistake' } });
    source.write('w', { type: 'checkOut.recorded', data: { registrationId: 'R3', target: 'day:2025-09-24', direction: 'out' } });
    const arrivals = rowsOf('arrivals', source.events);
    expect([...grouped(arrivals, 2)].map(([key, rows]) => [key, rows.length])).toEqual([['["w","day:2025-09-24"]', 4], ['["w","session:S04"]', 1]]);
    expect([...grouped(arrivals, 3)].filter(([key]) => key.includes('day:'))).toHaveLength(3);
    expect(rowsOf('voids', source.events)).toEqual([{ key: ['w', mistake], value: null }]);
    expect(arrivals[0]?.value).toBe(source.device);
  });

  test('as the README says, arrivals without voids are who was there, whatever happened', () => {
    fc.assert(
      fc.property(eventSets, (events: JournalEvent[]) => {
        const voids = new Set(rowsOf('voids', events).map(({ key }) => (key as string[])[1]));
        const counted = new Set(rowsOf('arrivals', events).filter(({ key }) => !voids.has((key as string[])[3])).map(({ key }) => (key as string[]).slice(1, 3).join()));
        const voided = new Set(events.flatMap((event) => (event.type === 'checkIn.voided' ? [event.data.eventId] : [])));
        const expected = new Set(events.flatMap((event) => (event.type === 'checkIn.recorded' && !voided.has(event.id) ? [`${event.data.target},${event.data.registrationId}`] : [])));
        expect(counted).toEqual(expected);
      }),
      { numRuns: engine.name === 'V8' ? 50 : 20 },
    );
  });

  test('a gap in what a device sent shows in count and max', () => {
    const source = new MemorySource();
    source.checkIns('w', 1, 5);
    const rows = rowsOf('devices', source.events.filter(({ seq }) => seq !== 3));
    const [values] = [...grouped(rows, 2).values()].map((group) => group.map(({ value }) => value as number));
    expect({ key: rows[0]?.key, count: values?.length, max: Math.max(...(values ?? [])) }).toEqual({ key: ['w', source.device], count: 4, max: 5 });
  });

  test('exceptions are what the list at the desk has, and overrides; what was answered is told apart', () => {
    const source = new MemorySource();
    const refusal = (answer: string): string => source.write('w', { type: 'scan.refused', data: { code: 'X', answer, registrationId: null } }).id;
    const unknown = refusal('unknown_ticket');
    refusal('already_checked_in');
    refusal('too_early');
    const full = refusal('session_full');
    const override = source.write('w', { type: 'checkIn.recorded', data: { registrationId: 'R1', target: 'session:S04', override: { reason: 'known', refusal: 'cancelled' } } }).id;
    source.write('w', { type: 'sync.exceptionAnswered', data: { eventIds: [full, unknown], note: '' } });
    expect(rowsOf('exceptions', source.events).map(({ key }) => key)).toEqual([
      ['w', 'refused', 'unknown_ticket', unknown], ['w', 'refused', 'session_full', full], ['w', 'override', 'cancelled', override], ['w', 'answered', null, full], ['w', 'answered', null, unknown],
    ]);
  });

  test('any event of the application, and none at all, goes through every view', () => {
    fc.assert(fc.property(eventSets, (events) => {
      for (const view of Object.keys(views)) rowsOf(view, [...events, { _id: '_design/x' }, { _id: 'x', type: 'other', data: {} }]);
    }), { numRuns: engine.name === 'V8' ? 30 : 10 });
  });
});
