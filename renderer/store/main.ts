import { journalPortMessage, clientPortMessage, dropPortMessage, restMessage, type StorePortMessage } from '@shared/contract/storePorts';
import { JournalLink } from './journalLink';
import type { Topic } from './projection';
import { StoreServer } from './server';
import { Store } from './store';

/**
 * The hidden store window: the only owner of the database. The preload script passes on what the main process sends:
 * the port to the journal first, then a port for every window, each with the role that the main process gave it.
 */

/** After the start, how long to leave the computer to the windows before the rest is read. */
const restAfterMilliseconds = 300;
const searchAfterMilliseconds = 1_500;
/** How often what depends on the time of day is looked at again: a room's next session, tomorrow. */
const clockMilliseconds = 10_000;
/** After the last change, how long until there is nothing more to do, packing included; and how long a rest may be put off. */
const quietMilliseconds = 10_000;
const restAtLatestMilliseconds = 120_000;

const waiting: { port: MessagePort; message: StorePortMessage & { kind: typeof clientPortMessage } }[] = [];
let server: StoreServer | null = null;

function fault(error: unknown, during: string): void {
  // The main process writes this window's console to the log file.
  console.error(`store: while ${during}:`, error instanceof Error ? (error.stack ?? error.message) : error);
}

let restTimer: ReturnType<typeof setTimeout> | null = null;
let lastChange = 0;

/** Has the memory given back that is not needed any more, once nothing has changed for a while. */
function restSoon(): void {
  lastChange = performance.now();
  if (restTimer) return;
  const latest = lastChange + restAtLatestMilliseconds;
  const restWhenQuiet = (): void => {
    const wait = Math.min(lastChange + quietMilliseconds, latest) - performance.now();
    restTimer = wait > 0 ? setTimeout(restWhenQuiet, wait) : null;
    if (!restTimer) window.postMessage({ kind: restMessage }, window.location.origin);
  };
  restTimer = setTimeout(restWhenQuiet, quietMilliseconds);
}

async function start(port: MessagePort): Promise<void> {
  const journal = new JournalLink(port);
  const changed = (topics: ReadonlySet<Topic>): void => {
    restSoon();
    server?.changed(topics);
  };
  const store = await Store.open(journal, changed, fault);
  restSoon();
  journal.whenAskedToFlush(() => store.flush());
  server = new StoreServer(store, fault);
  for (const each of waiting.splice(0)) server.serve(each.port, each.message.role, each.message.id);
  journal.ready();
  setInterval(() => server?.changed(new Set(['time'])), clockMilliseconds);
  // The first search should not wait for its index to be read.
  setTimeout(() => void store.whole(), restAfterMilliseconds);
  setTimeout(() => void store.whole().then(() => store.projection.search.ready()), searchAfterMilliseconds);
}

window.addEventListener('message', (event: MessageEvent<StorePortMessage>) => {
  if (event.source !== window) return;
  const [port] = event.ports;
  const { data } = event;
  if (data.kind === journalPortMessage && port) {
    start(port).catch((error: unknown) => {
      fault(error, 'starting');
      // A store that cannot start is of no use: the supervisor starts another one.
      window.close();
    });
  } else if (data.kind === clientPortMessage && port) {
    if (server) server.serve(port, data.role, data.id);
    else waiting.push({ port, message: data });
  } else if (data.kind === dropPortMessage) {
    server?.drop(data.id);
  }
});
