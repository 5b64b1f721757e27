import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import { readReceived } from '@shared/contract/receivedEvents';
import { foldAll } from '@shared/domain/state';
import { eventSets } from '../unit/domain/events';
import { FakeJournal } from './fakeJournal';
import { at, day, everything, fill, forget, registered, type RunningStore, startStore, stopStores, workshop } from './workshop';

beforeEach(forget);

/** The store has folded every line. */
async function caughtUp({ store }: RunningStore, journal: FakeJournal): Promise<void> {
  await expect.poll(() => store.projection.line, { interval: 2 }).toBe(journal.events.length);
}

function said({ store }: RunningStore): unknown {
  const { state, rows, recent, refused, version, stations, arrived, duplicates } = store.projection;
  const people = Array.from({ length: rows.count }, (_, row) => rows.shelf.get(rows.at(row).id)!);
  return {
    people: people.sort((a, b) => (a.id < b.id ? -1 : 1)),
    tally: sorted(state.tally), exceptions: sorted(state.exceptions), help: sorted(state.help), certificates: sorted(state.certificates),
    workshop: state.workshop, agenda: state.agenda, retention: state.retention, recent, refused, version,
    stations: [...stations].sort(), arrived: [...arrived].map(([target, set]) => [target, set.size]).sort(), duplicates: duplicates.size,
  };
}

/** Maps and sets in an order of their own. */
function sorted(parts: object): unknown {
  return Object.entries(parts).map(([key, value]) => [key, value instanceof Map || value instanceof Set ? [...value].sort() : value]);
}

const draftOf = ({ type, at: when, data, person }: JournalEvent): DraftEvent => ({ type, at: when, data, ...(person ? { person } : {}) }) as DraftEvent;

interface Step {
  kind: 'write' | 'write' | 'write' | 'deliver' | 'deliver' | 'look' | 'flush' | 'crash';
  pick: number;
  count: number;
}
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ kind: fc.constantFrom<Step['kind'][]>('write', 'write', 'write', 'deliver', 'deliver', 'look', 'flush', 'crash'), pick: fc.nat(20), count: fc.integer({ min: 1, max: 5 }) }),
  { maxLength: 25 },
);

