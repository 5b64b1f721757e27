import { randomBytes } from 'node:crypto';
import { describe } from 'vitest';
import { databaseOf } from '@shared/contract/sync';
import { usualLimits } from '../../../electron/sync/client/answer';
import type { Credentials } from '../../../electron/sync/client/authorization';
import { workHere } from '../../../electron/sync/client/documentWork';
import { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { readAddress } from '../../../electron/sync/client/remotes';
import { contract, type ContractServer } from './contractCases';
import { CouchServer } from './couchServer';
import { LaptopHub } from './hubOfLaptop';
import type { Laptop } from './laptop';

/** One list of cases for every server of this protocol. */

/** The way of a laptop to a CouchDB, real or not. */
function linkTo(url: string, credentials: Credentials, laptop: Laptop, all: boolean): RemoteLink {
  const { key, source, now } = laptop;
  return new RemoteLink(
    { id: '0123456789abcdef', name: 'HQ', kind: 'couchdb', urls: [url], fingerprint: null, auth: credentials.auth, user: credentials.user, mode: 'manual', all, relay: true },
    { source, work: workHere(key), fetch: globalThis.fetch, now, limits: usualLimits, folder: laptop.remoteFolder('couch'), credentials: () => Promise.resolve(credentials) },
  );
}

async function standIn(numeric: boolean): Promise<ContractServer> {
  const server = new CouchServer({ numeric, users: { desk: 'secret' } });
  const url = await server.listen();
  return {
    link: (laptop, { all = false } = {}) => Promise.resolve(linkTo(url, { auth: 'basic', user: 'desk', secret: 'secret' }, laptop, all)),
    ids: (workshop) => Promise.resolve(server.ids(databaseOf(workshop))),
    document: (workshop, id) => Promise.resolve(server.document(databaseOf(workshop), id) ?? {}),
    close: () => server.close(),
  };
}

/** A CouchDB that may be written to: every run has workshops of its own, and takes their databases away again. */
async function realCouch(address: string): Promise<ContractServer> {
  const { url, user, password } = readAddress(address);
  const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const used = new Set<string>();
  const ask = async (path: string, method = 'GET'): Promise<unknown> => (await fetch(`${url}${path}`, { method, headers })).json();
  const at = (workshop: string): string => {
    used.add(workshop);
    return encodeURIComponent(databaseOf(workshop));
  };
  return {
    link: async (laptop, { all = false } = {}) => {
      for (const workshop of await laptop.source.workshops()) used.add(workshop);
      return linkTo(url, { auth: 'basic', user, secret: password }, laptop, all);
    },
    ids: async (workshop) => {
      const { rows } = (await ask(`/${at(workshop)}/_all_docs`)) as { rows: { id: string }[] };
      return rows.map(({ id }) => id).filter((id) => !id.startsWith('_design/')).sort();
    },
    document: async (workshop, id) => (await ask(`/${at(workshop)}/${encodeURIComponent(id)}`)) as Record<string, unknown>,
    close: async () => {
      for (const workshop of used) await ask(`/${at(workshop)}`, 'DELETE');
    },
  };
}

describe('a hub, over TLS', () => {
  contract(() => LaptopHub.start());
});
describe('a hub on this machine, over plain HTTP', () => {
  contract(() => LaptopHub.start({ tls: false }));
});
describe('a stand-in for CouchDB', () => {
  contract(() => standIn(false));
});
describe('one whose places are numbers', () => {
  contract(() => standIn(true));
});

const address = process.env.COUCHDB_URL;
if (!address) console.log('COUCHDB_URL is not set: the contract is not tested with a real CouchDB. Set it to http://admin:password@host:5984 of one that may be written to.');
describe.skipIf(!address)('a real CouchDB', () => {
  contract(() => realCouch(address as string), `TRIAL${randomBytes(4).toString('hex')}-`);
});
