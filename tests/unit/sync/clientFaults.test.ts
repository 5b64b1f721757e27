import { test } from 'vitest';
import { databaseOf } from '@shared/contract/sync';
import { CouchServer } from './couchServer';
import { runThroughFaults } from './faultRuns';
import { freshKey } from './freshKey';

const runs = 1_000;

test(`${runs} runs with a server of CouchDB's kind over a network that lies`, { timeout: 300_000 }, async () => {
  await runThroughFaults({
    runs,
    atOnce: 16,
    keys: Array.from({ length: 3 }, freshKey),
    workshops: () => ['SEL25', 'BER26'],
    open: async (random) => {
      const server = new CouchServer({ numeric: random() < 0.5 });
      return {
        target: server,
        url: 'http://couch',
        // What is mended needs no sockets any more: the server is asked at once.
        calm: { fetch: server.fetch },
        ids: (workshop) => Promise.resolve(server.ids(databaseOf(workshop))),
        close: () => Promise.resolve(),
      };
    },
  });
});
