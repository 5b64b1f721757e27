import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JournalEvent, orderOf } from '@shared/contract/events';
import { foldDetails, setsDetails, type Details } from '@shared/domain/details';
import { type Attendee, codesOf } from '@shared/domain/attendee';
import { openRequests } from '@shared/domain/helpDesk';
import { pastImports } from '@shared/domain/import/importHistory';
import { nextHybridTime } from '@shared/domain/hybridClock';
import { isWanted } from '@shared/domain/certificates/record';
import { keptIdOf, personOf } from '@shared/domain/merge';
import { foldAll } from '@shared/domain/state';
import { count, emptyTally } from '@shared/domain/tally';
import { visitsOf } from '@shared/domain/visits';
import { eventSets, shuffled } from './events';

/** Everything a state says, in a form that can be compared. */
function said(events: JournalEvent[]): unknown {
  const { people, workshop, agenda, tally, help, imports, exceptions, retention, certificates } = foldAll(events);
  const details = new Map<string, Details>();
  for (const event of events) if (setsDetails(event)) details.set(event.data.registrationId, foldDetails(details.get(event.data.registrationId), event));
  const byId = <T extends { id: string }>(all: Iterable<T>): T[] => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    people: byId(people.values()).map((attendee) => ({ ...attendee, visits: visitsOf(attendee), codes: codesOf(attendee) })),
    details: byId(details.values()),
    persons: byId(standing(people)).map((attendee) => ({ ...attendee, visits: visitsOf(attendee), codes: codesOf(attendee) })),
    exceptions: { refused: [...exceptions.refused].sort(), answered: [...exceptions.answered].sort() },
    workshop,
    agenda,
    imports: { past: pastImports(imports), profiles: [...imports.profiles].sort((a, b) => (a[0] < b[0] ? -1 : 1)) },
    retention,
    certificates: { owners: [...certificates.owners].sort(), revoked: [...certificates.revoked].sort(), keys: [...certificates.keys].sort() },
    help: { open: openRequests(help), requests: [...help.requests].sort(), answered: [...help.answered].sort() },
    tally: { ...tally, arrived: [...tally.arrived].sort(), inside: [...tally.inside].sort(), enrolled: [...tally.enrolled].sort() },
  };
}

/** Everybody once, as they count. */
function standing(people: Map<string, Attendee>): Attendee[] {
  return [...people.values()].filter(({ id }) => keptIdOf(people, id) === id).map((kept) => personOf(people, kept));
}

