import { randomBytes } from 'node:crypto';
import { databaseOf, workshopOfDatabase } from '@shared/contract/sync';
import * as v from 'valibot';
import { type CouchClient, CouchProblem } from './couchClient';
import { designDocument, designId, fingerprintOf } from './designDocument';

/** Writes for other devices, too: a venue's hub, or a laptop that has to vouch for a lost one. */
const relayRole = 'champions-relay';
/** Reads and writes in the databases of all workshops: the laptops of headquarters. */
const hqRole = 'champions-hq';

export type DeviceRight = 'device' | 'relay' | 'hq';

export interface NamedDevice {
  device: string;
  right: DeviceRight;
}

export interface SetupRequest {
  /** Where the devices may read and write. Without any, the databases that are there are made as they should be, and let in nobody new. */
  workshops: readonly string[];
  devices: readonly NamedDevice[];
  /** Gives devices that have a user already a new password. */
  newPasswords?: boolean;
}

/** What became of each thing that was asked for. A password is told here and nowhere else. */
export interface HqSetup {
  version: string;
  system: { database: string; state: 'created' | 'there' }[];
  databases: { workshop: string; database: string; state: 'created' | 'there'; rights: 'written' | 'there'; design: 'written' | 'updated' | 'there' | 'newer' }[];
  users: { device: string; roles: string[]; state: 'created' | 'updated' | 'there'; password?: string }[];
  changed: boolean;
}

/** It went wrong in the middle: `done` is what was done until then, and doing it again goes on. */
export class SetupStopped extends Error {
  override readonly name = 'SetupStopped';

  constructor(
    readonly problem: unknown,
    readonly done: HqSetup,
  ) {
    super((problem as Error).message, { cause: problem });
  }
}

const welcome = v.object({ couchdb: v.literal('Welcome'), version: v.string() });
const session = v.object({ userCtx: v.object({ name: v.nullable(v.string()), roles: v.array(v.string()) }) });
const done = v.object({ ok: v.literal(true) });
const information = v.object({ db_name: v.string() });
const members = v.object({ names: v.optional(v.array(v.string()), []), roles: v.optional(v.array(v.string()), []) });
const security = v.looseObject({ admins: v.optional(members, {}), members: v.optional(members, {}) });
const storedDesign = v.looseObject({
  _rev: v.string(), version: v.optional(v.number(), 0), language: v.optional(v.literal('javascript'), 'javascript'), validate_doc_update: v.optional(v.string(), ''),
  views: v.optional(v.record(v.string(), v.object({ map: v.string(), reduce: v.optional(v.string()) })), {}),
});
const storedUser = v.looseObject({ _rev: v.string(), name: v.string(), roles: v.array(v.string()) });

/** Somebody may write the same document between our reading and our writing: then it is read again, so often. */
const tries = 3;

/**
 * Makes a CouchDB ready to be headquarters: the databases of the workshops with their rights and their design document,
 * and the users of the devices. What is as it should be is left alone, so that doing it again changes nothing. Nothing is
 * ever deleted and no right taken away.
 *
 * @throws CouchProblem before anything was changed; SetupStopped after that.
 */
export async function setupHq(client: CouchClient, request: SetupRequest): Promise<HqSetup> {
  const { version } = (await client.ask('GET', '/', welcome)) as v.InferOutput<typeof welcome>;
  if (!(Number.parseInt(version, 10) >= 3)) throw new CouchProblem('too_old', `This is CouchDB ${version}. Headquarters needs CouchDB 3 or newer.`);
  const who = (await client.ask('GET', '/_session', session)) as v.InferOutput<typeof session>;
  if (!who.userCtx.roles.includes('_admin')) throw new CouchProblem('not_admin', `${who.userCtx.name ?? 'Nobody'} is no admin of this CouchDB. Use one of those in its [admins] section.`);
  const workshops = request.workshops.length > 0 ? [...new Set(request.workshops)] : await workshopsThere(client);
  if (workshops.length === 0 && request.devices.length === 0) throw new CouchProblem('refused', 'There is no database of a workshop yet. Name the workshops with --workshop ID.');
  // Devices of headquarters come in by their role.
  const newMembers = request.workshops.length > 0 ? request.devices.filter(({ right }) => right !== 'hq').map(({ device }) => device) : [];
  const setup: HqSetup = { version, system: [], databases: [], users: [], changed: false };
  try {
    // A node that was never set up has neither.
    for (const database of ['_users', '_replicator']) setup.system.push({ database, state: await ensureDatabase(client, database, '') });
    for (const workshop of workshops) {
      const database = databaseOf(workshop);
      const state = await ensureDatabase(client, database, '?q=1');
      // The design first: nobody may write before it is there.
      const design = await ensureDesign(client, database);
      setup.databases.push({ workshop, database, state, design, rights: await ensureRights(client, database, newMembers) });
    }
    for (const device of request.devices) setup.users.push(await ensureUser(client, device, request.newPasswords === true));
  } catch (error) {
    throw new SetupStopped(error, withChanged(setup));
  }
  return withChanged(setup);
}

