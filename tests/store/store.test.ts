import Dexie from 'dexie';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RecentScan } from '@shared/contract/queries';
import { StoreDatabase } from '../../renderer/store/database';
import { FakeJournal } from './fakeJournal';
import { at, day, everything, fill, forget, registered, type RunningStore, startStore, workshop } from './workshop';

let journal: FakeJournal;
beforeEach(async () => {
  await forget();
  journal = new FakeJournal();
  fill(journal);
});

const scan = (code: string, nonce: string = crypto.randomUUID(), target: string = day) => ({ code, nonce, target, direction: 'in' as const });

describe('opening', () => {
  test('a database of version 1, with rows that are wrong in every way, gives the state that the journal says', async () => {
    const old = new Dexie('champions-store');
    old.version(1).stores({ meta: 'key', events: 'line, subject', details: 'id' });
    await old.open();
    await old.table('meta').bulkPut([{ key: 'journal', line: 9_999 }, { key: 'nonsense' }]);
    await old.table('events').bulkPut([{ line: 1 }, { line: 'two', subject: null }, { line: 3, json: '{' }]);
    await old.table('details').bulkPut([{ id: 'A1', fields: null }, { id: 'GHOST', fields: { fullName: 'Nobody' } }]);
    old.close();
    const migrated = await everything(await startStore(journal));
    await forget();
    expect(migrated).toEqual(await everything(await startStore(journal)));
    expect((migrated as { attendees: unknown[] }).attendees).toHaveLength(50);
  });

  test('after a clean end reads what was packed; after none, folds the journal; both say the same', async () => {
    const first = await startStore(journal);
    const kiosk = first.client('kiosk');
    for (let i = 0; i < 20; i++) await kiosk.command('scan.submit', scan(`T-A${i}`));
    await first.store.flush();
    first.stop();
    const packed = await startStore(journal);
    expect(packed.store.projection.line).toBe(journal.events.length);
    const said = await everything(packed);
    packed.stop();
    await forget();
    expect(await everything(await startStore(journal))).toEqual(said);
    expect(said).toMatchObject({ overview: { days: [{ target: day, arrived: 20, inside: 20 }] } });
  });

  test('with a packed state that lags behind the tables, or tables that lag behind it', async () => {
    const first = await startStore(journal);
    await first.store.flush();
    await first.client('kiosk').command('scan.submit', scan('T-A1'));
    await first.store.tables.settled();
    first.stop(); // the tables have the scan, the packed state has not
    const second = await startStore(journal);
    const said = await everything(second);
    expect(said).toMatchObject({ overview: { days: [{ arrived: 1 }] } });
    await second.store.flush();
    const { meta } = second.store.database;
    await meta.put({ ...(await meta.get('tables'))!, highWater: { line: 10, anchor: 'journal:10' } });
    // Lines 3 to 10 registered A0 to A7; what came after them is not in the tables.
    await second.store.database.details.filter(({ id }) => !/^A[0-7]$/.test(id)).delete();
    second.stop();
    expect(await everything(await startStore(journal))).toEqual(said);
  });

  test('with a state of another journal, or ahead of a journal that was cut back: folded anew', async () => {
    const first = await startStore(journal);
    await first.client('kiosk').command('scan.submit', scan('T-A1'));
    await first.store.flush();
    first.stop();
    const other = new FakeJournal('other');
    fill(other, 7);
    const second = await startStore(other);
    expect((await everything(second)) as object).toMatchObject({ overview: { registered: 7 }, scans: [] });
    await second.store.flush();
    second.stop();
    const shorter = new FakeJournal('other');
    fill(shorter, 3);
    expect((await everything(await startStore(shorter))) as object).toMatchObject({ overview: { registered: 3 } });
  });

  test('with packed blocks that are damaged: folded from the journal, and said in the log', async () => {
    const first = await startStore(journal);
    await first.store.flush();
    await first.store.database.packed.put({ key: 'table', value: new ArrayBuffer(12) });
    first.stop();
    const second = await startStore(journal);
    expect(second.faults.join()).toContain('packed');
    expect((await everything(second)) as object).toMatchObject({ overview: { registered: 50 } });
  });

  describe('with more people than one block of records holds', () => {
    const people = 16_000;

    async function packed(): Promise<RunningStore> {
      journal = new FakeJournal();
      fill(journal, people);
      const first = await startStore(journal);
      await first.store.flush();
      expect(await first.store.database.packed.where('key').startsWith('chunk/').count()).toBeGreaterThan(1);
      return first;
    }

    test('answers a scan before all blocks are read, and says all the same', async () => {
      (await packed()).stop();
      const second = await startStore(journal);
      const { records } = second.store.projection.rows;
      expect(records.missing).toContain(0);
      const kiosk = second.client('kiosk');
      const answers = await Promise.all(['T-A0', `T-A${people - 1}`, 'T-NOBODY', 'T-A0'].map((code) => kiosk.command('scan.submit', scan(code))));
      expect(answers.map(({ answer }) => answer)).toEqual(['ok', 'ok', 'unknown_ticket', 'already_checked_in']);
      const said = await everything(second);
      expect(records.missing).toEqual([]);
      await second.store.flush();
      second.stop();
      expect(await everything(await startStore(journal))).toEqual(said);
      await forget();
      expect(await everything(await startStore(journal))).toEqual(said);
    });

    test('and a block that is lost or cut short: folded from the journal, the scan is answered, and said in the log', async () => {
      for (const damage of [async (key: string, { store }: RunningStore) => store.database.packed.delete(key), async (key: string, { store }: RunningStore) => void store.database.packed.put({ key, value: new Uint8Array(100) })]) {
        const first = await packed();
        await damage('chunk/000000', first);
        first.stop();
        const second = await startStore(journal);
        expect(await second.client('kiosk').command('scan.submit', scan('T-A0'))).toMatchObject({ answer: 'ok' });
        expect(second.faults.join()).toContain('packed');
        expect((await everything(second)) as object).toMatchObject({ overview: { registered: people, days: [{ arrived: 1 }] } });
        second.stop();
        await forget();
      }
    });
  });
});

