import { afterEach, describe, expect, test } from 'vitest';
import type { DraftEvent } from '@shared/contract/events';
import type { StoreClient } from '@shared/contract/storeClient';
import { FakeJournal } from './fakeJournal';
import { at, day, fill, forget, lab, registered, type RunningStore, startStore, workshop } from './workshop';

let running: RunningStore | null = null;
afterEach(async () => {
  running?.stop();
  running = null;
  await forget();
});

const athens = { ...workshop, id: 'athens-2024', city: 'Athens', timeZone: 'Europe/Athens', ticketPrefix: 'ATH24' };

function checkIn(registrationId: string, when: string, station: string): DraftEvent {
  return { type: 'checkIn.recorded', at: when, data: { nonce: `n ${registrationId} ${station}`, target: day, direction: 'in', by: { role: 'kiosk', station }, registrationId } };
}

function refused(code: string): DraftEvent {
  return { type: 'scan.refused', at, data: { nonce: `r ${code}`, target: day, direction: 'in', by: { role: 'kiosk' }, code, registrationId: null, answer: 'unknown_ticket', previous: null } };
}

/** Seoul with 50 people, one of whom two devices have let in; Athens with two, of another year. */
function twoVenues(): FakeJournal {
  const journal = new FakeJournal();
  fill(journal);
  journal.append('seoul-2025', [checkIn('A0', '2025-09-24T02:50:00.000Z', 'Entrance'), checkIn('A1', '2025-09-24T02:00:00.000Z', 'Entrance'), refused('NOBODY')], 'K1AAAAAA');
  journal.append('seoul-2025', [checkIn('A0', '2025-09-24T02:55:00.000Z', 'Side door')], 'K2BBBBBB');
  journal.append('athens-2024', [
    { type: 'workshop.configured', at, data: athens },
    { type: 'agenda.replaced', at, data: { source: 'a.csv', sessions: [{ ...lab, start: '2024-05-02T12:00', end: '2024-05-02T14:00' }] } },
    registered('A0', 'Somebody Else'),
    registered('B1', 'Another Person'),
  ], 'K3CCCCCC');
  return journal;
}

const all = { year: null, city: null, search: '', offset: 0, limit: 100 };

async function whole(hq: StoreClient) {
  await expect.poll(async () => (await hq.query('hq.workshops', all)).reading).toBe(null);
  return hq.query('hq.workshops', all);
}

