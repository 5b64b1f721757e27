import { describe, expect, test } from 'vitest';
import { FakeJournal } from './fakeJournal';
import { added, eachOnItsOwnDay, start, today } from './kioskDay';

eachOnItsOwnDay();

describe('a call for help', () => {
  test('shows at the desk until somebody answers it, and the kiosk hears that', async () => {
    const store = await start();
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    const before = today.journal.events.length;
    const open: string[][] = [];
    const heard: boolean[] = [];
    desk.subscribe('help.open', {}, ({ requests }) => open.push(requests.map(({ requestId, subject, station }) => `${requestId} ${subject} ${station}`)));
    kiosk.subscribe('help.status', { requestId: 'h1' }, ({ answered }) => heard.push(answered));
    await expect.poll(() => [open, heard]).toEqual([[[]], [false]]);
    const call = { requestId: 'h1', subject: 'name' as const, station: 'Entrance 2' };
    expect((await kiosk.command('help.request', call)).eventId).toBe(today.journal.events.at(-1)!.id);
    expect((await kiosk.command('help.request', call)).eventId).toBe('');
    await kiosk.command('help.request', { requestId: 'h2', subject: 'general' });
    await expect.poll(() => open.at(-1)).toEqual(['h1 name Entrance 2', 'h2 general null']);
    await expect(desk.command('help.answer', { requestId: 'h9' })).rejects.toMatchObject({ code: 'unknown_event' });
    expect((await desk.command('help.answer', { requestId: 'h1' })).eventId).not.toBe('');
    expect((await desk.command('help.answer', { requestId: 'h1' })).eventId).toBe('');
    await expect.poll(() => [open.at(-1), heard.at(-1)]).toEqual([['h2 general null'], true]);
    expect(added(before)).toEqual(['help.requested', 'help.requested', 'help.answered']);
  });

  test('needs a workshop to be recorded in, like all events', async () => {
    today.journal = new FakeJournal('empty');
    const store = await start();
    await expect(store.client('kiosk').command('help.request', { requestId: 'h1', subject: 'scan' })).rejects.toMatchObject({ code: 'not_configured' });
    expect(await store.client('kiosk').query('kiosk.status', { target: 'room:A' })).toMatchObject({ workshop: null, target: null, ready: false, walkIns: { open: true } });
  });
});

test('an entered PIN is recorded, admitted or not', async () => {
  const desk = (await start()).client('desk');
  await desk.command('kiosk.noteUnlock', { admitted: false, station: 'Entrance' });
  await desk.command('kiosk.noteUnlock', { admitted: true });
  expect(today.journal.events.slice(-2)).toMatchObject([
    { type: 'kiosk.unlockTried', data: { admitted: false, by: { role: 'desk', station: 'Entrance' } } },
    { type: 'kiosk.unlockTried', data: { admitted: true, by: { role: 'desk' } } },
  ]);
});
