import { beforeEach, describe, expect, test } from 'vitest';
import type { StoreClient } from '@shared/contract/storeClient';
import type { DuplicateChoices, RosterOutcome } from '@shared/contract/rosterImports';
import { FakeJournal } from './fakeJournal';
import { day, everything, fill, forget, startStore } from './workshop';

let journal: FakeJournal;
beforeEach(async () => {
  await forget();
  journal = new FakeJournal();
  fill(journal, 5);
});

const columns = { registration_id: [0], full_name: [1], email: [2], birth_date: [3] };
const header = 'registration_id,full_name,email,birth_date';
const undecided: DuplicateChoices = { rows: {}, kinds: {} };

function run(client: StoreClient, lines: string[], options: Partial<Parameters<typeof client.command<'roster.importChosen'>>[1]> = {}): Promise<RosterOutcome> {
  const bytes = new TextEncoder().encode([header, ...lines].join('\n'));
  return client.command('roster.importChosen', {
    importId: 'first', fileName: 'people.csv', bytes, dryRun: false, columns, dateOrder: null, duplicates: undecided, remember: null, ...options,
  });
}

const scan = (code: string) => ({ code, nonce: crypto.randomUUID(), target: day, direction: 'in' as const });
const names = async (client: StoreClient): Promise<string[]> =>
  (await client.query('roster.page', { search: '', filter: 'all', target: day, offset: 0, limit: 500 })).rows.map(({ fullName }) => fullName);

test('an import that a power cut broke off says how many it had written, after a new start too', async () => {
  const store = await startStore(journal);
  const desk = store.client('desk');
  await run(desk, ['N1,New One,n1@example.org,2001-02-03', 'N2,New Two,n2@example.org,', 'N3,New Three,n3@example.org,']);
  const broken = new FakeJournal('broken off');
  broken.events.push(...journal.events.filter((event) => !(event.type === 'attendee.registered' && event.data.registrationId === 'N3')));
  expect(broken.events).toHaveLength(journal.events.length - 1);
  store.stop();
  const folded = await startStore(broken);
  const expected = [{ importId: 'first', added: 2, updated: 0, stopped: true, undoneAt: null }];
  expect((await folded.client('desk').query('imports.past', {})).imports).toMatchObject(expected);
  await folded.store.flush();
  folded.stop();
  const unpacked = await startStore(broken);
  expect((await unpacked.client('desk').query('imports.past', {})).imports).toMatchObject(expected);
});