describe('headquarters', () => {
  test('sees every workshop by itself, also where two know the same registration id', async () => {
    running = await startStore(twoVenues());
    const { workshops, sum, years, cities } = await whole(running.client('hq'));
    expect(workshops.map(({ id, live, expected, arrived, exceptions, recent, year, missing }) => ({ id, live, expected, arrived, exceptions, recent, year, missing }))).toEqual([
      { id: 'seoul-2025', live: true, expected: 50, arrived: 2, exceptions: 2, recent: 1, year: 2025, missing: 0 },
      { id: 'athens-2024', live: false, expected: 2, arrived: 0, exceptions: 0, recent: 0, year: 2024, missing: 0 },
    ]);
    expect(workshops[0]?.place).toEqual({ latitude: 37.57, longitude: 126.98 });
    expect({ years, cities, sum: [sum.expected, sum.arrived, sum.live, sum.devices] }).toEqual({ years: [2025, 2024], cities: ['Athens', 'Seoul'], sum: [52, 2, 1, 3] });
    expect(running.faults).toEqual([]);
  });

  test('filters, searches and pages', async () => {
    running = await startStore(twoVenues());
    const hq = running.client('hq');
    await whole(hq);
    const ids = async (some: object) => (await hq.query('hq.workshops', { ...all, ...some })).workshops.map(({ id }) => id);
    expect(await ids({ year: 2024 })).toEqual(['athens-2024']);
    expect(await ids({ city: 'Seoul' })).toEqual(['seoul-2025']);
    expect(await ids({ search: ' ATHE ' })).toEqual(['athens-2024']);
    expect(await ids({ offset: 1, limit: 1 })).toEqual(['athens-2024']);
    expect((await hq.query('hq.compare', { by: 'year', year: null, city: null })).groups.map(({ key, expected }) => [key, expected])).toEqual([['2025', 50], ['2024', 2]]);
  });

  test('shows a workshop in full, its devices with their stations, and what is missing of them', async () => {
    const journal = twoVenues();
    journal.append('seoul-2025', Array.from({ length: 6 }, (_, index) => checkIn(`A${10 + index}`, '2025-09-24T02:30:00.000Z', 'Side door')), 'K2BBBBBB');
    journal.events.splice(-4, 3);
    running = await startStore(journal);
    const hq = running.client('hq');
    await whole(hq);
    const detail = await hq.query('hq.workshop', { id: 'seoul-2025' });
    expect(detail).toMatchObject({
      today: '2025-09-24',
      days: [{ target: day, expected: 50, arrived: 5, inside: 5 }],
      sessions: [{ target: 'session:S04', title: 'Lab', room: 'A', expected: 50, arrived: 0 }],
      devices: [
        { device: 'K1AAAAAA', stations: ['Entrance'], missing: 0, gaps: [] },
        { device: 'K2BBBBBB', stations: ['Side door'], events: 4, lastSeq: 7, missing: 3, gaps: [[4, 6]] },
      ],
      retention: { days: null, notBefore: null },
    });
    expect(await hq.query('hq.devices', { year: null, city: null, offset: 0, limit: 1 })).toMatchObject({ total: 3, withGaps: 1, missing: 3, devices: [{ device: 'K2BBBBBB' }] });
    expect(await hq.query('hq.workshop', { id: 'nowhere' })).toBe(null);
  });

  test('follows what is written from then on, and pushes it', async () => {
    const journal = twoVenues();
    running = await startStore(journal);
    const seen: number[] = [];
    running.client('hq').subscribe('hq.workshops', all, ({ sum, reading }) => void (reading === null && seen.push(sum.arrived)));
    await expect.poll(() => seen.at(-1)).toBe(2);
    await running.client('kiosk').command('scan.submit', { code: 'T-A7', nonce: 'new', target: day, direction: 'in' });
    await expect.poll(() => seen.at(-1)).toBe(3);
    // Lines that came into the journal by another way.
    journal.append('athens-2024', [checkIn('B1', '2024-05-02T09:00:00.000Z', 'Door')], 'K3CCCCCC');
    running.store.hq.grown();
    await expect.poll(() => seen.at(-1)).toBe(4);
    expect(running.faults).toEqual([]);
  });

  test('voids the later of two check-ins and answers in one write, in the chain of its workshop', async () => {
    const journal = twoVenues();
    running = await startStore(journal);
    const hq = running.client('hq');
    await whole(hq);
    const { exceptions } = await hq.query('hq.exceptions', { year: null, city: null, offset: 0, limit: 10 });
    const double = exceptions.find(({ kind }) => kind === 'duplicate')!;
    expect(double).toMatchObject({ workshop: 'seoul-2025', city: 'Seoul', fullName: 'Person 0 Number', station: 'Side door', first: { station: 'Entrance' } });
    await expect(hq.command('hq.answerException', { workshop: 'seoul-2025', eventIds: double.eventIds, action: 'voided', note: '' })).rejects.toMatchObject({ code: 'invalid_request' });
    const writes = journal.writes;
    const answered = await hq.command('hq.answerException', { workshop: 'seoul-2025', eventIds: double.eventIds, action: 'voided', note: 'two doors' });
    expect(journal.writes).toBe(writes + 1);
    expect(journal.events.slice(-2).map(({ workshop, type, data }) => [workshop, type, 'by' in data && data.by.role])).toEqual([['seoul-2025', 'checkIn.voided', 'hq'], ['seoul-2025', 'sync.exceptionAnswered', 'hq']]);
    expect(journal.events.at(-1)).toMatchObject({ id: answered.eventId, data: { eventIds: double.eventIds, action: 'voided', note: 'two doors' } });
    expect((await hq.query('hq.exceptions', { year: null, city: null, offset: 0, limit: 10 })).total).toBe(1);
    expect((await hq.query('hq.workshops', all)).sum.arrived).toBe(2);
    // Once is enough, whoever asks again.
    expect((await hq.command('hq.answerException', { workshop: 'seoul-2025', eventIds: double.eventIds, action: 'kept', note: '' })).eventId).toBe('');
    expect(journal.writes).toBe(writes + 1);
  });

  test('merges two records, and finds people to merge by name', async () => {
    running = await startStore(twoVenues());
    const hq = running.client('hq');
    await whole(hq);
    const { people } = await hq.query('hq.people', { workshop: 'seoul-2025', search: 'person 1', limit: 50 });
    expect(people.map(({ registrationId }) => registrationId)).toContain('A1');
    const [double] = (await hq.query('hq.exceptions', { year: null, city: null, offset: 0, limit: 10 })).exceptions.filter(({ kind }) => kind === 'duplicate');
    const merged = { workshop: 'seoul-2025', eventIds: double!.eventIds, action: 'merged' as const, note: 'the same person' };
    await expect(hq.command('hq.answerException', merged)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(hq.command('hq.answerException', { ...merged, merge: { registrationId: 'A1', into: 'NOBODY' } })).rejects.toMatchObject({ code: 'unknown_attendee' });
    await hq.command('hq.answerException', { ...merged, merge: { registrationId: 'A1', into: 'A0' } });
    expect((await hq.query('hq.workshops', all)).sum.arrived).toBe(1);
    const { attendees, next } = await hq.query('hq.attendance', { workshop: 'seoul-2025', from: 0, limit: 5_000 });
    expect(next).toBe(null);
    expect(attendees.find(({ registrationId }) => registrationId === 'A0')?.mergedFrom).toEqual(['A1']);
    expect(attendees.some(({ registrationId }) => registrationId === 'A1')).toBe(false);
  });

  test('sets how long a workshop’s personal data are kept', async () => {
    const journal = twoVenues();
    running = await startStore(journal);
    const hq = running.client('hq');
    await hq.command('hq.setRetention', { workshop: 'athens-2024', days: 30, postponedTo: null, reason: null });
    expect((await hq.query('hq.workshop', { id: 'athens-2024' }))?.retention).toMatchObject({ days: 30, notBefore: '2024-06-01' });
    expect(journal.events.at(-1)).toMatchObject({ workshop: 'athens-2024', type: 'retention.set', data: { by: { role: 'hq' } } });
    await expect(hq.command('hq.setRetention', { workshop: 'nowhere', days: 1, postponedTo: null, reason: null })).rejects.toMatchObject({ code: 'not_configured' });
  });

  test('erases everybody of one workshop: who has the same registration id in another stays', async () => {
    const journal = twoVenues();
    running = await startStore(journal);
    const hq = running.client('hq');
    expect((await whole(hq)).sum.expected).toBe(52);
    await hq.command('hq.setRetention', { workshop: 'athens-2024', days: 30, postponedTo: null, reason: null });
    expect((await hq.query('hq.workshop', { id: 'athens-2024' }))?.retention).toMatchObject({ people: 2, notBefore: '2024-06-01' });
    expect(await hq.command('hq.eraseEverybody', { workshop: 'athens-2024' })).toEqual({ erased: 2 });
    expect(await hq.command('hq.eraseEverybody', { workshop: 'athens-2024' })).toEqual({ erased: 0 });
    expect(journal.events.slice(-2)).toMatchObject(['A0', 'B1'].map((registrationId) => ({ workshop: 'athens-2024', type: 'attendee.erased', data: { registrationId, reason: 'retention', by: { role: 'hq' } } })));
    expect((await hq.query('hq.workshop', { id: 'athens-2024' }))?.retention.people).toBe(0);
    expect((await hq.query('hq.workshop', { id: 'seoul-2025' }))?.retention.people).toBe(50);
    const named = journal.events.filter(({ type, person }) => type === 'attendee.registered' && person !== null);
    expect([named.filter(({ workshop: of }) => of === 'athens-2024').length, named.filter(({ workshop: of }) => of === 'seoul-2025').length]).toEqual([0, 50]);
    await expect(hq.command('hq.eraseEverybody', { workshop: 'nowhere' })).rejects.toMatchObject({ code: 'not_configured' });
    for (const role of ['desk', 'helper', 'kiosk'] as const) await expect(running.client(role).command('hq.eraseEverybody', { workshop: 'seoul-2025' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('counts somebody of whom two records are one once, and erases both', async () => {
    const journal = twoVenues();
    journal.append('athens-2024', [{ type: 'attendee.merged', at, data: { registrationId: 'B1', into: 'A0', reason: 'the same', by: { role: 'desk' } } }]);
    running = await startStore(journal);
    const hq = running.client('hq');
    expect((await whole(hq), await hq.query('hq.workshop', { id: 'athens-2024' }))?.retention.people).toBe(1);
    expect(await hq.command('hq.eraseEverybody', { workshop: 'athens-2024' })).toEqual({ erased: 2 });
    expect((await hq.query('hq.workshop', { id: 'athens-2024' }))?.retention.people).toBe(0);
  });

  test('says that it has not read everything while the journal cannot be read, and goes on by itself', async () => {
    const journal = twoVenues();
    running = await startStore(journal);
    journal.unreadable = true;
    const hq = running.client('hq');
    expect((await hq.query('hq.workshops', all)).reading).toMatchObject({ done: 0 });
    await expect(hq.query('hq.attendance', { workshop: 'seoul-2025', from: 0, limit: 10 })).rejects.toMatchObject({ code: 'store_unavailable' });
    expect((await hq.query('hq.workshops', all)).reading).not.toBe(null);
    expect(running.faults.length).toBeGreaterThan(0);
    journal.unreadable = false;
    await expect.poll(async () => (await hq.query('hq.workshops', all)).reading, { timeout: 5_000 }).toBe(null);
    expect((await hq.query('hq.workshops', all)).total).toBe(2);
  });

  test('is for its own role, and has none of the others’ rights', async () => {
    running = await startStore(twoVenues());
    const hq = running.client('hq');
    for (const role of ['desk', 'helper', 'kiosk'] as const) await expect(running.client(role).query('hq.workshops', all)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(hq.query('roster.page', { search: '', filter: 'all', target: 'auto', offset: 0, limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(hq.command('store.rebuild', {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('costs a venue nothing: nothing is folded until somebody of it asks', async () => {
    running = await startStore(twoVenues());
    await running.client('kiosk').command('scan.submit', { code: 'T-A7', nonce: 'new', target: day, direction: 'in' });
    expect(running.store.hq.state.workshops.size).toBe(0);
  });
});

test('the desk voids the later of two check-ins, keeps both, or merges', async () => {
  const journal = new FakeJournal();
  fill(journal);
  for (const device of ['K1AAAAAA', 'K2BBBBBB']) journal.append('seoul-2025', [checkIn('A0', at, device), checkIn('A1', at, device)], device);
  running = await startStore(journal);
  const desk = running.client('desk');
  const open = async () => (await desk.query('exceptions.open', { limit: 50 })).exceptions;
  const [one, other] = await open();
  await expect(desk.command('exception.answer', { eventIds: one!.eventIds, action: 'voided', note: '' })).rejects.toMatchObject({ code: 'invalid_request' });
  const writes = journal.writes;
  await desk.command('exception.answer', { eventIds: one!.eventIds, action: 'voided', note: 'seen twice' });
  expect(journal.writes).toBe(writes + 1);
  expect(journal.events.slice(-2).map(({ type }) => type)).toEqual(['checkIn.voided', 'sync.exceptionAnswered']);
  const { visits } = await desk.query('attendee.get', { registrationId: one!.registrationId! });
  expect(visits.map(({ voided, duplicate }) => [voided, duplicate])).toEqual([[false, false], [true, false]]);
  await desk.command('exception.answer', { eventIds: other!.eventIds, action: 'kept', note: '' });
  expect(await open()).toEqual([]);
  expect(journal.events.at(-1)).toMatchObject({ type: 'sync.exceptionAnswered', data: { action: 'kept' } });
  expect((await desk.query('attendee.get', { registrationId: other!.registrationId! })).visits.map(({ voided }) => voided)).toEqual([false, false]);
});
