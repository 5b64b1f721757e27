import { describe, expect, test } from 'vitest';
import { eachOnItsOwnDay, minutes, scan, start, today } from './kioskDay';

eachOnItsOwnDay();

describe('a room', () => {
  test('has the session of its agenda: scans count for it, and the waiting kiosk follows as time passes', async () => {
    const store = await start();
    const kiosk = store.client('kiosk');
    const heard: (string | null)[] = [];
    kiosk.subscribe('kiosk.status', { target: 'room:a ' }, ({ target, sessionTitle }) => heard.push(target, sessionTitle));
    await expect.poll(() => heard).toEqual(['session:S04', 'Lab']);
    expect(await kiosk.command('scan.submit', scan('T-P2', { target: 'room:a ' }))).toMatchObject({ answer: 'ok', target: 'session:S04' });
    expect(today.journal.events.at(-1)).toMatchObject({ type: 'checkIn.recorded', data: { target: 'session:S04' } });
    expect(await kiosk.command('scan.submit', scan('T-P2', { target: 'room:HALL' }))).toMatchObject({ answer: 'too_early', target: 'session:S09' });
    const early = scan('T-P2', { target: 'room:HALL', nonce: 'again' });
    const refused = await kiosk.command('scan.submit', early);
    minutes(4 * 60 + 55); // 16:55
    expect(await kiosk.command('scan.submit', scan('T-P2', { target: 'room:Hall' }))).toMatchObject({ answer: 'ok', target: 'session:S09' });
    minutes(10);
    store.tick();
    await expect.poll(() => heard.slice(-2)).toEqual([null, null]);
    const before = today.journal.events.length;
    await expect(kiosk.command('scan.submit', scan('T-P2', { target: 'room:Hall' }))).rejects.toMatchObject({ code: 'unknown_target', message: expect.stringContaining('"Hall"') });
    expect(await kiosk.command('scan.submit', early)).toEqual(refused); // the same scan still has its answer
    expect(today.journal.events.length).toBe(before);
    expect(await kiosk.query('kiosk.status', { target: 'room:Hall' })).toMatchObject({ target: null, sessionTitle: null, ready: true });
  });

  test('with few seats gives the last one once', async () => {
    const store = await start(); // S04 in room A has three
    const codes = ['T-P1', 'T-P2', 'T-M0', 'T-M1', 'T-M2', 'T-M3'];
    const answers = await Promise.all(codes.map((code) => store.client('kiosk').command('scan.submit', scan(code, { target: 'room:A' }))));
    expect(answers.map(({ answer }) => answer).sort()).toEqual(['ok', 'ok', 'ok', 'session_full', 'session_full', 'session_full']);
  });
});
