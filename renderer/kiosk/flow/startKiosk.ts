import { KioskError } from '@shared/contract/errors';
import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { StoreClient } from '@shared/contract/storeClient';
import { type Actor, createActor, fromCallback, fromPromise } from 'xstate';
import type { ScanMemory } from '../scanning/scanMemory';
import type { Station } from '../station';
import { type HelpCall, type HelpEvent, helpMachine } from './helpMachine';
import { kioskMachine, type Scan } from './kioskMachine';
import { nameMachine, type Proof } from './nameMachine';
import { staffMachine } from './staffMachine';
import { walkInMachine } from './walkInMachine';

export type KioskActor = Actor<typeof kioskMachine>;
export type KioskState = ReturnType<KioskActor['getSnapshot']>;

/** The kiosk's machines, bound to a real store, a real main process and a real memory, and started. */
export function startKiosk(
  client: Pick<StoreClient, 'command' | 'subscribe'>,
  bridge: Pick<ChampionsBridge, 'call'>,
  station: Station,
  memory: ScanMemory,
): KioskActor {
  const place = station.name === null ? {} : { station: station.name };

  const submitScan = fromPromise(({ input }: { input: Scan }) => {
    if (station.wrongTarget !== null) return Promise.reject(new KioskError('unknown_target', station.wrongTarget));
    const { target, direction } = station;
    const common = { nonce: input.nonce, target, direction, ...(input.consent ? { consent: true } : {}), ...place };
    if (input.handle !== undefined) return client.command('identity.checkIn', { ...common, handle: input.handle });
    return client.command('scan.submit', { ...common, code: input.code, ...(input.resumed ? { at: input.at } : {}) });
  });

  const name = nameMachine.provide({
    actors: {
      confirmIdentity: fromPromise(({ input }: { input: { handle: string; proof: Proof } }) => client.command('identity.confirm', input)),
    },
  });
  const walkIn = walkInMachine.provide({
    actors: {
      register: fromPromise(({ input: { form, nonce, anotherPerson } }) =>
        client.command('walkIn.register', { form, nonce, target: station.target, ...place, ...(anotherPerson ? { anotherPerson } : {}) }),
      ),
    },
  });
  const help = helpMachine.provide({
    actors: {
      requestHelp: fromPromise<unknown, HelpCall>(({ input }) =>
        client.command('help.request', { ...input, subject: actor.getSnapshot().context.helpSubject, ...place }),
      ),
      watchHelp: fromCallback<HelpEvent, HelpCall>(({ input, sendBack }) =>
        client.subscribe('help.status', input, ({ answered }) => {
          if (answered) sendBack({ type: 'help.answered' });
        }),
      ),
    },
  });
  const staff = staffMachine.provide({
    actors: { leaveKiosk: fromPromise(({ input }: { input: { pin: string } }) => bridge.call('kiosk.leave', input)) },
  });

  const machine = kioskMachine.provide({
    actors: { submitScan, name, walkIn, help, staff },
    actions: { rememberScans: (_, { scans }) => memory.write(scans) },
  });
  const actor = createActor(machine, {
    input: { unanswered: memory.read(), direction: station.direction, ...(station.language ? { language: station.language } : {}) },
  });
  return actor.start();
}

/** A new scan of a code that was read just now. */
export function newScan(code: string): Scan {
  return { code, nonce: crypto.randomUUID(), at: new Date().toISOString() };
}
