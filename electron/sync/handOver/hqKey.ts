import fs from 'node:fs';
import path from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import * as v from 'valibot';
import { createFolder, replaceFile } from '../../journal/segments';
import { readOwnFile } from '../../ownFile';
import { checkRecipient } from './ageFile';
import { HandOverProblem } from './problems';

/**
 * The key of a headquarters: an age identity in `hq-identity.age`, as age-keygen writes it and readable by its owner
 * alone. Who has it can read every hand-over; without it, none that was made for it can be read any more.
 */
function identityFile(dataFolder: string): string {
  return path.join(dataFolder, 'hq-identity.age');
}

/** The identities of a file as age-keygen writes it. @throws HandOverProblem `not_a_key`; what the file system says. */
export async function readIdentities(file: string): Promise<string[]> {
  const lines = (await fs.promises.readFile(file, 'utf8')).split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const identity of identities) {
    try {
      await identityToRecipient(identity);
    } catch {
      throw notAKey(file);
    }
  }
  if (identities.length === 0) throw notAKey(file);
  return identities;
}

function notAKey(file: string): HandOverProblem {
  return new HandOverProblem('not_a_key', `${file} holds no key of a headquarters. It is a file with a line that begins with AGE-SECRET-KEY-1; put it back from its copy.`);
}

/** The identities of this data folder: none where `hq-key` was never run. */
export async function ownIdentities(dataFolder: string): Promise<string[]> {
  try {
    return await readIdentities(identityFile(dataFolder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export interface HqKey {
  /** For whom others are to make hand-overs: `age1…`. */
  recipient: string;
  file: string;
  isNew: boolean;
}

/** The key of this headquarters, made on first use. A file that is there is never overwritten. */
export async function hqKeyOf(dataFolder: string, madeAt: string): Promise<HqKey> {
  const file = identityFile(dataFolder);
  const [known] = await ownIdentities(dataFolder);
  if (known !== undefined) return { recipient: await identityToRecipient(known), file, isNew: false };
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  replaceFile(file, `# created: ${madeAt}\n# public key: ${recipient}\n${identity}\n`, 0o600);
  return { recipient, file, isNew: true };
}

/** `sync/hand-over.json`: for whom hand-overs are made where nobody else is named. */
const handOverSettings = v.object({ version: v.literal(1), recipient: v.string() });

function settingsFile(dataFolder: string): string {
  return path.join(dataFolder, 'sync', 'hand-over.json');
}

/** @throws HandOverProblem `not_a_key` */
export function rememberRecipient(dataFolder: string, recipient: string): void {
  checkRecipient(recipient);
  createFolder(path.dirname(settingsFile(dataFolder)));
  replaceFile(settingsFile(dataFolder), `${JSON.stringify({ version: 1, recipient }, null, 2)}\n`);
}

/** Null where none was set. @throws for a file that is damaged. */
export function rememberedRecipient(dataFolder: string): string | null {
  return readOwnFile(settingsFile(dataFolder), handOverSettings, 'Set the recipient anew with hq-key --remember AGE_RECIPIENT, or name it with --to.')?.recipient ?? null;
}
