import Dexie from 'dexie';
import { beforeEach, describe, expect, test } from 'vitest';
import type { StoreMessage } from '@shared/contract/wire';
import { FakeJournal } from './fakeJournal';
import { day, everything, fill, forget, startStore, stopStores } from './workshop';

let journal: FakeJournal;
beforeEach(async () => {
  await forget();
  journal = new FakeJournal('journal', 500);
  fill(journal, 2_000);
});

const scan = (code: string, target = day) => ({ code, nonce: crypto.randomUUID(), target, direction: 'in' as const });

/** What a store that starts from nothing says of the same journal. */
async function foldedAnew(): Promise<unknown> {
  stopStores();
  await forget();
  return everything(await startStore(journal));
}

describe('a database that the browser takes away', () => {
  test('while nothing happens: the next reader gets everything all the same', async () => {
    const before = await startStore(journal);
    const said = await everything(before);
    await before.store.flush();
    await Dexie.delete('champions-store');
    expect(await everything(before)).toEqual(said);
    expect(await before.store.database.details.count()).toBe(2_000);
    expect(before.faults.join()).toContain('filled anew');
  });

  test('while scans come in: none is lost, and neither this nor the next start misses anybody', async () => {
    const first = await startStore(journal);
    await first.store.flush();
    const kiosk = first.client('kiosk');
    for (let i = 0; i < 100; i++) {
      if (i === 30) await Dexie.delete('champions-store');
      expect(await kiosk.command('scan.submit', scan(`T-A${i}`))).toMatchObject({ answer: 'ok' });
    }
    const said = await everything(first);
    expect(said).toMatchObject({ overview: { days: [{ arrived: 100, inside: 100 }] } });
    await first.store.flush();
    first.stop();
    expect(await everything(await startStore(journal))).toEqual(said);
    expect(await foldedAnew()).toEqual(said);
  });

  test('before the state is packed: what is packed then is whole', async () => {
    const first = await startStore(journal);
    await first.store.flush();
    await Dexie.delete('champions-store');
    await first.store.database.open(); // as its next use does
    await first.client('kiosk').command('scan.submit', scan('T-A1'));
    await first.store.pack();
    first.stop();
    const second = await startStore(journal);
    expect(second.faults).toEqual([]);
    expect(await everything(second)).toEqual(await foldedAnew());
  });

  test('with rows in it that cannot be read: they are read from the journal', async () => {
    const first = await startStore(journal);
    const said = await everything(first);
    await first.store.database.details.put({ id: 'A7', json: '{"id":' });
    expect(await everything(first)).toEqual(said);
  });
});

test('tables that are ahead of a journal that was cut back, under a packed state that is not, are noticed', async () => {
  const first = await startStore(journal);
  await first.store.flush();
  const packed = journal.events.length;
  const kiosk = first.client('kiosk');
  for (let i = 0; i < 5; i++) await kiosk.command('scan.submit', scan(`T-A${i}`));
  await first.store.tables.settled();
  first.stop();
  journal.events.length = packed;
  const second = await startStore(journal);
  expect(await second.store.database.events.where('line').above(packed).count()).toBe(0);
  const lost = scan('T-A9');
  const answer = await second.client('kiosk').command('scan.submit', lost);
  expect(await second.client('kiosk').command('scan.submit', lost)).toEqual(answer);
  expect(journal.events.length).toBe(packed + 1);
  expect(await everything(second)).toEqual(await foldedAnew());
});

describe('filling the tables anew', () => {
  test('lets readers wait, and never see a part', async () => {
    const { client } = await startStore(journal);
    const desk = client('desk');
    const rebuilt = desk.command('store.rebuild', {}, Number.POSITIVE_INFINITY);
    let done = false;
    void rebuilt.then(() => {
      done = true;
    });
    let reads = 0;
    do {
      const { attendees } = await desk.query('attendance.page', { from: 1_900, limit: 100 });
      expect(attendees.filter(({ person }) => person === null)).toEqual([]);
      expect(attendees).toHaveLength(100);
      reads += 1;
    } while (!done);
    expect(reads).toBeGreaterThan(0);
    await rebuilt;
  });

  test('twice at once is done once, and both are told', async () => {
    const { client } = await startStore(journal);
    const [one, two] = await Promise.all([client('desk').command('store.rebuild', {}), client('desk').command('store.rebuild', {})]);
    expect(one).toMatchObject({ events: journal.events.length, attendees: 2_000 });
    expect(two).toMatchObject({ events: journal.events.length, attendees: 2_000 });
  });

  test('from a journal that cannot be read: scans go on, details are refused rather than wrong, and come back', async () => {
    const first = await startStore(journal);
    const desk = first.client('desk');
    journal.unreadable = true;
    await expect(desk.command('store.rebuild', {})).rejects.toMatchObject({ code: 'internal' });
    expect(await desk.command('scan.submit', scan('T-A1'))).toMatchObject({ answer: 'ok' });
    await expect(desk.query('attendee.get', { registrationId: 'A1' })).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await desk.query('store.health', {})).toMatchObject({ databaseError: expect.stringContaining('could not be filled anew') });
    journal.unreadable = false;
    expect(await desk.query('attendee.get', { registrationId: 'A1' })).toMatchObject({ person: { fullName: 'Person 1 Number' }, visits: [{ target: day }] });
    const said = await everything(first);
    await first.store.flush();
    first.stop();
    expect(await everything(await startStore(journal))).toEqual(said);
    expect(await foldedAnew()).toEqual(said);
  });
});