describe('commands', () => {
  test('are seen by every read as soon as they are acknowledged, applied to the tables or not', async () => {
    const { client, store } = await startStore(journal);
    const desk = client('desk');
    for (let i = 0; i < 30; i++) {
      const { answer } = await desk.command('scan.submit', scan(`T-A${i}`));
      expect(answer).toBe('ok');
      const [one, page, { scans }] = await Promise.all([
        desk.query('attendee.get', { registrationId: `A${i}` }),
        desk.query('roster.page', { search: '', filter: 'arrived', target: day, offset: 0, limit: 500 }),
        desk.query('scans.recent', { limit: 1 }),
      ]);
      expect(one.visits).toHaveLength(1);
      expect(one.person?.email).toBe(`A${i}@example.org`);
      expect(page.total).toBe(i + 1);
      expect(scans[0]?.registrationId).toBe(`A${i}`);
    }
    await store.tables.settled();
    expect(store.tables.highWater.line).toBe(journal.events.length);
  });

  test('that come together share a write; the same ticket at ten ports is let in once', async () => {
    const { client } = await startStore(journal);
    const kiosks = Array.from({ length: 10 }, () => client('kiosk'));
    journal.hold();
    const answers = kiosks.flatMap((kiosk, i) => [kiosk.command('scan.submit', scan('T-A1')), kiosk.command('scan.submit', scan(`T-A${i + 10}`))]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    journal.release();
    const all = (await Promise.all(answers)).map(({ answer }) => answer);
    expect(all.filter((_, i) => i % 2 === 0).sort()).toEqual([...Array.from({ length: 9 }, () => 'already_checked_in'), 'ok']);
    expect(all.filter((_, i) => i % 2 === 1)).toEqual(Array.from({ length: 10 }, () => 'ok'));
    expect(journal.writes).toBeLessThan(14); // nine refusals of one ticket come one after the other; the rest together
  });

  test('for the last seats of a session: three get in, however many come at once', async () => {
    const { client } = await startStore(journal);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => client('kiosk').command('scan.submit', scan(`T-A${i}`, `n${i}`, 'session:S04'))));
    expect(answers.map(({ answer }) => answer).sort()).toEqual([...Array.from({ length: 3 }, () => 'ok'), ...Array.from({ length: 7 }, () => 'session_full')]);
  });

  test('with a nonce that is under way, or was answered long ago, get the first answer and add nothing', async () => {
    const first = await startStore(journal);
    journal.hold();
    const twice = [first.client('kiosk'), first.client('kiosk')].map((kiosk) => kiosk.command('scan.submit', scan('T-A1', 'same')));
    journal.release();
    const [one, two] = await Promise.all(twice);
    expect(one).toMatchObject({ answer: 'ok', registrationId: 'A1' });
    expect(two).toEqual(one);
    const before = journal.events.length;
    const refused = await first.client('kiosk').command('scan.submit', scan('NOBODY', 'refused'));
    await first.store.flush();
    first.stop();
    const second = await startStore(journal);
    expect(await second.client('desk').command('scan.submit', scan('T-A2', 'same'))).toEqual(one);
    expect(await second.client('desk').command('scan.submit', scan('T-A2', 'refused'))).toEqual(refused);
    expect(journal.events.length).toBe(before + 1);
  });

  test('that the journal refuses change nothing, say why, and succeed when there is room again', async () => {
    const running = await startStore(journal);
    const kiosk = running.client('kiosk');
    const before = await everything(running);
    journal.refusal = 'The disk is full.';
    expect(await kiosk.command('scan.submit', scan('T-A1', 'n1'))).toMatchObject({ answer: 'store_unavailable', message: expect.stringContaining('The disk is full.') });
    await expect(running.client('desk').command('attendee.cancel', { registrationId: 'A1', reason: 'ill' })).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await everything(running)).toEqual(before);
    journal.refusal = null;
    expect(await kiosk.command('scan.submit', scan('T-A1', 'n1'))).toMatchObject({ answer: 'ok' });
  });

  test('lose nothing while the store is rebuilt under them', async () => {
    const people = 4_000;
    await forget();
    journal = new FakeJournal('large', 500);
    fill(journal, people);
    const { client, store } = await startStore(journal);
    const desk = client('desk');
    const rebuilt = desk.command('store.rebuild', {}, Number.POSITIVE_INFINITY);
    const answers: string[] = [];
    for (let i = 0; i < 300; i++) answers.push((await desk.command('scan.submit', scan(`T-A${i}`))).answer);
    await rebuilt;
    expect(new Set(answers)).toEqual(new Set(['ok']));
    expect(await desk.query('workshop.overview', {})).toMatchObject({ registered: people, days: [{ arrived: 300, inside: 300 }] });
    await store.tables.settled();
    expect(await store.database.details.count()).toBe(people);
    expect(await desk.query('store.health', {})).toMatchObject({ events: journal.events.length, applied: journal.events.length });
  });
});

