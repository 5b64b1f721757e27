import { deviceId } from '@shared/contract/sync';
import { workshop as workshopSchema } from '@shared/contract/values';
import * as v from 'valibot';
import { CouchClient, type CouchFetch, readAddress } from '../sync/couchdb/couchClient';
import { type DeviceRight, type HqSetup, type NamedDevice, setupHq, SetupStopped } from '../sync/couchdb/setupHq';
import { type Command, type CommandContext, UsageError } from './command';

/** `setup-hq`: makes a CouchDB ready to be headquarters, and says the passwords of new devices once. */
export function setupHqCommand(fetch: CouchFetch): Command {
  return {
    valued: ['--workshop', '--device'],
    repeated: ['--workshop', '--device'],
    flags: ['--new-password'],
    operands: 1,
    operand: 'The address of a CouchDB',
    usage: 'setup-hq URL [--workshop ID[,ID]] [--device ID[:relay|:hq][,...]] [--new-password]   admin in COUCHDB_USER and COUCHDB_PASSWORD, or in the URL',
    async run(context, { operands, options }) {
      const address = readAddress(operands[0] as string, process.env);
      const workshops = listOf(options.get('--workshop'));
      for (const each of workshops) if (!v.is(workshopSchema.entries.id, each)) throw new UsageError(`"${each}" is no id of a workshop. Use one such as seoul-2025.`);
      const devices = listOf(options.get('--device')).map(deviceOf);
      if (options.has('--new-password') && devices.length === 0) throw new UsageError('--new-password is for devices: add --device ID.');
      const { hostname, protocol } = new URL(address.url);
      if (protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) process.stderr.write('This address is not encrypted: whoever is on the way reads the passwords. Use https:// beyond a trial.\n');
      try {
        await tell(context, await setupHq(new CouchClient(address, fetch), { workshops, devices, newPasswords: options.has('--new-password') }));
        return 0;
      } catch (error) {
        // Passwords of users that were made are told, or nobody would ever know them.
        if (error instanceof SetupStopped && error.done.changed) await tell(context, error.done, error.message);
        throw error;
      }
    },
  };
}

function listOf(option: string | undefined): string[] {
  return (option ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
}

function deviceOf(text: string): NamedDevice {
  const [device = '', right = 'device', ...more] = text.split(':');
  if (!v.is(deviceId, device) || more.length > 0) throw new UsageError(`"${text}" is no device. Use the eight signs that doctor shows, such as K3W8PZ4T.`);
  if (right !== 'device' && right !== 'relay' && right !== 'hq') throw new UsageError(`"${right}" is no right of a device. Use ${device}, ${device}:relay or ${device}:hq.`);
  return { device, right: right satisfies DeviceRight };
}

async function tell({ json, print }: CommandContext, setup: HqSetup, problem?: string): Promise<void> {
  if (json) {
    await print(JSON.stringify({ ...setup, ...(problem === undefined ? {} : { error: problem }) }));
    return;
  }
  for (const { database, state } of setup.system) if (state === 'created') await print(`${database}: created`);
  for (const { database, state, rights, design } of setup.databases) {
    const changes = [state === 'created' ? 'created' : null, rights === 'written' ? 'rights written' : null, design === 'there' ? null : `design document ${design === 'newer' ? 'left, as a newer version wrote it' : design}`];
    await print(`${database}: ${changes.filter((change) => change !== null).join(', ') || 'as it should be'}`);
  }
  for (const { device, roles, state, password } of setup.users) {
    await print(`${device}${roles.length > 0 ? ` (${roles.join(', ')})` : ''}: ${state === 'there' ? 'as it should be' : state}${password === undefined ? '' : `, password ${password}`}`);
  }
  if (setup.users.some(({ password }) => password !== undefined)) await print('Passwords are said this once. Enter them on the devices now; a lost one is replaced with --new-password.');
  if (!setup.changed) await print('Nothing was changed.');
}
