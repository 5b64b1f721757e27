import path from 'node:path';
import { app, session } from 'electron';
import type { Start } from '../appArguments';
import type { StoreClient } from '@shared/contract/storeClient';
import { JournalSource } from '../sync/journalSource';
import type { Workspace } from '../workspace';
import { attendance } from './attendance';
import { certificates } from './certificates';
import { checkIn } from './checkIn';
import { type Command, readWords, UsageError } from './command';
import { doctor } from './doctor';
import { erase } from './erase';
import { handOverCommands } from './handOvers';
import { hqKey } from './hqKey';
import { hubCommand } from './hub';
import { importAgenda, importRoster } from './importFiles';
import { issuerKey } from './issuerKey';
import { revokedCertificates } from './revokedCertificates';
import { issueTickets } from './issueTickets';
import { rebuild } from './rebuild';
import { revokeCertificate } from './revokeCertificate';
import { setupHqCommand } from './setupHq';
import { syncCommand } from './sync';
import { verifyCertificate } from './verifyCertificate';

/** The journal of a data folder as sync sees it. */
const sourceOf = ({ journal }: Workspace): JournalSource => new JournalSource(journal);

const commands: Record<string, Command> = {
  'import-roster': importRoster,
  'import-agenda': importAgenda,
  'check-in': checkIn,
  attendance,
  'issue-tickets': issueTickets,
  certificates,
  'verify-certificate': verifyCertificate,
  'revoke-certificate': revokeCertificate,
  'revoked-certificates': revokedCertificates,
  'issuer-key': issuerKey,
  sync: syncCommand(sourceOf),
  hub: hubCommand({ sourceOf, version: () => app.getVersion() }),
  ...handOverCommands(sourceOf),
  'hq-key': hqKey,
  // In a session of its own: that of the windows lets nothing out.
  'setup-hq': setupHqCommand((url, init) => session.fromPartition('setup-hq', { cache: false }).fetch(url, { ...init, credentials: 'omit' })),
  erase,
  rebuild,
  doctor,
};

/** Runs one command without windows of its own, and ends the process with its exit code: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runHeadless(workspace: Workspace, start: Extract<Start, { kind: 'headless' }>): Promise<void> {
  const command = Object.hasOwn(commands, start.command) ? commands[start.command] : undefined;
  let code: number;
  try {
    if (!command) throw new UsageError(`There is no command "${start.command}". There are: ${Object.keys(commands).join(', ')}.`);
    const words = readWords(command, start.rest);
    app.on('window-all-closed', () => undefined); // the store window may be started anew
    const { store, client } = command.withoutStore ? { store: workspace.withoutStore(), client: noClient() } : workspace.startStore({ patience: 60_000, flushLimit: 60_000 });
    try {
      code = await command.run({ workspace, client, json: start.json, print, resolve: (file) => path.resolve(process.env.KIOSK_CWD ?? process.cwd(), file) }, words);
    } finally {
      await store.stop();
    }
  } catch (error) {
    code = error instanceof UsageError ? 2 : 1;
    const usage = error instanceof UsageError && command ? `\nusage: ${command.usage}` : '';
    if (error !== brokenPipe) process.stderr.write(`${(error as Error).message}${usage}\n`);
  }
  await workspace.journal.close().catch((error: Error) => workspace.log(`The journal could not be closed: ${error.message}`));
  await Promise.all([handedOver(process.stdout), handedOver(process.stderr)]);
  app.exit(code);
}

/** What a command without a store has in its client's place. */
function noClient(): StoreClient {
  return new Proxy({} as StoreClient, {
    get: () => {
      throw new Error('This command is run without a store.');
    },
  });
}

/** Resolves once a stream has passed on all it was given, for an exit drops the rest; or once nobody reads it. */
function handedOver(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}

let brokenPipe: Error | null = null;
process.stdout.on('error', (error) => {
  brokenPipe = error;
});

/** @throws once nobody reads the output any more (`| head`): then there is nobody left to answer. */
async function print(line: string): Promise<void> {
  if (brokenPipe) throw brokenPipe;
  if (process.stdout.write(`${line}\n`)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      process.stdout.off('drain', done).off('error', done);
      resolve();
    };
    process.stdout.once('drain', done).once('error', done);
  });
}
