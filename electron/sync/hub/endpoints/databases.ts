import { databaseOf, type HeldBlocks, workshopOfDatabase } from '@shared/contract/sync';
import { sendJson } from '../answers';
import type { Call, DatabaseCall, HubParts } from '../call';
import { HubRefusal, NotHere } from '../refusal';

/** `GET /_all_dbs`: the databases of all workshops of which there is something here. */
export async function allDatabases({ request, response, hub }: Call): Promise<void> {
  const held = (await hub.source.workshops()).map(databaseOf);
  await sendJson(request, response, 200, [...new Set([...held, ...hub.records.databases])].sort());
}

/** `GET /{db}`: how much there is of it, and how far. */
export async function databaseInfo({ request, response, hub, database, workshop }: DatabaseCall): Promise<void> {
  await sendJson(request, response, 200, {
    db_name: database,
    doc_count: await hub.source.count(workshop),
    doc_del_count: 0,
    update_seq: hub.source.lastLine,
    purge_seq: 0,
    instance_start_time: '0',
    compact_running: false,
    disk_format_version: 8,
  });
}

/**
 * `GET /{db}/_held`, which CouchDB does not have: which events are here, told in a few bytes for a thousand. A device that
 * has the same ones need neither send nor fetch them.
 */
export async function held({ request, response, hub, workshop }: DatabaseCall): Promise<void> {
  const { lastLine } = hub.source; // what comes in from here on is in no place that was told
  await sendJson(request, response, 200, { last_seq: lastLine, blocks: await hub.source.blocks(workshop) } satisfies HeldBlocks);
}

/** `PUT /{db}`: for a workshop that no event came from yet. */
export async function makeDatabase(call: Call, database: string): Promise<void> {
  const { request, response, hub } = call;
  if (workshopOfDatabase(database) === null) throw new HubRefusal(400, 'illegal_database_name', `Name: '${database}'. Databases here are named for workshops.`);
  if (await exists(hub, database)) throw new HubRefusal(412, 'file_exists', 'The database could not be created, the file already exists.');
  const held = new Set((await hub.source.workshops()).map(databaseOf));
  const empty = hub.records.databases.filter((each) => !held.has(each));
  if (empty.length >= hub.limits.databases) throw new HubRefusal(403, 'forbidden', `There are ${hub.limits.databases} databases without an event already.`);
  hub.records.keep({ databases: [...empty, database] });
  await sendJson(request, response, 201, { ok: true });
}

/** The workshop of a database that is here. @throws HubRefusal 404. */
export async function workshopHere(hub: HubParts, database: string): Promise<string> {
  const workshop = workshopOfDatabase(database);
  if (workshop === null) throw new HubRefusal(404, 'not_found', 'Database does not exist.');
  if (!(await exists(hub, database))) throw new NotHere('Database does not exist.');
  return workshop;
}

async function exists(hub: HubParts, database: string): Promise<boolean> {
  return hub.records.databases.includes(database) || (await hub.source.workshops()).some((workshop) => databaseOf(workshop) === database);
}
