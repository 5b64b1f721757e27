import { describe, expect, test } from 'vitest';
import type { SessionInput } from '@shared/contract/agenda';
import type { QueryResult } from '@shared/contract/queries';
import { added, eachOnItsOwnDay, minutes, nonce, scan, start, today } from './kioskDay';

eachOnItsOwnDay();

const input: SessionInput = {
  title: 'Extra', kind: 'lecture', start: '2025-09-24T14:30', end: '2025-09-24T15:30', room: 'A', capacity: null, speakers: '', language: 'en',
  countsForCertificate: true, registrationRequired: false,
};

describe('the agenda at the desk', () => {
  test('is edited session by session: each change is an event, and no change is none', async () => {
    const desk = (await start()).client('desk');
    const before = today.journal.events.length;
    const given = nonce();
    const { sessionId } = await desk.command('session.add', { session: input, nonce: given });
    expect(await desk.command('session.add', { session: input, nonce: given })).toMatchObject({ sessionId, eventId: '' });
    await desk.command('session.change', { sessionId: 'S04', session: { title: ' Laboratory ', capacity: 2 } });
    expect(await desk.command('session.change', { sessionId: 'S04', session: { title: 'Laboratory' } })).toMatchObject({ eventId: '' });
    await desk.command('session.remove', { sessionId: 'S05' });
    expect(await desk.command('session.remove', { sessionId: 'S05' })).toMatchObject({ eventId: '' });
    expect(added(before)).toEqual(['session.changed', 'session.changed', 'session.changed']);
    expect(today.journal.events.at(-2)?.data).toMatchObject({
      cause: 'edited', by: { role: 'desk' }, changes: [{ id: 'S04', set: { title: 'Laboratory', capacity: 2 }, was: { title: 'Lab', capacity: 3 } }],
    });
    const { sessions } = await desk.query('agenda', {});
    expect(sessions.map(({ id, title, startsAt }) => [id, title, startsAt])).toEqual([
      ['S01', 'Plenary', '2025-09-24T01:00:00.000Z'], ['S04', 'Laboratory', '2025-09-24T03:00:00.000Z'], ['S09', 'Closing', '2025-09-24T07:00:00.000Z'],
      [sessionId, 'Extra', '2025-09-24T05:30:00.000Z'],
    ]);
  });

  test('refuses what is not there, what is no session, and any kiosk', async () => {
    const store = await start();
    const desk = store.client('desk');
    await expect(desk.command('session.change', { sessionId: 'S99', session: { title: 'X' } })).rejects.toMatchObject({ code: 'unknown_target' });
    await expect(desk.command('session.remove', { sessionId: 'S99' })).rejects.toMatchObject({ code: 'unknown_target' });
    for (const wrong of [{ title: ' ' }, { start: '2025-09-24' }, { start: '2025-02-30T10:00' }, { capacity: -1 }, { capacity: 1.5 }]) {
      await expect(desk.command('session.add', { session: { ...input, ...wrong }, nonce: nonce() }), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'invalid_request' });
    }
    const kiosk = store.client('kiosk');
    await expect(kiosk.query('agenda.board', {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.command('session.remove', { sessionId: 'S04' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.command('agenda.undo', { eventId: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a delay is shown first, moves what follows once, reaches the kiosks, and is taken back in one step', async () => {
    const store = await start();
    const [desk, kiosk] = [store.client('desk'), store.client('kiosk')];
    await desk.command('session.add', { session: { ...input, start: '2025-09-24T14:10' }, nonce: nonce() });
    const original = await desk.query('agenda', {});
    const heard: string[][] = [];
    kiosk.subscribe('agenda', {}, ({ sessions }) => heard.push(sessions.map(({ start }) => start.slice(11))));
    const doors: (string | null)[] = [];
    kiosk.subscribe('kiosk.status', { target: 'room:Hall' }, ({ target }) => doors.push(target));
    const delay = { sessionId: 'S04', startsAt: '2025-09-24T03:00:00.000Z', minutes: 30, scope: 'room', absorb: true } as const;
    const before = today.journal.events.length;
    const shown = await desk.command('agenda.delay', { ...delay, dryRun: true });
    expect(shown.moves.map(({ before: from, after }) => [from.title, from.start.slice(11), after.start.slice(11), after.end.slice(11)])).toEqual([
      ['Lab', '12:00', '12:30', '14:30'], ['Extra', '14:10', '14:30', '15:50'],
    ]);
    expect(added(before)).toEqual([]);
    const done = await desk.command('agenda.delay', { ...delay, dryRun: false });
    expect(done.moves).toEqual(shown.moves);
    await expect.poll(() => heard.at(-1)).toEqual(['10:00', '12:30', '12:00', '16:00', '14:30']);
    // The same command again, as after a lost answer, moves nothing; one that another desk meant for the old time neither.
    expect(await desk.command('agenda.delay', { ...delay, dryRun: false })).toMatchObject({ eventId: '' });
    await expect(desk.command('agenda.delay', { ...delay, minutes: 5, dryRun: false })).rejects.toMatchObject({ code: 'invalid_request', message: expect.stringContaining('12:30') });
    expect(added(before)).toEqual(['session.changed']);
    // The door of the lab opens by the new time: half past twelve, thirty minutes before.
    expect(await kiosk.command('scan.submit', scan('T-P2', { target: 'session:S04', at: '2025-09-24T02:59:00.000Z' }))).toMatchObject({ answer: 'too_early' });
    const board: QueryResult<'agenda.board'> = await desk.query('agenda.board', {});
    expect(board.last).toMatchObject({ cause: 'delayed', minutes: 30, title: 'Lab', eventId: done.eventId });
    await desk.command('agenda.undo', { eventId: done.eventId });
    expect(await desk.query('agenda', {})).toEqual(original);
    expect(await desk.command('agenda.undo', { eventId: done.eventId })).toMatchObject({ eventId: '' });
    await expect.poll(() => heard.at(-1)).toEqual(['10:00', '12:00', '12:00', '16:00', '14:10']);
    await desk.command('agenda.delay', { sessionId: 'S09', startsAt: '2025-09-24T07:00:00.000Z', minutes: 60, scope: 'day', absorb: false, dryRun: false });
    minutes(5 * 60 + 30); // 17:30, when the closing would be over
    store.tick();
    await expect.poll(() => doors.at(-1)).toBe('session:S09');
    await expect(desk.command('agenda.undo', { eventId: done.eventId })).rejects.toMatchObject({ code: 'unknown_event' });
  });

  test('names what cannot be as it stands, people inside included', async () => {
    const desk = (await start()).client('desk');
    for (const code of ['T-P1', 'T-P2']) expect(await desk.command('scan.submit', scan(code, { target: 'session:S04' }))).toMatchObject({ answer: 'ok' });
    await desk.command('session.change', { sessionId: 'S04', session: { capacity: 1, room: 'room b' } });
    await desk.command('session.change', { sessionId: 'S09', session: { end: '2025-09-24T15:00' } });
    const { conflicts, inside } = await desk.query('agenda.board', {});
    expect(conflicts).toEqual([
      { kind: 'over_capacity', sessionId: 'S04', inside: 2, capacity: 1 },
      { kind: 'room', sessionId: 'S04', otherId: 'S05', room: 'room b' },
      { kind: 'end_before_start', sessionId: 'S09' },
    ]);
    expect(inside).toEqual({ S04: 2 });
  });

  test('is the same after the next start, and after a rebuild', async () => {
    const first = await start();
    const desk = first.client('desk');
    await desk.command('session.change', { sessionId: 'S04', session: { room: 'Hall' } });
    await desk.command('session.remove', { sessionId: 'S05' });
    const board = await desk.query('agenda.board', {});
    await first.store.flush();
    first.stop();
    const again = await start();
    expect(await again.client('desk').query('agenda.board', {})).toEqual(board);
    await again.client('desk').command('store.rebuild', {});
    expect(await again.client('desk').query('agenda.board', {})).toEqual(board);
    expect(await again.client('desk').command('agenda.undo', { eventId: board.last!.eventId })).toMatchObject({ eventId: expect.stringContaining('/') });
    expect((await again.client('desk').query('agenda', {})).sessions.map(({ id }) => id)).toEqual(['S01', 'S04', 'S05', 'S09']);
  });
});