describe('an import that is undone', () => {
  test('leaves nobody it brought but those who have been here, puts back what it changed, and says the same packed, folded and rebuilt', async () => {
    const store = await startStore(journal);
    const desk = store.client('desk');
    const before = await everything(store);
    const lines = ['N1,New One,n1@example.org,2001-02-03', 'N2,New Two,n2@example.org,', 'A1,Somebody Else,a1@example.org,2000-01-01'];
    expect(await run(desk, lines)).toMatchObject({ added: 2, updated: 1, stoppedAfter: null });
    expect(await names(desk)).toEqual(['Person 0 Number', 'Somebody Else', 'Person 2 Number', 'Person 3 Number', 'Person 4 Number', 'New One', 'New Two']);
    expect((await desk.query('imports.past', {})).imports).toMatchObject([{ importId: 'first', fileName: 'people.csv', added: 2, updated: 1, undoneAt: null }]);

    expect(await desk.command('import.undo', { importId: 'first' })).toMatchObject({ withdrawn: 2, restored: 1, keptCount: 0, stopped: false });
    expect(await everything(store)).toEqual(before);
    expect((await desk.query('imports.past', {})).imports[0]?.undoneAt).not.toBeNull();
    await expect(desk.query('attendee.get', { registrationId: 'N1' })).rejects.toMatchObject({ code: 'unknown_attendee' });
    expect((await desk.query('roster.page', { search: 'new one', filter: 'all', target: day, offset: 0, limit: 5 })).total).toBe(0);
    expect(journal.events.filter(({ type }) => type === 'attendee.withdrawn')).toHaveLength(2);

    // The same file brings them again, and this time one of them comes.
    expect(await run(desk, lines, { importId: 'second' })).toMatchObject({ added: 2, updated: 1 });
    const kept = (await desk.command('checkIn.override', { registrationId: 'N1', target: day, reason: 'no ticket yet', nonce: 'n' })).answer;
    expect(kept).toBe('ok');
    expect(await desk.command('import.undo', { importId: 'second' })).toMatchObject({ withdrawn: 1, restored: 1, keptCount: 1, kept: [{ registrationId: 'N1', fullName: 'New One' }] });
    const said = await everything(store);
    expect(await names(desk)).toEqual(['Person 0 Number', 'Person 1 Number', 'Person 2 Number', 'Person 3 Number', 'Person 4 Number', 'New One']);
    await store.store.flush();
    store.stop();
    const packed = await startStore(journal);
    expect(await everything(packed)).toEqual(said);
    await packed.client('desk').command('store.rebuild', {});
    expect(await everything(packed)).toEqual(said);
    expect(packed.faults).toEqual([]);
  });

  test('takes nothing back that was changed since, and a ticket of somebody withdrawn is unknown', async () => {
    const store = await startStore(journal);
    const desk = store.client('desk');
    const withTicket = new TextEncoder().encode('registration_id,full_name,ticket_code\nN1,New One,NT-1\nA1,Wrong Name,T-A1');
    const chosen = { registration_id: [0], full_name: [1], ticket_code: [2] };
    await run(desk, [], { bytes: withTicket, columns: chosen });
    await run(desk, ['A1,Right Name,a1@example.org,'], { importId: 'later' });
    await desk.command('import.undo', { importId: 'first' });
    expect((await desk.query('attendee.get', { registrationId: 'A1' })).person?.fullName).toBe('Right Name');
    expect((await store.client('kiosk').command('scan.submit', scan('NT-1'))).answer).toBe('unknown_ticket');
    await expect(desk.command('import.undo', { importId: 'nothing' })).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('duplicates', () => {
  const lines = [
    'E-1,Lea Sommer,lea@example.org,2001-05-06', 'E-2,Noah Brandt,noah@example.org,2000-01-02', 'E-1,Lea Sommer,lea.new@example.org,2001-05-06',
    'E-3,Brandt Noah,other@example.org,2000-01-02', 'E-4,Paul Sommer,LEA@example.org,1999-09-09', 'E-5,Twin of A2,A2@example.org,',
  ];

  test('in the file and with the roster are found, and nothing comes of them until somebody decides', async () => {
    const desk = (await startStore(journal)).client('desk');
    const plan = await run(desk, lines, { dryRun: true });
    expect(plan.duplicates.map(({ kind, count, cases }) => [kind, count, cases.map(({ row, other }) => [row, other.row, other.registrationId])])).toEqual([
      ['id', 1, [[4, 2, 'E-1']]],
      ['name_birth', 1, [[5, 3, 'E-2']]],
      ['email', 2, [[6, 2, 'E-1'], [7, null, 'A2']]],
    ]);
    expect(plan).toMatchObject({ read: 6, added: 2, skipped: 4, dryRun: true });
    expect(journal.events.some(({ type }) => type === 'roster.imported')).toBe(false);
  });

  test('are kept, skipped or laid over who is there, of a kind or one by one', async () => {
    const desk = (await startStore(journal)).client('desk');
    const duplicates: DuplicateChoices = { kinds: { id: 'update', name_birth: 'skip', email: 'keep' }, rows: { '7': 'update' } };
    expect(await run(desk, lines, { duplicates })).toMatchObject({ added: 3, updated: 1, skipped: 1 });
    expect((await desk.query('attendee.get', { registrationId: 'E-1' })).person?.email).toBe('lea.new@example.org');
    expect((await desk.query('attendee.get', { registrationId: 'A2' })).person?.fullName).toBe('Twin of A2');
    expect((await desk.query('attendee.get', { registrationId: 'E-4' })).person?.fullName).toBe('Paul Sommer');
    await expect(desk.query('attendee.get', { registrationId: 'E-3' })).rejects.toMatchObject({ code: 'unknown_attendee' });
    const { csv } = await desk.query('import.rowReport', { importId: 'first', from: 0 });
    expect(csv.startsWith('\ufeffrow,registration_id,full_name,result')).toBe(true);
    expect(csv.split('\r\n').slice(1).map((line) => line.split(',').slice(0, 4).join(','))).toEqual([
      '2,E-1,Lea Sommer,added', '3,E-2,Noah Brandt,added', '4,E-1,Lea Sommer,added', '5,E-3,Brandt Noah,skipped', '6,E-4,Paul Sommer,added', '7,A2,Twin of A2,updated', '',
    ]);
  });

  test('of one id are both kept with a number', async () => {
    const desk = (await startStore(journal)).client('desk');
    await run(desk, lines.slice(0, 3), { duplicates: { kinds: { id: 'keep' }, rows: {} } });
    expect((await desk.query('attendee.get', { registrationId: 'E-1-2' })).person?.email).toBe('lea.new@example.org');
  });
});

test('a choice of columns is kept for the next file with the same headers, and survives', async () => {
  const first = await startStore(journal);
  const bytes = new TextEncoder().encode('Who,Number,Born\nMary,1,03/04/2001');
  const inspect = (client: StoreClient) => client.command('roster.inspect', { importId: 'look', fileName: 'a.csv', bytes });
  const before = await inspect(first.client('desk'));
  expect(before).toMatchObject({ profile: null, rows: 1, header: ['Who', 'Number', 'Born'] });
  await run(first.client('desk'), [], { bytes, columns: { registration_id: [1], full_name: [0], birth_date: [2] }, dateOrder: 'month_first', remember: before.signature });
  await first.store.flush();
  first.stop();
  const desk = (await startStore(journal)).client('desk');
  expect(await inspect(desk)).toMatchObject({ columns: { registration_id: [1], full_name: [0], birth_date: [2] }, profile: { fileName: 'people.csv', dateOrder: 'month_first' } });
  expect((await desk.query('attendee.get', { registrationId: '1' })).person?.birthDate).toBe('2001-03-04');
});

test('a long import answers scans meanwhile, shows how far it is, and stops when told, with what is in staying in', async () => {
  const store = await startStore(journal);
  const desk = store.client('desk');
  const many = Array.from({ length: 20_000 }, (_, index) => `L${index},Long ${index} Person,l${index}@example.org,`);
  const phases = new Set<string>();
  let stopping = false;
  const stop = desk.subscribe('import.progress', { importId: 'long' }, ({ progress }) => {
    if (!progress) return;
    phases.add(progress.phase);
    if (progress.phase !== 'writing' || progress.done < 2_000 || stopping) return;
    stopping = true;
    void desk.command('import.stop', { importId: 'long' });
  });
  const kiosk = store.client('kiosk');
  let longest = 0;
  let ended = false;
  const outcome = run(desk, many, { importId: 'long' }).finally(() => {
    ended = true;
  });
  for (let i = 0; !ended; i++) {
    const begun = performance.now();
    await kiosk.command('scan.submit', scan(i < 5 ? `T-A${i}` : `unknown ${i}`));
    longest = Math.max(longest, performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  stop();
  const { added, stoppedAfter } = await outcome;
  expect(added).toBe(20_000);
  expect(stoppedAfter).toBeGreaterThanOrEqual(2_000);
  expect(stoppedAfter).toBeLessThan(20_000);
  expect((await desk.query('workshop.overview', {})).registered).toBe(5 + (stoppedAfter ?? 0));
  // The list of past imports says what was written, and not what was to be.
  expect((await desk.query('imports.past', {})).imports).toMatchObject([{ importId: 'long', added: stoppedAfter, updated: 0, stopped: true }]);
  expect(phases.has('writing')).toBe(true);
  expect(longest).toBeLessThan(1_500);
  expect(await desk.command('import.undo', { importId: 'long' })).toMatchObject({ withdrawn: stoppedAfter });
  expect((await desk.query('workshop.overview', {})).registered).toBe(5);
  expect(store.faults).toEqual([]);
});
