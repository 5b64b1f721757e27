import { describe, expect, test } from 'vitest';
import type { CommandParams } from '@shared/contract/commands';
import type { StoreClient } from '@shared/contract/storeClient';
import { birthDate, byName, eachOnItsOwnDay, email, handleOf, minutes, nonce, scan, start, today } from './kioskDay';
import { day } from './workshop';

eachOnItsOwnDay();

describe('a search by name at a kiosk', () => {
  const names = async (kiosk: StoreClient, search: string): Promise<string[]> =>
    (await kiosk.query('attendee.search', { search })).matches.map(({ given, familyInitial }) => `${given} ${familyInitial}`);

  test('shows masked names and what one can prove oneself with, and nothing before there are letters enough', async () => {
    const kiosk = (await start()).client('kiosk');
    expect(await kiosk.query('attendee.search', { search: '최' })).toEqual({ enough: false, more: false, matches: [] });
    expect(await kiosk.query('attendee.search', { search: ' ro' })).toEqual({ enough: false, more: false, matches: [] });
    const found = await kiosk.query('attendee.search', { search: '최시' });
    expect(found).toMatchObject({ enough: true, more: false, matches: [{ given: '시우', familyInitial: 'ㅊ', familyFirst: true, organisation: 'SUNY Korea', proofs: ['birthDate', 'email'] }] });
    expect(JSON.stringify(found)).not.toMatch(/최|P1|2006|example/);
    expect((await names(kiosk, 'ross')).sort()).toEqual(['Giulia R', 'Giulio R', 'Rosa R']); // nobody who is cancelled
    const rosa = (await kiosk.query('attendee.search', { search: 'rossellini' })).matches;
    expect(rosa.map(({ proofs }) => proofs)).toEqual([[]]);
    expect(await kiosk.query('attendee.search', { search: 'zzz' })).toEqual({ enough: true, more: false, matches: [] });
  });

  test('shows at most five, and says that there are others', async () => {
    const kiosk = (await start()).client('kiosk');
    const found = await kiosk.query('attendee.search', { search: 'marini' });
    expect(found.more).toBe(true);
    expect(found.matches).toHaveLength(5);
  });

  test('finds nobody by ticket, registration id, or e-mail', async () => {
    const kiosk = (await start()).client('kiosk');
    for (const search of ['T-P1', 'T-P2', 'P1 P2 abc', 'giulia@example.org', 'gr@example.org', '#tp2', 'example', 'siwoo']) {
      expect(await kiosk.query('attendee.search', { search }), search).toMatchObject({ matches: [] });
    }
  });

  test('gives handles that say nothing, last for three minutes on their port, and do not change under a live search', async () => {
    const store = await start();
    const [kiosk, other] = [store.client('kiosk'), store.client('kiosk')];
    const handle = await handleOf(kiosk, 'giulia');
    expect(handle).toMatch(/^[0-9a-f]{32}$/);
    expect(await handleOf(kiosk, 'giulia')).toBe(handle);
    expect(await handleOf(other, 'giulia')).not.toBe(handle);
    await expect(other.command('identity.confirm', { handle, proof: birthDate('2000-02-03') })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.command('identity.confirm', { handle: '0'.repeat(32), proof: birthDate('2000-02-03') })).rejects.toMatchObject({ code: 'forbidden' });
    minutes(2.9);
    expect(await kiosk.command('identity.confirm', { handle, proof: birthDate('2000-02-03') })).toEqual({ confirmed: true, triesLeft: 3 });
    expect(await handleOf(kiosk, 'giulia')).not.toBe(handle); // the next in line proves who they are, too
    minutes(3);
    await expect(kiosk.command('identity.confirm', { handle, proof: birthDate('2000-02-03') })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.command('identity.checkIn', byName(handle))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is forgotten with its port', async () => {
    const store = await start();
    const kiosk = store.client('kiosk');
    const handle = await handleOf(kiosk, 'giulia');
    const port = store.lastPort();
    const { ports } = store.store;
    expect(ports.found(port, handle)).toMatchObject({ registrationId: 'P2' });
    store.drop(port);
    expect(ports.found(port, handle)).toBeUndefined();
    const late = ports.handleFor(port, 'P2'); // by a search that was under way
    expect(ports.found(port, late)).toBeUndefined();
  });
});

describe('a proof', () => {
  test('is the birth date or the beginning of the address; what is too short for one costs no try', async () => {
    const kiosk = (await start()).client('kiosk');
    const before = today.journal.events.length;
    const proves = async (search: string, proof: CommandParams<'identity.confirm'>['proof']) => kiosk.command('identity.confirm', { handle: await handleOf(kiosk, search), proof });
    expect(await proves('giulia', email('gi'))).toEqual({ confirmed: false, triesLeft: 3 });
    expect(await proves('giulia', email('iul'))).toEqual({ confirmed: false, triesLeft: 2 });
    expect(await proves('giulia', email(' GIU'))).toEqual({ confirmed: true, triesLeft: 3 });
    expect(await proves('최시우', email('siwoo@EXAMPLE.org'))).toMatchObject({ confirmed: true });
    expect(await proves('최시우', birthDate('2006-11-19'))).toMatchObject({ confirmed: true });
    expect(await proves('rossellini', birthDate('2000-01-01'))).toMatchObject({ confirmed: false });
    expect(today.journal.events.length).toBe(before);
  });

  test('that is wrong three times, at whichever kiosks, leaves a human for ten minutes', async () => {
    const store = await start();
    const kiosks = [store.client('kiosk'), store.client('kiosk')];
    const tries: unknown[] = [];
    for (const i of [0, 1, 0]) tries.push(await kiosks[i]!.command('identity.confirm', { handle: await handleOf(kiosks[i]!, 'giulia'), proof: birthDate('1999-01-01') }));
    expect(tries).toEqual([{ confirmed: false, triesLeft: 2 }, { confirmed: false, triesLeft: 1 }, { confirmed: false, triesLeft: 0 }]);
    const right = async (): Promise<unknown> => kiosks[1]!.command('identity.confirm', { handle: await handleOf(kiosks[1]!, 'giulia'), proof: birthDate('2000-02-03') });
    expect(await right()).toEqual({ confirmed: false, triesLeft: 0 });
    expect(await kiosks[0]!.command('identity.confirm', { handle: await handleOf(kiosks[0]!, '최시우'), proof: birthDate('2006-11-19') })).toMatchObject({ confirmed: true });
    minutes(9.9);
    expect(await right()).toEqual({ confirmed: false, triesLeft: 0 });
    minutes(0.2);
    expect(await right()).toEqual({ confirmed: true, triesLeft: 3 });
  });

  test('is counted when many come at once, too: three guesses, not thirty', async () => {
    const store = await start();
    const kiosk = store.client('kiosk');
    const handle = await handleOf(kiosk, 'giulia');
    const guesses = Array.from({ length: 30 }, (_, i) => birthDate(`2000-02-${String(i === 29 ? 3 : 28 - (i % 20)).padStart(2, '0')}`));
    const answers = await Promise.all(guesses.map((proof) => kiosk.command('identity.confirm', { handle, proof })));
    expect(answers.filter(({ confirmed }) => confirmed)).toEqual([]);
    expect(answers.map(({ triesLeft }) => triesLeft).slice(0, 4)).toEqual([2, 1, 0, 0]);
  });
});

describe('a check-in by name', () => {
  async function confirmed(kiosk: StoreClient, search: string, proof: CommandParams<'identity.confirm'>['proof']): Promise<string> {
    const handle = await handleOf(kiosk, search);
    expect(await kiosk.command('identity.confirm', { handle, proof })).toMatchObject({ confirmed: true });
    return handle;
  }

  test('needs a confirmed handle of the same port', async () => {
    const store = await start();
    const [kiosk, other] = [store.client('kiosk'), store.client('kiosk')];
    const before = today.journal.events.length;
    await expect(kiosk.command('identity.checkIn', byName(await handleOf(kiosk, 'giulia')))).rejects.toMatchObject({ code: 'forbidden' });
    const handle = await confirmed(kiosk, 'giulia', birthDate('2000-02-03'));
    await expect(other.command('identity.checkIn', byName(handle))).rejects.toMatchObject({ code: 'forbidden' });
    expect(today.journal.events.length).toBe(before);
  });

  test('is answered as a scan of the ticket is, also for people without one', async () => {
    const store = await start();
    const kiosk = store.client('kiosk');
    const handle = await confirmed(kiosk, 'giulia', birthDate('2000-02-03'));
    const mine = byName(handle, { station: 'Entrance' });
    const first = await kiosk.command('identity.checkIn', mine);
    expect(first).toMatchObject({ answer: 'ok', registrationId: 'P2', fullName: 'Giulia Rossi', target: day });
    expect(await kiosk.command('identity.checkIn', mine)).toEqual(first);
    expect(await kiosk.command('identity.checkIn', byName(handle))).toMatchObject({ answer: 'already_checked_in', previous: { station: 'Entrance' } });
    expect(await kiosk.command('scan.submit', scan('T-P2'))).toMatchObject({ answer: 'already_checked_in' });
    expect(await kiosk.command('identity.checkIn', byName(handle, { direction: 'out' }))).toMatchObject({ answer: 'ok', direction: 'out' });
    expect(await kiosk.command('identity.checkIn', byName(handle, { target: 'session:S05' }))).toMatchObject({ answer: 'not_registered_for_session' });
    expect(await kiosk.command('identity.checkIn', byName(handle, { target: 'room:hall' }))).toMatchObject({ answer: 'too_early', target: 'session:S09' });
    const ticketless = await confirmed(kiosk, 'rossini', email('gr@'));
    expect(await kiosk.command('identity.checkIn', byName(ticketless))).toMatchObject({ answer: 'ok', registrationId: 'P3' });
    await store.client('desk').command('attendee.cancel', { registrationId: 'P3', reason: 'left early' });
    expect(await kiosk.command('identity.checkIn', byName(ticketless))).toMatchObject({ answer: 'cancelled' });
    await store.client('desk').command('ticket.revoke', { registrationId: 'P2', ticketCode: 'T-P2', reason: 'lost phone' });
    expect(await kiosk.command('identity.checkIn', byName(handle))).toMatchObject({ answer: 'revoked' });
  });

  test('gets its first answer again from a store that was started anew, and handles are gone with the old one', async () => {
    const first = await start();
    const kiosk = first.client('kiosk');
    const mine = byName(await confirmed(kiosk, 'giulia', birthDate('2000-02-03')));
    const answer = await kiosk.command('identity.checkIn', mine);
    await first.store.flush();
    first.stop();
    const before = today.journal.events.length;
    const again = (await start()).client('kiosk');
    expect(await again.command('identity.checkIn', mine)).toEqual(answer);
    await expect(again.command('identity.checkIn', { ...mine, nonce: nonce() })).rejects.toMatchObject({ code: 'forbidden' });
    expect(today.journal.events.length).toBe(before);
  });
});

describe("an attendee's day", () => {
  test('is shown where they were checked in, for three minutes', async () => {
    const store = await start();
    const [kiosk, other] = [store.client('kiosk'), store.client('kiosk')];
    const mine = scan('T-P1');
    await kiosk.command('scan.submit', mine);
    const shown = await kiosk.query('attendee.day', { nonce: mine.nonce });
    expect(shown).toMatchObject({ fullName: '최시우', language: 'ko', date: '2025-09-24', timeZone: 'Asia/Seoul' });
    expect(shown.sessions.map(({ session, state, mine }) => [session.id, state, mine])).toEqual([
      ['S01', 'past', false], ['S04', 'now', false], ['S05', 'now', true], ['S09', 'next', false],
    ]);
    await expect(other.query('attendee.day', { nonce: mine.nonce })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.query('attendee.day', { nonce: nonce() })).rejects.toMatchObject({ code: 'forbidden' });
    const again = scan('T-P1');
    expect(await other.command('scan.submit', again)).toMatchObject({ answer: 'already_checked_in' });
    expect(await other.query('attendee.day', { nonce: again.nonce })).toMatchObject({ fullName: '최시우' });
    const errors: string[] = [];
    kiosk.subscribe('attendee.day', { nonce: mine.nonce }, () => {}, ({ code }) => errors.push(code));
    minutes(3);
    await expect(kiosk.query('attendee.day', { nonce: mine.nonce })).rejects.toMatchObject({ code: 'forbidden' });
    store.tick();
    await expect.poll(() => errors).toEqual(['forbidden']);
  });

  test('is not shown for a scan that was refused', async () => {
    const kiosk = (await start()).client('kiosk');
    for (const mine of [scan('NOBODY'), scan('T-P5'), scan('T-P2', { target: 'session:S05' })]) {
      expect((await kiosk.command('scan.submit', mine)).answer).not.toBe('ok');
      await expect(kiosk.query('attendee.day', { nonce: mine.nonce })).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
