import { beforeEach, describe, expect, test } from 'vitest';
import { FakeJournal } from './fakeJournal';
import { at, day, everything, fill, forget, startStore } from './workshop';

let journal: FakeJournal;
beforeEach(async () => {
  await forget();
  journal = new FakeJournal();
  fill(journal);
});

const scan = (code: string) => ({ code, nonce: crypto.randomUUID(), target: day, direction: 'in' as const });

describe('erasing', () => {
  test('leaves the counts and takes the person: at once, and for a store that begins anew', async () => {
    const store = await startStore(journal);
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    await kiosk.command('scan.submit', scan('T-A1'));
    const before = await desk.query('workshop.overview', {});
    const done = await desk.command('attendee.erase', { registrationId: 'A1', reason: 'requested' });
    expect(done.eventId).not.toBe('');
    expect(await desk.command('attendee.erase', { registrationId: 'A1', reason: 'mistake' })).toMatchObject({ eventId: '' });
    expect(JSON.stringify(journal.events)).not.toContain('Person 1 Number');
    expect(await desk.query('workshop.overview', {})).toEqual(before);
    expect(await desk.query('attendee.get', { registrationId: 'A1' })).toMatchObject({ person: null, erased: { at }, visits: [{ target: day, voided: false }] });
    expect(await kiosk.command('scan.submit', scan('T-A1'))).toMatchObject({ answer: 'cancelled', fullName: null });
    await expect(desk.command('attendee.erase', { registrationId: 'A999', reason: 'requested' })).rejects.toMatchObject({ code: 'unknown_attendee' });
    const said = await everything(store);
    expect(JSON.stringify(said)).not.toMatch(/Person 1 Number|A1@example/);
    await store.store.flush();
    store.stop();
    expect(await everything(await startStore(journal))).toEqual(said);
    await forget();
    expect(await everything(await startStore(journal))).toEqual(said);
  });

  test('everybody leaves nobody, and is asked for once', async () => {
    const desk = (await startStore(journal)).client('desk');
    await desk.command('retention.set', { days: 5, postponedTo: null, reason: null });
    expect(await desk.query('retention.state', {})).toEqual({ days: 5, postponedTo: null, lastDay: '2025-09-24', today: '2025-09-24', timeZone: 'Asia/Seoul', people: 50 });
    await expect(desk.command('retention.set', { days: 5, postponedTo: '2025-12-01', reason: null })).rejects.toMatchObject({ code: 'invalid_request' });
    await desk.command('retention.set', { days: 5, postponedTo: '2025-12-01', reason: 'an appeal' });
    expect(await desk.query('retention.state', {})).toMatchObject({ postponedTo: '2025-12-01' });
    expect(await desk.command('retention.erase', {})).toEqual({ erased: 50 });
    expect(await desk.command('retention.erase', {})).toEqual({ erased: 0 });
    expect(await desk.query('retention.state', {})).toMatchObject({ people: 0 });
    expect(await desk.query('workshop.overview', {})).toMatchObject({ registered: 50 });
  });
});

test('a helper checks people in, and gets neither birth dates nor addresses, nor what is an organizer’s', async () => {
  const helper = (await startStore(journal)).client('helper');
  expect(await helper.command('scan.submit', scan('T-A1'))).toMatchObject({ answer: 'ok' });
  expect(journal.events.at(-1)).toMatchObject({ data: { by: { role: 'helper' } } });
  const { person } = await helper.query('attendee.get', { registrationId: 'A1' });
  expect(person).toMatchObject({ fullName: 'Person 1 Number', email: '', birthDate: null, other: {} });
  const calls = [
    helper.query('attendance.page', { from: 0, limit: 10 }),
    helper.query('retention.state', {}),
    helper.command('attendee.erase', { registrationId: 'A1', reason: 'requested' }),
    helper.command('attendee.cancel', { registrationId: 'A1', reason: 'a reason' }),
    helper.command('roster.import', { fileName: 'x.csv', bytes: new Uint8Array(), dryRun: true }),
    helper.command('store.rebuild', {}),
  ];
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('organizer') });
});
