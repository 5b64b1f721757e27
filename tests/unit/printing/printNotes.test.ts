import { expect, test, vi } from 'vitest';
import { KioskError } from '@shared/contract/errors';
import type { StoreClient } from '@shared/contract/storeClient';
import { PrintNotes } from '../../../electron/printing/printNotes';

interface Owed {
  id: string;
  number: string;
  station: string | null;
  nonce: string;
}

/** A store that is away for the first calls, and a queue that owes some prints. */
function setup(owed: Owed[], fails: (number: string) => Error | null): { notes: PrintNotes; noted: string[]; commands: unknown[]; logs: string[] } {
  const noted: string[] = [];
  const commands: unknown[] = [];
  const logs: string[] = [];
  const client = {
    query: async (_name: string, { number }: { number: string }) => ({ certificate: number === 'gone' ? null : { registrationId: `holder of ${number}` } }),
    command: async (_name: string, params: { number: string }) => {
      const fault = fails(params.number);
      if (fault) throw fault;
      commands.push(params);
    },
  } as unknown as StoreClient;
  const queue = {
    owed: () => owed.filter(({ nonce }) => !noted.includes(nonce)),
    noted: (_id: string, nonce: string) => void noted.push(nonce),
  };
  return { notes: new PrintNotes({ queue, client: () => client, log: (line) => logs.push(line) }), noted, commands, logs };
}

test('is tried again until the store has taken it, and once it has, never again', async () => {
  vi.useFakeTimers();
  let tries = 0;
  const { notes, noted, commands } = setup([{ id: 'j', number: 'N', station: 'Foyer', nonce: 'j' }], () => (++tries < 4 ? new KioskError('store_unavailable', 'away') : null));
  notes.run();
  await vi.advanceTimersByTimeAsync(2_500);
  expect([tries, noted]).toEqual([2, []]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tries).toBe(4);
  expect(noted).toEqual(['j']);
  expect(commands).toEqual([{ holder: { registrationId: 'holder of N' }, number: 'N', job: 'j', station: 'Foyer' }]);
  notes.run();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tries).toBe(4);
  await notes.close();
  vi.useRealTimers();
});

test('what can never be noted is told in the log, and keeps no other from it', async () => {
  const owed = ['gone', 'refused', 'good'].map((number) => ({ id: number, number, station: null, nonce: number }));
  const { notes, noted, commands, logs } = setup(owed, (number) => (number === 'refused' ? new KioskError('invalid_request', 'no such certificate') : null));
  notes.run();
  await expect.poll(() => noted.length).toBe(3);
  await notes.close();
  expect(noted).toEqual(['gone', 'refused', 'good']);
  expect(commands).toHaveLength(1);
  expect(logs.join()).toMatch(/gone.*refused/s);
});
