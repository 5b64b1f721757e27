import Dexie from 'dexie';
import { afterEach } from 'vitest';
import { StoreClient } from '@shared/contract/storeClient';
import type { DraftEvent } from '@shared/contract/events';
import type { AgendaSession, Person, Role, Workshop } from '@shared/contract/values';
import type { ClientMessage, StoreMessage } from '@shared/contract/wire';
import { JournalLink } from '../../renderer/store/journalLink';
import { StoreServer } from '../../renderer/store/server';
import { Store } from '../../renderer/store/store';
import type { FakeJournal } from './fakeJournal';

export const at = '2025-09-24T03:00:00.000Z';
export const day = 'day:2025-09-24';

export const workshop: Workshop = {
  id: 'seoul-2025', programme: 'P', name: 'N', city: 'Seoul', timeZone: 'Asia/Seoul', ticketPrefix: 'SEL25',
  foreignPrefixes: ['ATH25'], ticketKeys: [], doorsOpenMinutes: 30,
};

export const lab: AgendaSession = {
  id: 'S04', title: 'Lab', kind: 'workshop', start: '2025-09-24T12:00', end: '2025-09-24T14:00', timeZone: 'Asia/Seoul',
  startsAt: '2025-09-24T03:00:00.000Z', endsAt: '2025-09-24T05:00:00.000Z', room: 'A', capacity: 3, speakers: '', language: 'en',
  countsForCertificate: true, registrationRequired: false,
};

export const nobody: Person = {
  fullName: '', nameOnCertificate: '', email: '', birthDate: null, country: '', organisation: '', language: null, dietary: '', other: {},
};

export function registered(id: string, fullName: string): DraftEvent {
  return {
    type: 'attendee.registered', at, person: { ...nobody, fullName, email: `${id}@example.org` },
    data: {
      registrationId: id, ticketCode: `T-${id}`, sessions: [], consents: { data: true, photo: null }, onlineParts: [null, null, null],
      source: 'import', by: { role: 'desk' },
    },
  };
}

/** A workshop with some people, as the journal of a laptop that has imported them holds it. */
export function fill(journal: FakeJournal, people = 50): void {
  journal.append(workshop.id, [
    { type: 'workshop.configured', at, data: workshop },
    { type: 'agenda.replaced', at, data: { sessions: [lab], source: 'agenda.csv' } },
    ...Array.from({ length: people }, (_, i) => registered(`A${i}`, `Person ${i} Number`)),
  ]);
}

export interface RunningStore {
  store: Store;
  faults: string[];
  /** A port as the main process would hand it to a window of that role, raw. */
  port(role: Role): MessagePort;
  client(role: Role): StoreClient;
  /** The number of the last port that was made. */
  lastPort(): number;
  /** The window of a port is gone. */
  drop(port: number): void;
  /** Time has passed: what depends on it is looked at again. */
  tick(): void;
  stop(): void;
}

const running: RunningStore[] = [];
afterEach(stopStores);

/** All stores of a test stop, as they do by themselves behind it. */
export function stopStores(): void {
  for (const each of running.splice(0)) each.stop();
}

export async function startStore(journal: FakeJournal, now: () => number = () => Date.parse(at)): Promise<RunningStore> {
  const faults: string[] = [];
  const fault = (error: unknown, during: string): void => void faults.push(`${during}: ${String(error)}`);
  let server: StoreServer | null = null;
  const store = await Store.open(new JournalLink(journal.connect()), (topics) => server?.changed(topics), fault, now);
  server = new StoreServer(store, fault);
  let nextId = 1;
  const port = (role: Role): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    server?.serve(port1, role, nextId++);
    return port2;
  };
  const client = (role: Role): StoreClient => {
    const mine = port(role);
    const made = new StoreClient({ set: (callback, ms) => setTimeout(callback, ms), clear: (timer) => clearTimeout(timer as number) });
    mine.onmessage = ({ data }: MessageEvent<StoreMessage>) => made.receive(data);
    made.connect({ post: (message: ClientMessage) => mine.postMessage(message), close: () => mine.close() });
    return made;
  };
  const lastPort = (): number => nextId - 1;
  const drop = (id: number): void => server?.drop(id);
  const tick = (): void => server?.changed(new Set(['time']));
  const started: RunningStore = { store, faults, port, client, lastPort, drop, tick, stop: () => store.database.close() };
  running.push(started);
  return started;
}

/** The store's database is gone, as for a test that starts from nothing. */
export async function forget(): Promise<void> {
  await Dexie.delete('champions-store');
}

/** Everything the store says, to compare one with another. */
export async function everything(running: RunningStore): Promise<unknown> {
  const desk = running.client('desk');
  const { attendees } = await desk.query('attendance.page', { from: 0, limit: 5_000 });
  const overview = await desk.query('workshop.overview', {});
  const help = await desk.query('help.open', {});
  const { scans } = await desk.query('scans.recent', { limit: 500 });
  const found = await desk.query('roster.page', { search: 'person', filter: 'all', target: day, offset: 0, limit: 500 });
  return { attendees, overview, scans, found, help };
}