test('a state that is packed while scans come in counts everybody once', async () => {
  const first = await startStore(journal);
  const kiosk = first.client('kiosk');
  const { database } = first.store;
  await first.store.pack();
  await kiosk.command('scan.submit', scan('T-A0'));
  // The packing waits for this transaction with its copies made, and people arrive meanwhile.
  let release = (): void => undefined;
  const blocked = database.transaction('rw', database.packed, () =>
    Dexie.waitFor(new Promise<void>((resolve) => {
      release = resolve;
    })),
  );
  const packed = first.store.pack();
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (let i = 1; i < 20; i++) await kiosk.command('scan.submit', scan(`T-A${i}`));
  release();
  await Promise.all([blocked, packed]);
  first.stop(); // without a last packing
  const said = await everything(await startStore(journal));
  expect(said).toMatchObject({ overview: { days: [{ arrived: 20, inside: 20 }] } });
  expect(said).toEqual(await foldedAnew());
});

describe('a port', () => {
  /** Sends a message and gives the first answer of its id. */
  function ask(port: MessagePort, message: unknown, id: number): Promise<StoreMessage> {
    return new Promise((resolve) => {
      port.addEventListener('message', ({ data }: MessageEvent<StoreMessage>) => {
        if (data.id === id) resolve(data);
      });
      port.start();
      port.postMessage(message);
    });
  }

  test.for([
    ['command', 'attendee.cancel', { registrationId: 'A1', reason: 'because' }],
    ['command', 'checkIn.override', { registrationId: 'A1', target: day, reason: 'because', nonce: 'n' }],
    ['command', 'workshop.configure', {}],
    ['command', 'roster.import', {}],
    ['command', 'store.rebuild', {}],
    ['query', 'attendance.page', { from: 0, limit: 10 }],
    ['query', 'roster.page', { search: '', filter: 'all', target: day, offset: 0, limit: 10 }],
    ['query', 'attendee.get', { registrationId: 'A1' }],
    ['subscribe', 'workshop.overview', {}],
    ['subscribe', 'scans.recent', { limit: 5 }],
  ] as const)('of a kiosk may not %s %s', async ([kind, name, params]) => {
    const { port } = await startStore(journal);
    const before = journal.events.length;
    expect(await ask(port('kiosk'), { kind, id: 5, name, params, role: 'desk' }, 5)).toMatchObject({ kind: 'error', id: 5, error: { code: 'forbidden' } });
    expect(journal.events.length).toBe(before);
  });

  test.for([
    ['no object', 'hello', -1],
    ['null', null, -1],
    ['no kind', { id: 5 }, 5],
    ['an unknown kind', { kind: 'drop', id: 5 }, 5],
    ['an id that is no number', { kind: 'command', id: 'x', name: 'scan.submit', params: {} }, -1],
    ['an unknown command', { kind: 'command', id: 5, name: 'store.format', params: {} }, 5],
    ['a name of every object', { kind: 'query', id: 5, name: 'constructor', params: {} }, 5],
    ['a query sent as a command', { kind: 'command', id: 5, name: 'agenda', params: {} }, 5],
    ['no parameters', { kind: 'command', id: 5, name: 'scan.submit' }, 5],
    ['a code that is no text', { kind: 'command', id: 5, name: 'scan.submit', params: { ...scan(''), code: 7 } }, 5],
    ['a code beyond all measure', { kind: 'command', id: 5, name: 'scan.submit', params: scan('x'.repeat(10_001)) }, 5],
    ['a target that is none', { kind: 'command', id: 5, name: 'scan.submit', params: scan('x', 'yesterday') }, 5],
    ['an empty nonce', { kind: 'command', id: 5, name: 'scan.submit', params: { ...scan('x'), nonce: '' } }, 5],
    ['a page beyond all measure', { kind: 'query', id: 5, name: 'roster.page', params: { search: '', filter: 'all', target: day, offset: 0, limit: 501 } }, 5],
  ] as const)('that sends %s is told so, and works on', async ([, message, id]) => {
    const { port, faults } = await startStore(journal);
    const desk = port('desk');
    expect(await ask(desk, message, id)).toMatchObject({ kind: 'error', id, error: { code: 'invalid_request' } });
    expect(faults).toEqual([]);
    expect(await ask(desk, { kind: 'command', id: 6, name: 'scan.submit', params: scan('T-A1') }, 6)).toMatchObject({ kind: 'value', value: { answer: 'ok' } });
  });
});
