import { KioskError } from '@shared/contract/errors';
import type { StoreClient } from '@shared/contract/storeClient';
import { type Actor, createActor, fromPromise } from 'xstate';
import { kioskMachine, type Scan } from './kioskMachine';
import type { ScanMemory } from '../scanning/scanMemory';
import type { Station } from '../station';

export type KioskActor = Actor<typeof kioskMachine>;

/** The kiosk's machine, bound to a real store and a real memory, and started. */
export function startKiosk(client: Pick<StoreClient, 'command'>, station: Station, memory: ScanMemory): KioskActor {
  const machine = kioskMachine.provide({
    actors: {
      submitScan: fromPromise(({ input }: { input: Scan }) => {
        if (station.wrongTarget !== null) return Promise.reject(new KioskError('unknown_target', station.wrongTarget));
        return client.command('scan.submit', {
          code: input.code,
          nonce: input.nonce,
          target: station.target,
          direction: station.direction,
          ...(input.resumed ? { at: input.at } : {}),
          ...(input.consent ? { consent: true } : {}),
          ...(station.name === null ? {} : { station: station.name }),
        });
      }),
    },
    actions: { rememberScans: (_, { scans }) => memory.write(scans) },
  });
  return createActor(machine, { input: { unanswered: memory.read() } }).start();
}

/** A new scan of a code that was read just now. */
export function newScan(code: string): Scan {
  return { code, nonce: crypto.randomUUID(), at: new Date().toISOString() };
}
