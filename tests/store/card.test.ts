import { describe, expect, test } from 'vitest';
import type { StoreClient } from '@shared/contract/storeClient';
import { added, eachOnItsOwnDay, minutes, nonce, scan, start, today } from './kioskDay';
import { at, day } from './workshop';

eachOnItsOwnDay();

const arrived = async (desk: StoreClient): Promise<number> => (await desk.query('workshop.overview', {})).days.find(({ target }) => target === day)!.arrived;

describe('blocking', () => {
  test('keeps somebody off until it is taken back, with their ticket and by hand; out goes always', async () => {
    const store = await start();
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    await kiosk.command('scan.submit', scan('T-P4'));
    await desk.command('attendee.block', { registrationId: 'P4', blocked: true, reason: 'left a bill open' });
    expect((await desk.command('attendee.block', { registrationId: 'P4', blocked: true, reason: 'again' })).eventId).toBe('');
    expect(await desk.query('attendee.get', { registrationId: 'P4' })).toMatchObject({ blocked: { reason: 'left a bill open' } });
    expect((await kiosk.command('scan.submit', scan('T-P4', { direction: 'out' }))).answer).toBe('ok');
    expect((await kiosk.command('scan.submit', scan('T-P4'))).answer).toBe('revoked');
    expect((await desk.command('attendee.pass', { registrationId: 'P4', target: day, direction: 'in', nonce: nonce() })).answer).toBe('revoked');
    await desk.command('attendee.block', { registrationId: 'P4', blocked: false, reason: 'paid it' });
    expect((await desk.command('attendee.pass', { registrationId: 'P4', target: day, direction: 'in', nonce: nonce() })).answer).toBe('ok');
    expect((await desk.command('attendee.pass', { registrationId: 'P4', target: day, direction: 'out', nonce: nonce() })).answer).toBe('ok');
  });

  test('is the desk’s alone', async () => {
    const kiosk = (await start()).client('kiosk');
    await expect(kiosk.command('attendee.block', { registrationId: 'P4', blocked: true, reason: 'because' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.query('attendee.events', { registrationId: 'P4' })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('merging', () => {
  test('lets either ticket answer for the kept one, counts once, is found by both names, and can be taken back', async () => {
    const store = await start();
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    await kiosk.command('scan.submit', scan('T-M1'));
    await kiosk.command('scan.submit', scan('T-P2'));
    expect(await arrived(desk)).toBe(2);
    const registered = (await desk.query('workshop.overview', {})).registered;
    await desk.command('attendee.merge', { registrationId: 'M1', into: 'P2', reason: 'the same person' });
    expect(await arrived(desk)).toBe(1);
    expect((await desk.query('workshop.overview', {})).registered).toBe(registered - 1);
    expect(await kiosk.command('scan.submit', scan('T-M1'))).toMatchObject({ answer: 'already_checked_in', registrationId: 'P2' });
    const card = await desk.query('attendee.get', { registrationId: 'P2' });
    expect(card).toMatchObject({ mergedFrom: ['M1'], mergedInto: null });
    expect(card.visits.map(({ duplicate }) => duplicate)).toEqual([false, true]);
    expect((await desk.query('attendee.get', { registrationId: 'M1' })).mergedInto).toBe('P2');
    const page = async (search: string) => (await desk.query('roster.page', { search, filter: 'all', target: day, offset: 0, limit: 500 })).rows.map(({ registrationId }) => registrationId);
    expect(await page('marini b')).toEqual(['P2']);
    expect(await page('m1')).toEqual(['P2']);
    expect(await page('')).not.toContain('M1');
    expect((await desk.query('attendance.page', { from: 0, limit: 500 })).attendees.map(({ registrationId }) => registrationId)).not.toContain('M1');
    await expect(desk.command('checkIn.override', { registrationId: 'M1', target: day, reason: 'testing', nonce: nonce() })).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(desk.command('attendee.merge', { registrationId: 'P2', into: 'M1', reason: 'the other way' })).rejects.toMatchObject({ code: 'invalid_request' });
    await desk.command('attendee.merge', { registrationId: 'M1', into: null, reason: 'two people after all' });
    expect(await arrived(desk)).toBe(2);
    expect(await page('m1')).toEqual(['M1']);
    expect((await desk.query('attendee.get', { registrationId: 'P2' })).mergedFrom).toEqual([]);
  });

  test('is there after a start from what was packed', async () => {
    const store = await start();
    await store.client('desk').command('attendee.merge', { registrationId: 'M1', into: 'P2', reason: 'the same person' });
    await store.client('kiosk').command('scan.submit', scan('T-M1'));
    await store.client('kiosk').command('scan.submit', scan('NOBODY'));
    await store.store.flush();
    store.stop();
    const again = await start();
    expect(again.faults).toEqual([]);
    const desk = again.client('desk');
    expect(await again.client('kiosk').command('scan.submit', scan('T-P2'))).toMatchObject({ answer: 'already_checked_in', registrationId: 'P2' });
    expect((await desk.query('exceptions.open', { limit: 10 })).exceptions.map(({ code }) => code)).toEqual(['NOBODY']);
    expect((await desk.query('day.arrivals', { target: day, minutes: 5 })).slots).toHaveLength(1);
    expect((await desk.query('stations.list', {})).stations).toMatchObject([{ station: null, scans: 3 }]);
  });
});

test('a correction sets what is different, and is told in the person’s history', async () => {
  const store = await start();
  const desk = store.client('desk');
  const before = today.journal.events.length;
  const seen: (string | undefined)[] = [];
  const stop = desk.subscribe('attendee.get', { registrationId: 'P2' }, ({ person }) => seen.push(person?.email));
  await expect.poll(() => seen).toEqual(['giulia@example.org']);
  await desk.command('attendee.correct', { registrationId: 'P2', person: { fullName: 'Giulia Rossi', email: 'new@example.org', nameOnCertificate: 'Dr. Giulia Rossi' } });
  expect((await desk.command('attendee.correct', { registrationId: 'P2', person: { email: 'new@example.org' } })).eventId).toBe('');
  await expect.poll(() => seen.at(-1)).toBe('new@example.org');
  stop();
  expect(added(before)).toEqual(['attendee.corrected']);
  expect(today.journal.events.at(-1)!.person).toMatchObject({ email: 'new@example.org', nameOnCertificate: 'Dr. Giulia Rossi' });
  expect(today.journal.events.at(-1)!.person).not.toHaveProperty('fullName');
  await expect(desk.command('attendee.correct', { registrationId: 'P2', person: { email: 'no address' } })).rejects.toMatchObject({ code: 'invalid_request' });
  await expect(desk.command('attendee.correct', { registrationId: 'P2', person: { birthDate: '2099-01-01' } })).rejects.toMatchObject({ code: 'invalid_request' });
  await store.client('kiosk').command('scan.submit', scan('T-P2', { station: 'Entrance 2' }));
  const { events } = await desk.query('attendee.events', { registrationId: 'P2' });
  expect(events.map(({ type, role, station, fields }) => [type, role, station, fields])).toEqual([
    ['checkIn.recorded', 'kiosk', 'Entrance 2', []],
    ['attendee.corrected', 'desk', null, ['nameOnCertificate', 'email']],
    ['attendee.registered', 'desk', null, []],
  ]);
});

test('a registration is told with who made it and where: from which file, or as a walk-in at which station', async () => {
  const store = await start();
  const desk = store.client('desk');
  const registered = async (registrationId: string) => (await desk.query('attendee.events', { registrationId })).events.find(({ type }) => type === 'attendee.registered');
  const bytes = new TextEncoder().encode('registration_id,full_name\nQ1,Quentin Un');
  await desk.command('roster.importChosen', {
    importId: 'later', fileName: 'latecomers.csv', bytes, dryRun: false, columns: { registration_id: [0], full_name: [1] }, dateOrder: null, duplicates: { rows: {}, kinds: {} }, remember: null,
  });
  expect(await registered('Q1')).toMatchObject({ role: 'desk', how: 'import', source: 'latecomers.csv', station: null });
  // A correction changes nothing of where they came from, folded one by one or anew.
  await desk.command('attendee.correct', { registrationId: 'Q1', person: { organisation: 'WeGO' } });
  await desk.command('store.rebuild', {});
  expect(await registered('Q1')).toMatchObject({ role: 'desk', how: 'import', source: 'latecomers.csv' });
});

test('a ticket made anew takes the place of the old ones, once for a nonce', async () => {
  const store = await start();
  const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
  const [one, two] = [nonce(), nonce()];
  const first = await desk.command('ticket.reissue', { registrationId: 'P3', nonce: one, revokeRoster: false, reason: 'lost it' });
  expect((await desk.command('ticket.reissue', { registrationId: 'P3', nonce: one, revokeRoster: false, reason: 'lost it' })).ticketCode).toBe(first.ticketCode);
  expect(first.ticketCode).toMatch(/^\d{25}$/);
  const second = await desk.command('ticket.reissue', { registrationId: 'P3', nonce: two, revokeRoster: false, reason: 'lost it again' });
  expect(second.revoked).toEqual([first.ticketCode]);
  expect((await kiosk.command('scan.submit', scan(first.ticketCode))).answer).toBe('revoked');
  expect((await kiosk.command('scan.submit', scan(second.ticketCode))).answer).toBe('ok');
  const roster = await desk.command('ticket.reissue', { registrationId: 'P4', nonce: nonce(), revokeRoster: true, reason: 'stolen' });
  expect(roster.revoked).toEqual(['T-P4']);
  expect((await kiosk.command('scan.submit', scan('T-P4'))).answer).toBe('revoked');
});

describe('the day', () => {
  test('counts arrivals in slots, without those that were voided', async () => {
    const store = await start();
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    await kiosk.command('scan.submit', scan('T-M1'));
    minutes(7);
    await kiosk.command('scan.submit', scan('T-M2'));
    await kiosk.command('scan.submit', scan('T-M2', { direction: 'out' }));
    await kiosk.command('scan.submit', scan('T-M2'));
    minutes(8);
    await kiosk.command('scan.submit', scan('T-M3'));
    const slots = async (width: 5 | 15) => (await desk.query('day.arrivals', { target: day, minutes: width })).slots.map(({ arrived, total }) => [arrived, total]);
    expect(await slots(5)).toEqual([[1, 1], [1, 2], [0, 2], [1, 3]]);
    expect(await slots(15)).toEqual([[2, 2], [1, 3]]);
    expect((await desk.query('day.arrivals', { target: day, minutes: 5 })).slots[0]!.at).toBe(at);
    const [last] = (await desk.query('attendee.get', { registrationId: 'M3' })).visits;
    await desk.command('checkIn.void', { registrationId: 'M3', eventId: last!.eventId, reason: 'by mistake', nonce: nonce() });
    expect(await slots(5)).toEqual([[1, 1], [1, 2]]);
  });

  test('lists what waits for an organizer, until it is answered or ends by itself', async () => {
    const store = await start();
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    const open = async () => (await desk.query('exceptions.open', { limit: 50 })).exceptions;
    await kiosk.command('scan.submit', scan('NOBODY', { station: 'Door' }));
    await kiosk.command('scan.submit', scan('NOBODY'));
    minutes(1);
    await kiosk.command('scan.submit', scan('T-P5'));
    await kiosk.command('scan.submit', scan('T-M1'));
    await kiosk.command('scan.submit', scan('T-M1')); // a second scan is no exception
    expect((await open()).map(({ answer, code, registrationId, eventIds }) => [answer, code, registrationId, eventIds.length])).toEqual([
      ['cancelled', 'T-P5', 'P5', 1],
      ['unknown_ticket', 'NOBODY', null, 2],
    ]);
    minutes(1);
    await desk.command('checkIn.override', { registrationId: 'P5', target: day, reason: 'is here after all', nonce: nonce() });
    const [rest, ...others] = await open();
    expect(others).toEqual([]);
    await desk.command('exception.answer', { eventIds: rest!.eventIds, note: 'bought a ticket' });
    expect((await desk.command('exception.answer', { eventIds: rest!.eventIds, note: 'again' })).eventId).toBe('');
    expect(await open()).toEqual([]);
  });

  test('finds people by what only their details say, in any script, as it goes', async () => {
    const desk = (await start()).client('desk');
    const find = async (search: string): Promise<string[]> => {
      let found: string[] = [];
      await expect.poll(async () => {
        const { done, matches } = await desk.query('roster.deep', { search });
        found = matches.map(({ registrationId, field }) => `${registrationId} ${field}`);
        return done;
      }).toBe(true);
      return found;
    };
    expect(await find('giulia@')).toEqual(['P2 email']);
    expect(await find('suny')).toEqual(['P1 organisation']);
    expect(await find('korea')).toEqual(['P1 organisation']);
    expect(await find('italy')).toEqual(['P2 country', 'P3 country', 'P4 country']);
    expect(await find('2006-11-19')).toEqual(['P1 birthDate']);
    await desk.command('attendee.correct', { registrationId: 'P4', person: { organisation: '서울시청' } });
    expect(await find('서울')).toEqual(['P4 organisation']);
    expect(await find('x')).toEqual([]);
  });
});
