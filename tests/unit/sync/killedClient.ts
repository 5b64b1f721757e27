import { createPrivateKey } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { workHere } from '../../../electron/sync/client/documentWork';
import { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { deviceOfKey, publicKeyOf } from '../../../electron/deviceKey';
import { MemorySource } from './memorySource';

// A laptop's sync as a process of its own, over a journal in a file: to be killed in the middle. Says where it is.
const [folder, url] = process.argv.slice(2) as [string, string];
const privateKey = createPrivateKey(fs.readFileSync(path.join(folder, 'key.pem'), 'utf8'));
const publicKey = publicKeyOf(privateKey);
const device = deviceOfKey(publicKey);
const source = new MemorySource({ device, publicKey, privateKey }, { file: path.join(folder, 'journal.ndjson') });

async function run(): Promise<void> {
  const link = new RemoteLink(
    { id: '0123456789abcdef', name: 'HQ', kind: 'couchdb', urls: [url], fingerprint: null, auth: 'none', user: '', mode: 'manual', all: false, relay: true },
    { source, work: workHere({ device, publicKey, privateKey }), fetch: globalThis.fetch, folder: path.join(folder, 'remote'), now: Date.now, credentials: () => Promise.resolve({ auth: 'none', user: '', secret: '' }) },
  );
  // Small batches: there is a middle to be killed in.
  Object.assign(link, { batch: { size: { bytes: 20_000, documents: 40 } }, page: { size: 40 } });
  process.stdout.write('started\n');
  const result = await link.run();
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void run();