test('receiving and writing amid each other, told in any order, over crashes: the state is the fold of the journal, and no line is folded twice', async () => {
  await fc.assert(fc.asyncProperty(eventSets, steps, async (set, todo) => {
    stopStores();
    await forget();
    const journal = new FakeJournal('journal', 7);
    let kept: (() => void)[] = [];
    journal.send = (message) => kept.push(message);
    let store = await startStore(journal);
    // An event that has not the form of the contract is not folded; that has a test of its own.
    const events = set.filter((event) => readReceived(event) !== null);
    const writes: Promise<unknown>[] = [];
    const write = (count: number): void => {
      const some = events.splice(0, count);
      const mine = some.filter(({ device }) => device === 'K1AAAAAA').map(draftOf);
      const others = some.filter(({ device }) => device !== 'K1AAAAAA');
      if (others.length > 0) journal.receive(others);
      if (mine.length === 0) return;
      writes.push(store.store.committer.submit({ keys: ['*'], decide: () => ({ workshop: 'w', events: mine, answer: () => null }) }).catch(() => undefined));
    };
    for (const { kind, pick, count } of todo) {
      if (kind === 'write') write(count);
      else if (kind === 'deliver') kept.splice(pick % Math.max(1, kept.length), 1)[0]?.();
      else if (kind === 'look') void store.store.projection;
      else if (kind === 'flush') await store.store.flush();
      else {
        // What was under way is written or not; what was on its way to the store is lost with it.
        stopStores();
        kept = [];
        store = await startStore(journal);
      }
      await new Promise((resolve) => setTimeout(resolve));
    }
    write(events.length);
    for (let idle = 0; idle < 3; idle += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (kept.length > 0) idle = -1;
      for (const message of kept.splice(0).reverse()) message();
    }
    await caughtUp(store, journal);
    const found = said(store) as { people: { id: string }[]; version: number };
    const { people } = foldAll(journal.events);
    expect(found.people).toEqual([...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(found).toMatchObject({ tally: sorted(foldAll(journal.events).tally), exceptions: sorted(foldAll(journal.events).exceptions) });
    await store.store.flush();
    stopStores();
    const again = await startStore(journal);
    expect({ ...(said(again) as object), version: 0 }).toEqual({ ...found, version: 0 });
    stopStores();
    await forget();
    const anew = await startStore(journal);
    expect({ ...(said(anew) as object), version: 0 }).toEqual({ ...found, version: 0 });
    expect(anew.faults).toEqual([]);
  }), { numRuns: 100 });
}, 300_000);

describe('what other devices did', () => {
  const by = { role: 'kiosk' as const, station: 'Entrance 2' };
  let seq = 0;
  const from = (draft: DraftEvent, hlc = '1758682800000-0000', of = workshop.id): JournalEvent => {
    seq += 1;
    return { id: `${of}/K9ZZZZZZ/${String(seq).padStart(10, '0')}`, workshop: of, device: 'K9ZZZZZZ', seq, hlc, v: 1, prev: '', ...draft } as JournalEvent;
  };
  const checkIn = (registrationId: string, nonce: string): DraftEvent => ({ type: 'checkIn.recorded', at, data: { nonce, target: day, direction: 'in', by, registrationId } });

  test('is seen by live queries as it comes: arrivals, names, and both check-ins of a ticket that two let in', async () => {
    const journal = new FakeJournal();
    fill(journal);
    const store = await startStore(journal);
    const desk = store.client('desk');
    expect(await store.client('kiosk').command('scan.submit', { code: 'T-A1', nonce: 'mine', target: day, direction: 'in' })).toMatchObject({ answer: 'ok' });
    const seen: unknown[] = [];
    desk.subscribe('workshop.overview', {}, (overview) => seen.push(overview));
    journal.receive([from(checkIn('A1', 'theirs'), '9999999999999-0000'), from(checkIn('A2', 'other')), from(registered('B7', 'Neu Angekommen'))]);
    await expect.poll(() => seen.at(-1)).toMatchObject({ registered: 51, days: [{ target: day, arrived: 2 }] });
    const { exceptions, total } = await desk.query('exceptions.open', { limit: 10 });
    expect(total).toBe(1);
    expect(exceptions).toMatchObject([{ kind: 'duplicate', registrationId: 'A1', device: 'K9ZZZZZZ', station: 'Entrance 2', first: { device: 'K1AAAAAA' } }]);
    expect(await desk.query('roster.page', { search: 'angekommen', filter: 'all', target: day, offset: 0, limit: 5 })).toMatchObject({ total: 1 });
    expect(await desk.query('attendance.page', { from: 50, limit: 5 })).toMatchObject({ attendees: [{ registrationId: 'B7', person: { fullName: 'Neu Angekommen' } }] });
    expect(await store.client('kiosk').command('scan.submit', { code: 'T-A2', nonce: 'again', target: day, direction: 'in' })).toMatchObject({ answer: 'already_checked_in' });
    expect(await desk.query('store.health', {})).toMatchObject({ events: journal.events.length });
  });

  test('in another workshop, of another version, or not in the form of the contract is passed over, now and at another start', async () => {
    const journal = new FakeJournal();
    fill(journal, 5);
    const store = await startStore(journal);
    const before = (await everything(store)) as { overview: object };
    const strange: JournalEvent[] = [
      from({ type: 'workshop.configured', at, data: { ...workshop, id: 'athens-2025', name: 'Athens' } }, '9999999999999-0000', 'athens-2025'),
      from(registered('G1', 'Somebody Greek'), undefined, 'athens-2025'),
      from(checkIn('A1', 'n'), undefined, 'athens-2025'),
      { ...from(registered('A2', 'Changed')), v: 2 } as unknown as JournalEvent,
      from({ type: 'attendee.teleported', at, data: { registrationId: 'A1' } } as unknown as DraftEvent),
      from({ type: 'attendee.registered', at, data: {}, person: null } as unknown as DraftEvent),
      from({ type: 'checkIn.recorded', at, data: { registrationId: { toString: 1 }, by: null } } as unknown as DraftEvent),
      from({ type: 'checkIn.recorded', at: 'yesterday', data: checkIn('A1', 'n').data } as DraftEvent),
      from({ ...registered('A3', 'x'), person: { fullName: 7 } } as unknown as DraftEvent),
      from({ type: 'retention.set', at, data: { days: -1, postponedTo: null, reason: null, by: { role: 'desk' } } }),
    ];
    journal.receive(strange);
    await caughtUp(store, journal);
    expect(await everything(store)).toEqual(before);
    expect(store.faults).toEqual([]);
    await store.store.tables.settled();
    expect(await store.client('desk').query('store.health', {})).toMatchObject({ events: journal.events.length, applied: journal.events.length });
    stopStores();
    expect(await everything(await startStore(journal))).toEqual(before);
    stopStores();
    await forget();
    expect(await everything(await startStore(journal))).toEqual(before);
  });

  test('makes up the whole workshop of a laptop that has nothing of its own', async () => {
    const [other, journal] = [new FakeJournal(), new FakeJournal()];
    fill(other, 20);
    const store = await startStore(journal);
    journal.receive(other.events);
    await caughtUp(store, journal);
    expect(await store.client('desk').query('workshop.overview', {})).toMatchObject({ workshop: { id: workshop.id }, registered: 20 });
    expect(await store.client('kiosk').command('scan.submit', { code: 'T-A3', nonce: 'n', target: day, direction: 'in' })).toMatchObject({ answer: 'ok' });
    expect(journal.events.at(-1)).toMatchObject({ workshop: workshop.id, type: 'checkIn.recorded' });
  });

  describe('told out of turn', () => {
    /** A store whose journal has, after its people, a refused scan from elsewhere and then one of its own. */
    async function outOfTurn(): Promise<{ journal: FakeJournal; store: RunningStore; told: (() => void)[]; answer: Promise<unknown> }> {
      const journal = new FakeJournal();
      fill(journal, 5);
      const store = await startStore(journal);
      const told: (() => void)[] = [];
      journal.send = (message) => told.push(message);
      journal.receive([from({ type: 'scan.refused', at, data: { nonce: 'theirs', target: day, direction: 'in', by, code: 'X', registrationId: null, answer: 'unknown_ticket', previous: null } })]);
      const answer = store.client('kiosk').command('scan.submit', { code: 'T-NOBODY', nonce: 'mine', target: day, direction: 'in' });
      await expect.poll(() => told.length).toBe(2);
      return { journal, store, told, answer };
    }

    test('a scan is answered and seen at once; what is before it is waited for, and neither counts twice, packed away or not', async () => {
      const { journal, store, told, answer } = await outOfTurn();
      told[1]!();
      expect(await answer).toMatchObject({ answer: 'unknown_ticket' });
      expect(store.store.projection).toMatchObject({ refused: 1, line: 7 });
      await store.store.flush();
      stopStores();
      const again = await startStore(journal);
      expect(again.store.projection).toMatchObject({ refused: 2, line: 9 });
      expect(again.store.projection.recent).toHaveLength(2);
    });

    test('what nobody tells is read from the journal; telling it later changes nothing', async () => {
      const { journal, store, told, answer } = await outOfTurn();
      journal.send = (message) => message();
      // The line behind both is told, and nothing of the two before it.
      journal.receive([from(checkIn('A1', 'n'))]);
      await caughtUp(store, journal);
      expect(store.store.projection).toMatchObject({ refused: 2, line: 10 });
      for (const tell of told) tell();
      expect(await answer).toMatchObject({ answer: 'unknown_ticket' });
      expect(store.store.projection).toMatchObject({ refused: 2, line: 10 });
      expect(await store.client('kiosk').command('scan.submit', { code: 'T-A1', nonce: 'next', target: day, direction: 'in' })).toMatchObject({ answer: 'already_checked_in' });
    });
  });

  test('by the thousand does not keep scans waiting, and is all there in the end', async () => {
    const journal = new FakeJournal('journal', 2_500);
    fill(journal, 3_000);
    const store = await startStore(journal);
    const kiosk = store.client('kiosk');
    await kiosk.command('scan.submit', { code: 'T-A0', nonce: 'first', target: day, direction: 'in' });
    for (let from0 = 0; from0 < 24_000; from0 += 2_000) {
      journal.receive(Array.from({ length: 2_000 }, (_, i) => from(registered(`B${from0 + i}`, `Somebody ${from0 + i} Else`))));
    }
    const total = journal.events.length;
    let longest = 0;
    let scans = 0;
    while (store.store.projection.line < total) {
      const began = performance.now();
      expect(await kiosk.command('scan.submit', { code: `T-A${(scans += 1)}`, nonce: `n${scans}`, target: day, direction: 'in' })).toMatchObject({ answer: 'ok' });
      longest = Math.max(longest, performance.now() - began);
    }
    expect(scans).toBeGreaterThan(5);
    await caughtUp(store, journal);
    expect(await store.client('desk').query('workshop.overview', {})).toMatchObject({ registered: 27_000, days: [{ arrived: scans + 1 }] });
    await store.store.flush();
    stopStores();
    expect((await startStore(journal)).store.projection.line).toBe(journal.events.length);
    expect(longest).toBeLessThan(1_000);
  });

  test('while the store is rebuilt is in the state after it', async () => {
    const journal = new FakeJournal('journal', 500);
    fill(journal, 4_000);
    const store = await startStore(journal);
    const rebuilt = store.client('desk').command('store.rebuild', {}, Number.POSITIVE_INFINITY);
    for (let i = 0; i < 100; i++) {
      journal.receive([from(checkIn(`A${i}`, `n${i}`))]);
      if (i % 10 === 0) await store.client('kiosk').command('scan.submit', { code: `T-A${1_000 + i}`, nonce: `own ${i}`, target: day, direction: 'in' });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await rebuilt;
    await caughtUp(store, journal);
    const now = await everything(store);
    expect(now).toMatchObject({ overview: { registered: 4_000, days: [{ arrived: 110 }] } });
    stopStores();
    await forget();
    expect(await everything(await startStore(journal))).toEqual(now);
  });
});
