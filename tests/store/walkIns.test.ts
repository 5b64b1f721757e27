import { describe, expect, test } from 'vitest';
import type { CommandParams } from '@shared/contract/commands';
import type { WalkInRules } from '@shared/contract/values';
import { added, eachOnItsOwnDay, nonce, rules, scan, start, today } from './kioskDay';
import { at, day, workshop } from './workshop';

eachOnItsOwnDay();

describe('a walk-in', () => {
  const form: CommandParams<'walkIn.register'>['form'] = {
    fullName: 'Nina Nuova', nameOnCertificate: 'Dott.ssa Nina Nuova', birthDate: '2001-05-06', email: 'nina@example.org', country: 'IT', organisation: 'Politecnico', language: 'it',
    consents: { data: true, photo: false },
  };
  const walkIn = (more: Partial<CommandParams<'walkIn.register'>> = {}): CommandParams<'walkIn.register'> => ({ form, nonce: nonce(), target: day, ...more });
  const configure = (walkIns: WalkInRules): void => void today.journal.append(workshop.id, [{ type: 'workshop.configured', at, data: { ...workshop, walkIns } }]);

  test('is registered and checked in, in one write, and found by name from then on', async () => {
    const store = await start();
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    const [before, writes] = [today.journal.events.length, today.journal.writes];
    const mine = walkIn({ station: 'Entrance' });
    const result = await kiosk.command('walkIn.register', mine);
    expect(result).toMatchObject({ outcome: 'registered', registrationId: expect.stringMatching(/^W-[2-9A-Z]{12}$/), answer: { answer: 'ok', fullName: 'Nina Nuova', language: 'it', nonce: mine.nonce } });
    expect(added(before)).toEqual(['attendee.registered', 'checkIn.recorded']);
    expect(today.journal.writes).toBe(writes + 1);
    if (result.outcome !== 'registered') throw new Error('refused');
    const { registrationId } = result;
    expect(await desk.query('attendee.get', { registrationId })).toMatchObject({
      ticketCode: null, consents: { data: true, photo: false }, person: { fullName: 'Nina Nuova', nameOnCertificate: 'Dott.ssa Nina Nuova', email: 'nina@example.org', language: 'it' }, visits: [{ target: day, station: 'Entrance' }],
    });
    expect(await kiosk.query('attendee.day', { nonce: mine.nonce })).toMatchObject({ fullName: 'Nina Nuova' });
    expect((await kiosk.query('attendee.search', { search: 'nuova' })).matches).toMatchObject([{ given: 'Nina', familyInitial: 'N' }]);
    expect((await desk.query('attendee.events', { registrationId })).events.at(-1)).toMatchObject({ type: 'attendee.registered', role: 'kiosk', station: 'Entrance', how: 'walk-in', source: null });
    // Once more by the same nonce, here and after a restart: the first answer, and nothing is added.
    expect(await kiosk.command('walkIn.register', mine)).toEqual(result);
    await store.store.flush();
    store.stop();
    const again = (await start()).client('kiosk');
    expect(await again.command('walkIn.register', mine)).toEqual(result);
    expect(today.journal.events.length).toBe(before + 2);
    await expect(again.command('walkIn.register', walkIn({ nonce: 'used' }))).resolves.toMatchObject({ outcome: 'refused', refusal: 'maybe_registered' });
    await again.command('scan.submit', scan('T-P2', { nonce: 'a scan' }));
    await expect(again.command('walkIn.register', walkIn({ nonce: 'a scan', anotherPerson: true }))).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('of the last place: one gets it, however many come at once', async () => {
    configure({ ...rules, capacity: 14 }); // 12 are registered and not cancelled
    const store = await start();
    const desk = store.client('desk');
    expect(await desk.query('kiosk.status', { target: 'auto' })).toMatchObject({ walkIns: { open: true, capacity: 14, placesLeft: 2 } });
    const results = await Promise.all(Array.from({ length: 8 }, (_, i) => store.client('kiosk').command('walkIn.register', walkIn({ form: { ...form, fullName: `Nina ${'abcdefgh'.charAt(i)}` } }))));
    expect(results.filter(({ outcome }) => outcome === 'registered')).toHaveLength(2);
    expect(results.filter(({ outcome }) => outcome === 'refused')).toEqual(Array.from({ length: 6 }, () => ({ outcome: 'refused', refusal: 'full', limit: 14 })));
    expect(await desk.query('kiosk.status', { target: 'auto' })).toMatchObject({ walkIns: { placesLeft: 0 } });
    await desk.command('attendee.cancel', { registrationId: 'M0', reason: 'cannot come' });
    expect(await desk.query('kiosk.status', { target: 'auto' })).toMatchObject({ walkIns: { placesLeft: 1 } });
  });

  test('is refused with the reason, and nothing is written of it', async () => {
    configure({ ...rules, minimumAge: 18 });
    const store = await start();
    const kiosk = store.client('kiosk');
    const before = today.journal.events.length;
    expect(await kiosk.command('walkIn.register', walkIn({ form: { ...form, birthDate: '2007-09-25' } }))).toEqual({ outcome: 'refused', refusal: 'too_young', limit: 18 });
    expect(await kiosk.command('walkIn.register', walkIn({ form: { ...form, fullName: 'ROSSI giulia' } }))).toEqual({ outcome: 'refused', refusal: 'maybe_registered', limit: null });
    for (const wrong of ['2024-02-30', '2031-01-01']) {
      await expect(kiosk.command('walkIn.register', walkIn({ form: { ...form, birthDate: wrong } }))).rejects.toMatchObject({ code: 'invalid_request' });
    }
    await expect(kiosk.command('walkIn.register', walkIn({ target: 'room:Attic' }))).rejects.toMatchObject({ code: 'unknown_target' });
    const refused = { ...form, consents: { data: false, photo: false } } as unknown as typeof form;
    await expect(kiosk.command('walkIn.register', walkIn({ form: refused }))).rejects.toMatchObject({ code: 'invalid_request' });
    today.journal.refusal = 'The disk is full.';
    await expect(kiosk.command('walkIn.register', walkIn())).rejects.toMatchObject({ code: 'store_unavailable' });
    today.journal.refusal = null;
    expect(today.journal.events.length).toBe(before);
    expect(await kiosk.command('walkIn.register', walkIn({ form: { ...form, fullName: 'Giulia Rossi' }, anotherPerson: true }))).toMatchObject({ outcome: 'registered' });
    await store.client('desk').command('workshop.configure', { ...workshop, walkIns: { ...rules, open: false } });
    expect(await kiosk.command('walkIn.register', walkIn())).toEqual({ outcome: 'refused', refusal: 'closed', limit: null });
  });

  test('who sends the form twice at once, under two nonces, is asked whether they are another person', async () => {
    const store = await start();
    const results = await Promise.all([store.client('kiosk'), store.client('kiosk')].map((kiosk) => kiosk.command('walkIn.register', walkIn())));
    expect(results.map((result) => (result.outcome === 'refused' ? result.refusal : result.outcome)).sort()).toEqual(['maybe_registered', 'registered']);
  });

  test('at a door that is not open yet is registered all the same, and told when it opens', async () => {
    const kiosk = (await start()).client('kiosk');
    const before = today.journal.events.length;
    const result = await kiosk.command('walkIn.register', walkIn({ target: 'room:Hall' }));
    expect(result).toMatchObject({ outcome: 'registered', answer: { answer: 'too_early', target: 'session:S09' } });
    expect(added(before)).toEqual(['attendee.registered', 'scan.refused']);
  });
});

test('a kiosk without rules of its own for walk-ins takes everybody', async () => {
  const kiosk = (await start()).client('kiosk');
  expect(await kiosk.query('kiosk.status', { target: 'auto' })).toMatchObject({ walkIns: { open: true, capacity: null, minimumAge: null, certificateBelowAge: 35, placesLeft: null } });
});
