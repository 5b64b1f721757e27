import { describe, expect, test } from 'vitest';
import { added, eachOnItsOwnDay, registers, scan, start, today } from './kioskDay';
import { all, attend, issued } from './certificateHands';
import { workshop } from './workshop';

eachOnItsOwnDay();

describe('the list', () => {
  test('says of everybody what they have or why not, by name as a language sorts it', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    await attend(desk, 'P2', ...all);
    await attend(desk, 'P4', 'S01');
    const { number } = await issued(desk, 'P1');
    const list = (kind: 'co_signed' | 'confirmation', language: 'en' | 'ko' = 'en', states: ('printed' | 'eligible')[] | null = null) =>
      desk.query('certificates.list', { kind, states, language, offset: 0, limit: 100 });
    const seen = await list('co_signed');
    expect(seen.total).toBe(13);
    expect(seen.counts).toEqual({ issued: 1, printed: 0, eligible: 1, refused: 11, revoked: 0 });
    expect(seen.rows.map(({ name }) => name)).toEqual([
      'Cancelled Rossetti', 'Giulia Rossi', 'Giulio Rossini', ...[...'abcdefgh'].map((letter) => `Maria Marini ${letter}`), 'Rosa Rossellini', '최시우',
    ]);
    expect((await list('co_signed', 'ko')).rows[0]!.name).toBe('최시우'); // Hangul comes first there
    const row = (id: string) => seen.rows.find(({ registrationId }) => registrationId === id);
    expect(row('P1')).toMatchObject({ state: 'issued', number, issuedOn: '2025-09-24', nameChanged: false });
    expect(row('P2')).toMatchObject({ state: 'eligible', refusals: [], number: null });
    expect(row('P4')).toMatchObject({ state: 'refused', refusals: [{ code: 'no_birth_date' }, { code: 'attendance', attended: 1, of: 3, needed: 3 }] });
    expect(row('P5')).toMatchObject({ state: 'refused', refusals: [{ code: 'cancelled' }, { code: 'no_birth_date' }, { code: 'attendance' }] });
    const confirmations = await list('confirmation', 'en', ['eligible']);
    expect(confirmations.rows.map(({ registrationId }) => registrationId)).toEqual(['P4']);
    await desk.command('certificate.notePrinted', { holder: { registrationId: 'P1' }, number, job: 'j' });
    expect((await list('co_signed', 'en', ['printed'])).rows.map(({ registrationId }) => registrationId)).toEqual(['P1']);
    await desk.command('certificate.revoke', { registrationId: 'P1', number, reason: 'a mistake' });
    expect((await list('co_signed')).counts).toMatchObject({ printed: 0, revoked: 1 });
  });

  test('follows corrections, check-ins and merges', async () => {
    const desk = (await start()).client('desk');
    const states = async (): Promise<Record<string, string>> =>
      Object.fromEntries((await desk.query('certificates.list', { kind: 'co_signed', states: ['eligible', 'issued'], language: 'en', offset: 0, limit: 100 })).rows.map(({ registrationId, state }) => [registrationId, state]));
    await attend(desk, 'M0', 'S01', 'S04');
    await attend(desk, 'M1', 'S09');
    expect(await states()).toEqual({});
    await desk.command('attendee.correct', { registrationId: 'M1', person: { birthDate: '2001-01-01' } });
    await desk.command('attendee.merge', { registrationId: 'M1', into: 'M0', reason: 'the same person' });
    expect(await states()).toEqual({ M0: 'eligible' });
    await issued(desk, 'M0');
    expect(await states()).toEqual({ M0: 'issued' });
    await desk.command('attendee.merge', { registrationId: 'M1', into: null, reason: 'two after all' });
    expect(await states()).toEqual({ M0: 'issued' });
    expect((await desk.query('certificate.eligibility', { holder: { registrationId: 'M0' } })).kinds[0]).toMatchObject({ eligible: false, certificate: { attended: 3 } });
  });

  test('many are issued in one write; who may not is refused by name, and doing it again adds nothing', async () => {
    const desk = (await start()).client('desk');
    for (const id of ['P1', 'P2']) await attend(desk, id, ...all);
    const [since, writes] = [today.journal.events.length, today.journal.writes];
    const { outcomes } = await desk.command('certificates.issue', { registrationIds: ['P1', 'P2', 'P4', 'P1'], kind: 'co_signed' });
    expect(outcomes.map((each) => (each.outcome === 'issued' ? each.certificate.registrationId : each.refusals.map(({ code }) => code)))).toEqual(['P1', 'P2', ['no_birth_date', 'attendance'], 'P1']);
    expect(added(since)).toEqual(['certificate.issued', 'certificate.issued']);
    expect(today.journal.writes).toBe(writes + 1);
    const again = await desk.command('certificates.issue', { registrationIds: ['P1', 'P2'] });
    expect(again.outcomes).toMatchObject([{ already: true }, { already: true }]);
  });
});

test('five thousand people are listed, and scans are answered meanwhile', async () => {
  today.journal.append(workshop.id, Array.from({ length: 5_000 }, (_, i) => registers(`Z${i}`, `Zoe Number ${i}`, { birthDate: '2001-01-01' })));
  const store = await start();
  const [desk, kiosk] = [store.client('desk'), store.client('kiosk')];
  let listed = false;
  const list = desk.query('certificates.list', { kind: 'co_signed', states: null, language: 'en', offset: 5_000, limit: 5_000 }).then((result) => {
    listed = true;
    return result;
  });
  expect((await kiosk.command('scan.submit', scan('T-Z7'))).answer).toBe('ok');
  expect(listed).toBe(false);
  const { total, rows } = await list;
  expect([total, rows.length]).toEqual([5_013, 13]);
  const { outcomes } = await desk.command('certificates.issue', { registrationIds: Array.from({ length: 2_000 }, (_, i) => `Z${i}`), kind: 'confirmation' });
  expect(outcomes.filter((each) => each.outcome === 'issued')).toHaveLength(1); // Z7 alone has come
});