describe('the fold', () => {
  test('does not depend on the order in which events arrive', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      expect(said(other)).toEqual(said(events));
    }), { numRuns: 500 });
  });

  test('of events that arrive twice is the same', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      expect(said([...events, ...other])).toEqual(said(events));
    }), { numRuns: 300 });
  });

  test('counts as a count from nothing would', () => {
    fc.assert(fc.property(eventSets, (events) => {
      const { people, tally } = foldAll(events);
      const fresh = emptyTally();
      for (const attendee of standing(people)) count(fresh, attendee, 1);
      expect({ ...tally, arrived: [...tally.arrived].sort(), inside: [...tally.inside].sort(), enrolled: [...tally.enrolled].sort() }).toEqual({
        ...fresh, arrived: [...fresh.arrived].sort(), inside: [...fresh.inside].sort(), enrolled: [...fresh.enrolled].sort(),
      });
    }));
  });

  test('loses no check-in: every one that was recorded is there, void or not', () => {
    fc.assert(fc.property(eventSets, (events) => {
      const { people } = foldAll(events);
      const recorded = events.filter((event) => event.type === 'checkIn.recorded').map((event) => event.id).sort();
      expect([...people.values()].flatMap((attendee) => visitsOf(attendee).map((visit) => visit.eventId)).sort()).toEqual(recorded);
    }));
  });

  test('gives every record to exactly one person, who has all its check-ins and tickets', () => {
    fc.assert(fc.property(eventSets, (events) => {
      const { people } = foldAll(events);
      for (const record of people.values()) {
        const kept = people.get(keptIdOf(people, record.id))!;
        expect(keptIdOf(people, kept.id)).toBe(kept.id);
        const person = personOf(people, kept);
        for (const { id } of record.passages) expect(person.passages.map((passage) => passage.id)).toContain(id);
        expect(codesOf(person)).toEqual(expect.arrayContaining(codesOf(record)));
      }
      const all = standing(people).flatMap(({ passages }) => passages.map(({ id }) => id));
      expect(all.sort()).toEqual([...people.values()].flatMap(({ passages }) => passages.map(({ id }) => id)).sort());
    }), { numRuns: 300 });
  });

  test('lets two records that two devices merged into each other be one, kept under the smaller id', () => {
    const merge = (device: string, registrationId: string, into: string): JournalEvent =>
      ({ id: `w/${device}/0000000001`, workshop: 'w', device, seq: 1, hlc: '0000000000001-0000', v: 1, prev: '', type: 'attendee.merged', at: '2025-09-24T00:00:00.000Z', data: { registrationId, into, reason: 'same', by: { role: 'desk' } } }) as JournalEvent;
    const { people } = foldAll([merge('D1', 'B', 'A'), merge('D2', 'A', 'B'), merge('D3', 'C', 'B')]);
    expect(['A', 'B', 'C'].map((id) => keptIdOf(people, id))).toEqual(['A', 'A', 'A']);
  });

  test('forgets no ticket that was issued, and takes back none but those that were revoked', () => {
    fc.assert(fc.property(eventSets, (events) => {
      for (const attendee of foldAll(events).people.values()) {
        const codesIn = (type: 'ticket.issued' | 'ticket.revoked'): string[] =>
          events.flatMap((event) => (event.type === type && event.data.registrationId === attendee.id ? [event.data.ticketCode] : []));
        expect(new Set(attendee.issued)).toEqual(new Set(codesIn('ticket.issued')));
        expect(new Set(attendee.revoked)).toEqual(new Set(codesIn('ticket.revoked')));
        expect(codesOf(attendee)).toEqual([...new Set(codesOf(attendee))]);
        expect(codesOf(attendee)).toEqual(expect.arrayContaining([...attendee.issued, ...attendee.revoked]));
      }
    }));
  });

  test('gives one certificate for each number, of the first issue, with each print once; a revoked one stays so', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      const { people, certificates } = foldAll(other);
      const issues = events.filter((event) => event.type === 'certificate.issued').sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
      const orders = (type: 'certificate.wanted' | 'certificate.printed', number: string): string[] =>
        events.flatMap((event) => (event.type === type && event.data.number === number ? [orderOf(event)] : [])).sort();
      const records = [...people.values()].flatMap((attendee) => (attendee.certificates ?? []).map((record) => ({ ...record, id: attendee.id })));
      const issued = records.filter((record) => record.issued !== null);
      expect(issued.map(({ number }) => number).sort()).toEqual([...new Set(issues.map(({ data }) => data.number))].sort());
      expect([...certificates.owners.keys()].sort()).toEqual(issued.map(({ number }) => number).sort());
      for (const record of records) {
        const { number, id, issued: first, name, prints, revoked } = record;
        const own = issues.filter(({ data }) => data.number === number);
        expect(first?.order).toBe(own[0] && orderOf(own[0]));
        if (own.length > 0) expect(certificates.owners.get(number)).toBe(id);
        if (!people.get(id)?.erased) expect(name).toBe(own.at(-1)?.person?.nameOnCertificate ?? '');
        const jobs = events.flatMap((event) => (event.type === 'certificate.printed' && event.data.number === number ? [event.data.job] : []));
        expect(prints.map(({ job }) => job).sort()).toEqual([...new Set(jobs)].sort());
        const lastWish = orders('certificate.wanted', number).at(-1);
        const isWaiting = first !== null && revoked === null && lastWish !== undefined && !orders('certificate.printed', number).some((order) => order > lastWish);
        // A print that comes twice counts where it was first.
        if (new Set(jobs).size === jobs.length) expect(isWanted(record)).toBe(isWaiting);
        expect(revoked !== null).toBe(events.some((event) => event.type === 'certificate.revoked' && event.data.number === number));
      }
    }), { numRuns: 300 });
  });

  test('gives everybody the award that was granted last of any of their records, and none where that was withdrawn', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      const { people } = foldAll(other);
      for (const person of standing(people)) {
        const ids = new Set([...people.keys()].filter((id) => keptIdOf(people, id) === person.id));
        const last = events
          .filter((event) => (event.type === 'award.granted' || event.type === 'award.withdrawn') && ids.has(event.data.registrationId))
          .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
          .at(-1);
        expect(person.award?.order).toBe(last && orderOf(last));
        expect(person.award?.granted ?? null).toEqual(last?.type === 'award.granted' ? { awardId: last.data.awardId, title: last.data.title } : null);
      }
    }), { numRuns: 300 });
  });

  test('believes of a key what was said of it last, and forgets no number that was taken back, here or elsewhere', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      const { keys, revoked } = foldAll(other).certificates;
      const ordered = [...events].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
      const said = new Map(ordered.flatMap((event) => (event.type === 'certificate.keyTrusted' || event.type === 'certificate.keyDistrusted' ? [[event.data.publicKey, event] as const] : [])));
      expect([...keys.keys()].sort()).toEqual([...said.keys()].sort());
      for (const [key, { trusted, reason }] of keys) {
        const last = said.get(key)!;
        expect([trusted, reason]).toEqual(last.type === 'certificate.keyTrusted' ? [true, null] : [false, last.data.reason]);
      }
      const numbers = ordered.flatMap((event) =>
        event.type === 'certificate.revoked' ? [event.data.number] : event.type === 'certificate.revocationsReceived' ? event.data.revoked.map(({ number }) => number) : [],
      );
      expect([...revoked.keys()].sort()).toEqual([...new Set(numbers)].sort());
    }), { numRuns: 300 });
  });

  test('keeps every call for help open until somebody answers it, and as it was first made', () => {
    fc.assert(fc.property(eventSets, (events) => {
      const { help } = foldAll(events);
      const answered = new Set(events.flatMap((event) => (event.type === 'help.answered' ? [event.data.requestId] : [])));
      const calls = events.filter((event) => event.type === 'help.requested').sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
      const first = calls.filter(({ data }, index) => calls.findIndex((each) => each.data.requestId === data.requestId) === index);
      expect(openRequests(help).map(({ requestId, subject, station }) => [requestId, subject, station])).toEqual(
        first.filter(({ data }) => !answered.has(data.requestId)).map(({ data }) => [data.requestId, data.subject, data.by.station]),
      );
    }));
  });

  test('lets the last writer win: the fields are those of the latest event that set them', () => {
    fc.assert(fc.property(eventSets, (events) => {
      const { people } = foldAll(events);
      for (const attendee of people.values()) {
        if (attendee.erased) continue;
        const setting = events
          .filter((event) => setsDetails(event) && event.data.registrationId === attendee.id && event.person && 'fullName' in event.person)
          .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
        const last = setting.at(-1);
        if (last?.person && 'fullName' in last.person) expect(attendee.fields.name).toBe(last.person.fullName);
      }
    }));
  });

  test('keeps nothing personal of the erased, whatever arrives before or after, and counts them as before', () => {
    fc.assert(fc.property(shuffled, ({ events, other }) => {
      const erased = new Set(events.flatMap((event) => (event.type === 'attendee.erased' ? [event.data.registrationId] : [])));
      const { people, tally } = foldAll(other);
      expect(new Set([...people.values()].filter((attendee) => attendee.erased).map(({ id }) => id))).toEqual(erased);
      for (const { id, fields, cancelled, passages, certificates = [] } of people.values()) {
        if (!erased.has(id)) continue;
        expect(fields).toMatchObject({ name: '', organisation: '', language: null });
        expect([cancelled?.reason ?? '', ...passages.map(({ override }) => override ?? '')].join('')).toBe('');
        expect(certificates.map(({ name, issued, revoked }) => `${name}${issued?.override?.reason ?? ''}${revoked?.reason ?? ''}`).join('')).toBe('');
      }
      // What the journal holds after the erasure says the same as what it held before.
      const blanked = other.map((event) => {
        const theirs = 'registrationId' in event.data && erased.has(event.data.registrationId ?? '');
        return theirs && event.person ? ({ ...event, person: null } as JournalEvent) : event;
      });
      expect(said(blanked)).toEqual(said(events));
      const without = foldAll(events.filter(({ type }) => type !== 'attendee.erased')).tally;
      const counts = (each: typeof tally): unknown => ({ ...each, arrived: [...each.arrived].sort(), inside: [...each.inside].sort(), enrolled: [...each.enrolled].sort() });
      expect(counts(tally)).toEqual(counts(without));
    }), { numRuns: 500 });
  });

  test('two devices that had not met: the earlier check-in stands, the later is a duplicate', () => {
    const scan = { nonce: 'n', target: 'day:2025-09-24', direction: 'in' as const, by: { role: 'kiosk' as const }, registrationId: 'A' };
    const event = (device: string, hlc: string, at: string): JournalEvent =>
      ({ id: `w/${device}/0000000001`, workshop: 'w', device, seq: 1, hlc, v: 1, prev: '', type: 'checkIn.recorded', at, data: scan }) as JournalEvent;
    const early = event('ZZZZZZZZ', '0000000000001-0000', '2025-09-24T00:00:01.000Z');
    const late = event('AAAAAAAA', '0000000000002-0000', '2025-09-24T00:00:02.000Z');
    for (const events of [[early, late], [late, early]]) {
      const { people, tally } = foldAll(events);
      const visits = visitsOf(people.get('A')!);
      expect(visits.map(({ eventId, duplicate }) => [eventId, duplicate])).toEqual([[early.id, false], [late.id, true]]);
      expect(tally.inside.get('day:2025-09-24')).toBe(1);
    }
  });
});

test('hybrid time never goes back, and sorts as text', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9_999_999_999_999 }), { maxLength: 200 }), (clock) => {
    let last: string | null = null;
    for (const now of clock) {
      const next: string = nextHybridTime(last, now);
      if (last !== null) expect(next > last).toBe(true);
      expect(Number(next.slice(0, 13)) >= now).toBe(true);
      last = next;
    }
  }));
  expect(nextHybridTime('0000000000005-ffff', 1)).toBe('0000000000006-0000');
});
