import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventOf, type JournalEvent, orderOf } from '@shared/contract/events';
import { isWithdrawn } from '@shared/domain/attendee';
import { foldDetails, recordOf, setsDetails, type Details } from '@shared/domain/details';
import { pastImports } from '@shared/domain/import/importHistory';
import { undoForPerson } from '@shared/domain/import/importUndo';
import { csvLine } from '@shared/domain/import/rowReport';
import { foldAll } from '@shared/domain/state';
import { eventSets, shuffled } from '../domain/events';

const detailsOf = (events: readonly JournalEvent[], id: string): Details | undefined => {
  let details: Details | undefined;
  for (const event of events) if (setsDetails(event) && event.data.registrationId === id) details = foldDetails(details, event);
  return details;
};

describe('withdrawing', () => {
  test('nobody with a check-in is out of the roster, whatever came before or after; without one, the last word counts', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      for (const attendee of foldAll(other).people.values()) {
        const mine = events.filter((event) => 'registrationId' in event.data && event.data.registrationId === attendee.id);
        const last = (type: 'attendee.registered' | 'attendee.withdrawn'): string => mine.filter((event) => event.type === type).map(orderOf).sort().at(-1) ?? '';
        const registered = last('attendee.registered');
        const here = registered !== '' && (attendee.passages.length > 0 || registered > last('attendee.withdrawn'));
        expect(attendee.registered).toBe(here);
        expect(isWithdrawn(attendee)).toBe(registered !== '' && !here);
      }
    }), { numRuns: 300 });
  });

  test('an import is told by its first record, and as undone once it was', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      const past = pastImports(foldAll(other).imports);
      for (const one of past) {
        const records = events.filter((event) => event.type === 'roster.imported' && event.data.importId === one.importId).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
        expect(one.fileName).toBe((records[0] as EventOf<'roster.imported'>).data.fileName);
        const stops = events.filter((event) => event.type === 'roster.importStopped' && event.data.importId === one.importId).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
        const written = (stops[0] ?? records[0]) as EventOf<'roster.imported' | 'roster.importStopped'>;
        expect([one.added, one.updated, one.stopped]).toEqual([written.data.added, written.data.updated, stops.length > 0]);
        expect(one.undoneAt !== null).toBe(events.some((event) => event.type === 'import.undone' && event.data.importId === one.importId));
      }
    }));
  });
});

describe('undoForPerson', () => {
  test('gives exactly what makes somebody as they would be without the import', () => {
    fc.assert(fc.property(eventSets, fc.constantFrom('A', 'B', 'C'), fc.constantFrom('i0', 'i1'), (events, id, importId) => {
      const mine = events.filter((event): event is EventOf<'attendee.registered' | 'attendee.corrected'> => setsDetails(event) && event.data.registrationId === id);
      const without = mine.filter((event) => event.data.importId !== importId);
      const undo = undoForPerson(mine, importId);
      const now = detailsOf(mine, id);
      if (undo.kind === 'withdraw') {
        expect(without.some(({ type }) => type === 'attendee.registered')).toBe(false);
        return;
      }
      if (!now || without.length === mine.length) {
        expect(undo).toEqual({ kind: 'nothing' });
        return;
      }
      const { data, person } = undo.kind === 'restore' ? undo.correction : { data: { registrationId: id }, person: {} };
      const correction = { id: 'w/Z/1', workshop: 'w', device: 'Z', seq: 1, hlc: '9999999999999-0000', v: 1, prev: '', type: 'attendee.corrected', at: '', data: { ...data, source: 'undo', by: { role: 'desk' } }, person: { ...person, salt: '' }, personHash: '' };
      const after = recordOf(foldDetails(now, correction as never));
      const wanted = recordOf(detailsOf(without, id) as Details);
      expect({ ...after, sessions: [...after.sessions].sort() }).toEqual({ ...wanted, sessions: [...wanted.sessions].sort() });
    }), { numRuns: 300 });
  });
});

test('no cell of a report begins with what a spreadsheet would run, and what is in it can be read back', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.string().map((text) => `=${text}`), fc.string().map((text) => `\t+${text}`)), { minLength: 1, maxLength: 4 }), (cells) => {
    const line = csvLine(cells);
    const read = [...line.slice(0, -2).matchAll(/("(?:[^"]|"")*"|[^,"]*)(?:,|$)/gy)].map((match) => (match[1] as string).replace(/^"|"$/g, '').replaceAll('""', '"'));
    for (const [index, cell] of cells.entries()) {
      expect(read[index]).not.toMatch(/^\s*[=+\-@]/);
      expect([cell, `'${cell}`]).toContain(read[index]);
    }
  }));
});
