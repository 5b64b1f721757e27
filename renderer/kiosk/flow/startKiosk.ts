import { KioskError } from '@shared/contract/errors';
import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { PrintWord } from '@shared/contract/printing';
import type { StoreClient } from '@shared/contract/storeClient';
import { type Actor, createActor, fromCallback, fromPromise } from 'xstate';
import type { ScanMemory } from '../scanning/scanMemory';
import type { Station } from '../station';
import { type CertificateEvent, certificateMachine } from './certificateMachine';
import { type HelpCall, type HelpEvent, helpMachine } from './helpMachine';
import type { Scan } from './kioskContext';
import { kioskMachine } from './kioskMachine';
import { nameMachine, type Proof } from './nameMachine';
import { staffMachine } from './staffMachine';
import { walkInMachine } from './walkInMachine';

export type KioskActor = Actor<typeof kioskMachine>;
export type KioskState = ReturnType<KioskActor['getSnapshot']>;

/** The kiosk's machines, bound to a real store, a real main process and a real memory, and started. */
export function startKiosk(
  client: Pick<StoreClient, 'command' | 'query' | 'subscribe'>,
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

  const certificate = certificateMachine.provide({
    actors: {
      lookUp: fromPromise(({ input: { nonce } }) => client.query('certificate.eligibility', { holder: { nonce } })),
      issue: fromPromise(({ input: { nonce, kind } }) => client.command('certificate.issue', { holder: { nonce }, kind, ...place })),
      draw: fromPromise(({ input: { number } }) => bridge.call('certificate.previewOwn', { number })),
      spell: fromPromise(({ input: { nonce, name, requestId } }) => client.command('certificate.spellName', { holder: { nonce }, name, requestId, ...place })),
      print: fromPromise(({ input: { number } }) => bridge.call('certificate.print', { numbers: [number], printer: null, paper: null })),
      watchPrint: fromCallback<CertificateEvent, { job: string }>(({ input, sendBack }) => watchPrint(bridge, input.job, (word) => sendBack({ type: 'print.said', word }))),
      want: fromPromise(async ({ input: { nonce, number, job } }) => {
        await client.command('certificate.want', { holder: { nonce }, number, ...place });
        // It may be on paper before the printer hears of it: the desk sees its word in the list of prints.
        if (job !== null) await bridge.call('certificate.printStop', { job }).catch((error: unknown) => console.error(error));
      }),
    },
  });

  const machine = kioskMachine.provide({
    actors: { submitScan, name, walkIn, help, staff, certificate },
    actions: { rememberScans: (_, { scans }) => memory.write(scans) },
  });
  const actor = createActor(machine, {
    input: { unanswered: memory.read(), direction: station.direction, ...(station.language ? { language: station.language } : {}) },
  });
  return actor.start();
}

const askPrinterEvery = 700;

/** Asks for a job's word again and again; one that nobody knows any more may be on paper or not. @returns how to stop it */
function watchPrint(bridge: Pick<ChampionsBridge, 'call'>, job: string, said: (word: PrintWord) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const ask = (): void => {
    bridge.call('certificate.printState', { job }).then(
      ({ word }) => {
        if (stopped) return;
        said(word);
        timer = setTimeout(ask, askPrinterEvery);
      },
      (error: unknown) => {
        console.error(error);
        if (!stopped) said('unsure');
      },
    );
  };
  ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** A new scan of a code that was read just now. */
export function newScan(code: string): Scan {
  return { code, nonce: crypto.randomUUID(), at: new Date().toISOString() };
}
