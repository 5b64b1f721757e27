import { describe, expect, test } from 'vitest';
import type { StoreMessage } from '@shared/contract/wire';
import { projectionVersion } from '../../renderer/store/database';
import { birthDate, byName, eachOnItsOwnDay, handleOf, nonce, scan, signedTicket, start, today, token } from './kioskDay';
import { day, everything, forget, type RunningStore } from './workshop';

eachOnItsOwnDay();

describe('everything that the flows write', () => {
  async function busyDay(store: RunningStore): Promise<void> {
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    await desk.command('tickets.issue', { tickets: [{ registrationId: 'P1', ticketCode: token(1), kind: 'token' }], publicKey: null });
    await kiosk.command('scan.submit', scan(token(1)));
    await kiosk.command('scan.submit', scan(signedTicket(9), { consent: true }));
    const form = { fullName: 'Person Walking', nameOnCertificate: '', birthDate: '2001-05-06', email: 'w@example.org', country: '', organisation: '', language: 'fr' as const, consents: { data: true as const, photo: true } };
    await kiosk.command('walkIn.register', { form, nonce: nonce(), target: day });
    const handle = await handleOf(kiosk, 'giulia');
    await kiosk.command('identity.confirm', { handle, proof: birthDate('2000-02-03') });
    await kiosk.command('identity.checkIn', byName(handle));
    for (const requestId of ['h1', 'h2']) await kiosk.command('help.request', { requestId, subject: 'scan' });
    await desk.command('help.answer', { requestId: 'h1' });
    await desk.command('kiosk.noteUnlock', { admitted: true });
  }

  test('is the same packed, folded anew, and rebuilt under way', async () => {
    const first = await start();
    await busyDay(first);
    const said = await everything(first);
    expect(said).toMatchObject({ overview: { registered: 15, days: [{ arrived: 4 }] }, help: { requests: [{ requestId: 'h2' }] } });
    await first.store.flush();
    first.stop();
    const packed = await start();
    expect(packed.store.projection.line).toBe(today.journal.events.length);
    expect(await everything(packed)).toEqual(said);
    expect(await packed.client('kiosk').query('help.status', { requestId: 'h1' })).toEqual({ answered: true });
    await packed.client('desk').command('store.rebuild', {});
    expect(await everything(packed)).toEqual(said);
    expect(await packed.client('kiosk').command('scan.submit', scan(token(1)))).toMatchObject({ answer: 'already_checked_in', registrationId: 'P1' });
    packed.stop();
    await forget();
    const folded = await start();
    expect(await everything(folded)).toMatchObject({ help: (said as { help: object }).help, overview: { registered: 15 } });
  });

  test('is folded from the journal where what was packed is of an older version', async () => {
    const first = await start();
    await busyDay(first);
    const said = await everything(first);
    await first.store.flush();
    const { meta, packed } = first.store.database;
    for (const key of ['packed', 'tables'] as const) await meta.put({ ...(await meta.get(key))!, projectionVersion: projectionVersion - 1 });
    const summary = (await packed.get('summary'))!.value as Record<string, unknown>;
    delete summary.help; // as that version was
    await packed.put({ key: 'summary', value: summary });
    first.stop();
    const second = await start();
    expect(await everything(second)).toEqual(said);
    expect(await second.client('kiosk').command('scan.submit', scan(token(1)))).toMatchObject({ answer: 'already_checked_in', registrationId: 'P1' });
    expect(second.faults).toEqual([]);
  });
});

describe('who may call', () => {
  const refused = [
    ['kiosk', 'command', 'help.answer', { requestId: 'h1' }],
    ['kiosk', 'command', 'tickets.issue', { tickets: [], publicKey: null }],
    ['kiosk', 'command', 'kiosk.noteUnlock', { admitted: true }],
    ['kiosk', 'query', 'help.open', {}],
    ['desk', 'command', 'identity.confirm', { handle: '0'.repeat(32), proof: { kind: 'email', value: 'abc' } }],
    ['desk', 'command', 'identity.checkIn', { handle: '0'.repeat(32), nonce: 'n', target: day, direction: 'in' }],
    ['desk', 'query', 'attendee.search', { search: 'rossi' }],
    ['desk', 'query', 'attendee.day', { nonce: 'n' }],
    ['hq', 'command', 'walkIn.register', {}],
    ['hq', 'command', 'help.request', { requestId: 'h', subject: 'scan' }],
    ['hq', 'query', 'attendee.search', { search: 'rossi' }],
  ] as const;
  test.each(refused)('a %s may not %s %s', async (role, kind, name, params) => {
    const port = (await start()).port(role);
    const answer = new Promise<StoreMessage>((resolve) => {
      port.onmessage = ({ data }: MessageEvent<StoreMessage>) => resolve(data);
    });
    port.postMessage({ kind, id: 1, name, params });
    expect(await answer).toMatchObject({ kind: 'error', error: { code: 'forbidden' } });
  });
});
