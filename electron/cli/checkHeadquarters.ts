import { noticedDriftMs, type SyncRemote } from '@shared/contract/syncState';
import { usualLimits } from '../sync/client/answer';
import { Remotes } from '../sync/client/remotes';
import { RemoteServer } from '../sync/client/remoteServer';
import { RunLog } from '../sync/client/runLog';
import { Secrets } from '../sync/client/secrets';
import { SyncError } from '../sync/client/syncError';
import { transportTo } from '../sync/client/transport';
import { systemKeychain } from '../sync/openSync';

export interface HeadquartersFinding {
  check: 'hq';
  ok: boolean;
  message: string;
}

/** Whether each remote of a data folder answers, how far its clock is off, and when there was an exchange; nothing where none is set up. */
export async function checkHeadquarters(dataFolder: string): Promise<HeadquartersFinding[]> {
  let remotes: Remotes;
  try {
    remotes = new Remotes(dataFolder);
  } catch (error) {
    return [{ check: 'hq', ok: false, message: (error as Error).message }];
  }
  const secrets = new Secrets(remotes, systemKeychain());
  return Promise.all(remotes.all.map((remote) => check(remotes, secrets, remote)));
}

async function check(remotes: Remotes, secrets: Secrets, remote: SyncRemote): Promise<HeadquartersFinding> {
  const last = new RunLog(remotes.folderOf(remote.id)).lastSuccessAt;
  const exchanged = last === null ? 'no exchange yet' : `last exchange ${last}`;
  const where = `${remote.name}, ${remote.urls[0]}`;
  const transport = transportTo(remote);
  try {
    const given = process.env.KIOSK_SYNC_SECRET;
    const passphrase = process.env.KIOSK_SYNC_PASSPHRASE;
    if (passphrase !== undefined && secrets.isLocked(remote)) await secrets.unlock(passphrase);
    const server = new RemoteServer({ fetch: transport.fetch, urls: remote.urls, credentials: given === undefined ? await secrets.of(remote) : { auth: remote.auth, user: remote.user, secret: given }, limits: { ...usualLimits, headMs: 10_000, wholeMs: 20_000 } });
    const { driftMs } = await server.welcome();
    const isOff = Math.abs(driftMs ?? 0) > noticedDriftMs;
    const clock = isOff ? `. Its clock and this computer's differ by ${Math.round(Math.abs(driftMs ?? 0) / 1_000)} s: set the one that is wrong` : '';
    return { check: 'hq', ok: !isOff, message: `${where} answers; ${exchanged}${clock}` };
  } catch (error) {
    return { check: 'hq', ok: false, message: `${where}; ${exchanged}. ${error instanceof SyncError ? error.message : String((error as Error).message)}` };
  } finally {
    transport.close();
  }
}
