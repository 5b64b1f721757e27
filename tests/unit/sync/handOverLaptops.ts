import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sealed } from '../../../electron/sync/handOver/ageFile';
import { HandOverService } from '../../../electron/sync/handOver/handOverService';
import { freshFolder } from './memoryFolder';
import { MemorySource } from './memorySource';

/** Laptops with data folders, and files that go between them. */

export const identity = await generateX25519Identity();
export const recipient = await identityToRecipient(identity);

export interface Laptop {
  source: MemorySource;
  service: HandOverService;
  folder: string;
}

/** A laptop with a data folder; headquarters has the identity in it. */
export function laptop({ isHq = false, source = new MemorySource(), madeAt = '2025-09-24T14:02:00.000Z' } = {}): Laptop {
  const folder = freshFolder();
  if (isHq) fs.writeFileSync(path.join(folder, 'hq-identity.age'), `# a comment\n${identity}\n`);
  return { source, folder, service: new HandOverService(source, folder, source.key, () => new Date(madeAt)) };
}

export async function handedOver(from: Laptop, since?: string): Promise<string> {
  const file = path.join(freshFolder(), 'venue.handover');
  await from.service.handOver(file, { recipient, ...(since ? { since } : {}) });
  return file;
}

export async function unpacked(file: string): Promise<string[]> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return gunzipSync(await decrypter.decrypt(fs.readFileSync(file))).toString('utf8').trimEnd().split('\n');
}

/** A file of other content in the form of a hand-over, as somebody with our programme and without the key could make it. */
export async function packed(content: Uint8Array): Promise<string> {
  const file = path.join(freshFolder(), 'made.handover');
  async function* one(): AsyncGenerator<Uint8Array> {
    yield content;
  }
  const parts: Uint8Array[] = [];
  for await (const part of sealed(one(), { recipient })) parts.push(part);
  fs.writeFileSync(file, Buffer.concat(parts));
  return file;
}

export function changedCopy(file: string, change: (bytes: Buffer) => Buffer): string {
  const copy = path.join(freshFolder(), path.basename(file));
  fs.writeFileSync(copy, change(fs.readFileSync(file)));
  return copy;
}

export const codeOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'taken', (error: { code?: string }) => String(error.code));
export const idsOf = ({ source }: Laptop): string[] => source.events.map(({ id }) => id).sort();
