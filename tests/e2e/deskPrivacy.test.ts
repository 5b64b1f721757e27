import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { headless, killTree, finished, preparedData, startHeadless } from './application';
import { traces } from './bytes';
import { readJournal } from './journalReader';

const today = 'day:2025-09-24';
/** Of the sample roster's row SEL25-00305. */
const their = { id: 'SEL25-00305', ticket: 'SEL25-00305-109440' };

function textsOf(data: string, id: string): string[] {
  const registered = readJournal(path.join(data, 'journal')).events.find((event) => event.type === 'attendee.registered' && event.data.registrationId === id);
  const person = registered?.person as { fullName: string; nameOnCertificate: string; email: string; birthDate: string };
  return [person.fullName, person.nameOnCertificate, person.email, person.birthDate].filter((text) => text !== '');
}

/** Nothing of them is left, and all the rest is as it was. */
async function expectErased(data: string, texts: readonly string[]): Promise<void> {
  expect(traces(data, texts)).toEqual([]);
  const { events, problems } = readJournal(path.join(data, 'journal'));
  expect(problems).toEqual([]);
  expect(events.filter(({ type }) => type === 'attendee.registered')).toHaveLength(320);
}

describe('erasing', () => {
  test('leaves no byte of the person in the data folder; counts and hashes hold', async () => {
    const data = await preparedData();
    const texts = textsOf(data, their.id);
    expect(texts.length).toBeGreaterThanOrEqual(3);
    const scans = [their.ticket, `BEGIN:VCARD ${texts[0]}`, 'SEL25-00013-433389'].map((code, index) => `${JSON.stringify({ code, nonce: `n${index}` })}\n`).join('');
    expect((await headless(['check-in', '--stdin', '--target', today, '--data', data], scans)).code).toBe(0);
    // What is looked for can be found.
    expect(new Set(traces(data, texts).map((trace) => trace.split(path.sep)[0]))).toEqual(new Set(['journal', 'profile']));
    const before = (await headless(['attendance', '--data', data])).json<{ registrationId: string; checkIns: unknown[] }>();

    expect(await headless(['erase', their.id, '--data', data, '--json'])).toMatchObject({ code: 0, stdout: `{"registrationId":"${their.id}","erased":true}\n` });
    await expectErased(data, texts);
    const after = (await headless(['attendance', '--data', data])).json<{ registrationId: string; fullName: string; checkIns: unknown[] }>();
    expect(after.map(({ registrationId, checkIns }) => [registrationId, checkIns])).toEqual(before.map(({ registrationId, checkIns }) => [registrationId, checkIns]));
    expect(after.find(({ registrationId }) => registrationId === their.id)).toMatchObject({ fullName: '', checkIns: [expect.objectContaining({ target: today })] });
    // The same file again does not bring them back.
    const again = await headless(['import-roster', path.join(import.meta.dirname, '../fixtures/roster-seoul.csv'), '--data', data, '--json']);
    expect(again.json()[0]).toMatchObject({ added: 0, updated: 0, unchanged: 319, rejected: [expect.objectContaining({ code: 'erased' })] });
    await expectErased(data, texts);
    expect((await headless(['doctor', '--data', data])).code).toBe(0);
  });

  test('that is killed at any moment has not begun, or is finished at the next start', async () => {
    const data = await preparedData();
    const texts = textsOf(data, their.id);
    const outcomes = new Set<boolean>();
    let shortest = 0;
    let longest = 3_000;
    for (let round = 0; round < 6; round++) {
      const copy = path.join(data, '..', `${path.basename(data)}-${round}`);
      fs.cpSync(data, copy, { recursive: true });
      try {
        const child = startHeadless(['erase', their.id, '--data', copy]);
        const wait = (shortest + longest) / 2;
        const end = finished(child);
        const killed = setTimeout(() => killTree(child), wait);
        await end;
        clearTimeout(killed);
        killTree(child);
        const isErased = fs.readdirSync(path.join(copy, 'journal')).filter((name) => name.endsWith('.journal')).some((name) => fs.readFileSync(path.join(copy, 'journal', name), 'utf8').includes('attendee.erased'));
        outcomes.add(isErased);
        // Closer and closer to the moment at which it begins.
        if (isErased) longest = wait;
        else shortest = wait;
        const found = (await headless(['attendance', '--data', copy])).json<{ registrationId: string; fullName: string }>().find(({ registrationId }) => registrationId === their.id);
        if (isErased) await expectErased(copy, texts);
        else expect(found?.fullName).toBe(texts[0]);
        expect(found?.fullName === '').toBe(isErased);
      } finally {
        fs.rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
      }
    }
    expect(outcomes).toEqual(new Set([true, false]));
  });
});