describe('live queries', () => {
  const page = (offset: number) => ({ search: '', filter: 'all' as const, target: day, offset, limit: 5 });

  test('give the first result, then one after each change that touches it, and none after others', async () => {
    const { client } = await startStore(journal);
    const desk = client('desk');
    const heard = { overview: 0, agenda: 0, near: 0, far: 0, scans: [] as RecentScan[] };
    desk.subscribe('workshop.overview', {}, () => heard.overview++);
    desk.subscribe('agenda', {}, () => heard.agenda++);
    desk.subscribe('roster.page', page(0), () => heard.near++);
    const stop = desk.subscribe('roster.page', page(20), () => heard.far++);
    desk.subscribe('scans.recent', { limit: 3 }, ({ scans }) => {
      heard.scans = scans;
    });
    await expect.poll(() => heard).toMatchObject({ overview: 1, agenda: 1, near: 1, far: 1 });
    await client('kiosk').command('scan.submit', scan('T-A2'));
    await expect.poll(() => heard).toMatchObject({ overview: 2, near: 2, scans: [{ registrationId: 'A2', fullName: 'Person 2 Number' }] });
    expect(heard).toMatchObject({ agenda: 1, far: 1 });
    stop();
    await client('kiosk').command('scan.submit', scan('T-A21'));
    await expect.poll(() => heard.overview).toBe(3);
    expect(heard).toMatchObject({ agenda: 1, near: 2, far: 1 });
  });

  test('of a window that is gone are let go', async () => {
    const { store } = await startStore(journal);
    const { StoreServer } = await import('../../renderer/store/server');
    const server = new StoreServer(store, () => undefined);
    const { port1, port2 } = new MessageChannel();
    server.serve(port1, 'desk', 7);
    let values = 0;
    port2.onmessage = () => values++;
    port2.postMessage({ kind: 'subscribe', id: 1, name: 'workshop.overview', params: {} });
    await expect.poll(() => values).toBe(1);
    server.drop(7);
    server.changed(new Set(['workshop']));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(values).toBe(1);
  });
});

test('a name is found as soon as the person is there, and not under the one they had before', async () => {
  const { client, store } = await startStore(journal);
  const desk = client('desk');
  const find = async (search: string): Promise<string[]> => (await desk.query('roster.page', { search, filter: 'all', target: day, offset: 0, limit: 10 })).rows.map(({ fullName }) => fullName);
  expect(await find('person 7')).toEqual(['Person 7 Number']);
  await store.committer.submit({
    keys: ['*'],
    decide: () => ({
      workshop: workshop.id,
      events: [
        registered('NEW', 'Łukasz Świętosławski'),
        { type: 'attendee.corrected', at, data: { registrationId: 'A7', source: 'desk', by: { role: 'desk' } }, person: { fullName: 'Élodie Garçon' } },
      ],
      answer: () => undefined,
    }),
  });
  expect(await find('swietos')).toEqual(['Łukasz Świętosławski']);
  expect(await find('garcon elo')).toEqual(['Élodie Garçon']);
  expect(await find('person 7')).toEqual([]);
});

test('the database’s version is the one that its migrations lead to', async () => {
  const database = new StoreDatabase();
  await database.open();
  expect(database.verno).toBe(2);
  database.close();
});