function withChanged(setup: HqSetup): HqSetup {
  const states = [
    ...setup.system.map(({ state }) => state), ...setup.users.map(({ state }) => state),
    ...setup.databases.flatMap(({ state, rights, design }) => [state, rights, design]),
  ];
  return { ...setup, changed: states.some((state) => state !== 'there' && state !== 'newer') };
}

async function workshopsThere(client: CouchClient): Promise<string[]> {
  const names = (await client.ask('GET', '/_all_dbs', v.array(v.string()))) as string[];
  return names.map((name) => workshopOfDatabase(name)).filter((workshop) => workshop !== null);
}

function pathOf(database: string): string {
  return `/${encodeURIComponent(database)}`;
}

/** @param query `?q=1`: a workshop is small, and thousands of them need not have several files each. */
async function ensureDatabase(client: CouchClient, database: string, query: string): Promise<'created' | 'there'> {
  if (await client.ask('GET', pathOf(database), information, { none: [404] })) return 'there';
  return (await client.ask('PUT', `${pathOf(database)}${query}`, done, { good: [201, 202], none: [412] })) ? 'created' : 'there';
}

async function ensureRights(client: CouchClient, database: string, newMembers: readonly string[]): Promise<'written' | 'there'> {
  const path = `${pathOf(database)}/_security`;
  const there = (await client.ask('GET', path, security)) as v.InferOutput<typeof security>;
  const wanted = {
    ...there,
    admins: { names: there.admins.names, roles: union(there.admins.roles, ['_admin']) },
    members: { names: union(there.members.names, newMembers), roles: union(there.members.roles, ['_admin', hqRole]) },
  };
  if (JSON.stringify(wanted) === JSON.stringify({ ...there, admins: ordered(there.admins), members: ordered(there.members) })) return 'there';
  await client.ask('PUT', path, done, { body: wanted });
  return 'written';
}

function ordered({ names, roles }: v.InferOutput<typeof members>): v.InferOutput<typeof members> {
  return { names, roles };
}

function union(there: readonly string[], wanted: readonly string[]): string[] {
  return [...new Set([...there, ...wanted])];
}

async function ensureDesign(client: CouchClient, database: string): Promise<'written' | 'updated' | 'there' | 'newer'> {
  const path = `${pathOf(database)}/${designId}`;
  const wanted = designDocument();
  return again(async () => {
    const there = await client.ask('GET', path, storedDesign, { none: [404] });
    if (there && there.version > wanted.version) return 'newer';
    if (there && there.version === wanted.version && fingerprintOf(there) === fingerprintOf(wanted)) return 'there';
    await client.ask('PUT', path, done, { good: [201, 202], body: there ? { ...wanted, _rev: there._rev } : wanted });
    return there ? 'updated' : 'written';
  });
}

async function ensureUser(client: CouchClient, { device, right }: NamedDevice, newPassword: boolean): Promise<HqSetup['users'][number]> {
  const id = `org.couchdb.user:${device}`;
  const path = `/_users/${encodeURIComponent(id)}`;
  const needed = { device: [], relay: [relayRole], hq: [relayRole, hqRole] }[right];
  return again(async () => {
    const there = await client.ask('GET', path, storedUser, { none: [404] });
    const roles = union(there?.roles ?? [], needed);
    if (there && !newPassword && roles.length === there.roles.length) return { device, roles, state: 'there' };
    const password = there && !newPassword ? undefined : freshPassword();
    const body = { ...(there ?? { _id: id, name: device, type: 'user' }), roles, ...(password === undefined ? {} : { password }) };
    await client.ask('PUT', path, done, { good: [201, 202], body });
    return { device, roles, state: there ? 'updated' : 'created', ...(password === undefined ? {} : { password }) };
  });
}

async function again<T>(step: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await step();
    } catch (error) {
      if (round === tries || !(error instanceof CouchProblem) || error.code !== 'conflict') throw error;
    }
  }
}

/** 120 random bits in letters and digits that can be read aloud. */
function freshPassword(): string {
  return Array.from(randomBytes(24), (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]).join('');
}
