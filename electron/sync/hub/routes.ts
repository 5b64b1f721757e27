import { sendJson } from './answers';
import type { Call, DatabaseCall } from './call';
import { bulkDocs } from './endpoints/bulkDocs';
import { changes } from './endpoints/changes';
import { allDatabases, databaseInfo, held, makeDatabase, workshopHere } from './endpoints/databases';
import { bulkGet, oneDocument, revisionsDiff } from './endpoints/documents';
import { keepCheckpoint, readCheckpoint } from './endpoints/localDocuments';
import { welcome } from './endpoints/server';
import { HubRefusal } from './refusal';

type Handler<C> = (call: C) => Promise<void>;
type Methods<C> = Partial<Record<string, Handler<C>>>;

const ofServer: Record<string, Methods<Call>> = {
  '': { GET: welcome },
  _all_dbs: { GET: allDatabases },
};

const ofDatabase: Record<string, Methods<DatabaseCall>> = {
  '': { GET: databaseInfo },
  _bulk_docs: { POST: bulkDocs },
  _changes: { GET: changes },
  _held: { GET: held },
  _revs_diff: { POST: revisionsDiff },
  _bulk_get: { POST: bulkGet },
  // Every receipt says already that it is on the disk.
  _ensure_full_commit: { POST: ({ request, response }) => sendJson(request, response, 201, { ok: true, instance_start_time: '0' }) },
};

/** Answers the request of a device that is enrolled. @throws HubRefusal, or SenderGone. */
export async function answer(call: Call): Promise<void> {
  const { segments } = call.target;
  const method = call.request.method === 'HEAD' ? 'GET' : (call.request.method ?? '');
  const [first = '', second = '', third, ...more] = segments;
  if (first === '' || (first.startsWith('_') && second === '')) return pick(ofServer, first, method)(call);
  if (method === 'DELETE') throw new HubRefusal(403, 'forbidden', 'Nothing is deleted here.');
  if (method === 'PUT' && second === '') return makeDatabase(call, first);
  const inDatabase: DatabaseCall = { ...call, database: first, workshop: await workshopHere(call.hub, first) };
  if (second === '_local' && third !== undefined && more.length === 0) {
    return pick({ _local: { GET: (one: DatabaseCall) => readCheckpoint(one, third), PUT: (one: DatabaseCall) => keepCheckpoint(one, third) } }, second, method)(inDatabase);
  }
  if (third !== undefined) throw new HubRefusal(404, 'not_found', 'missing');
  if (second === '' || second.startsWith('_')) return pick(ofDatabase, second, method)(inDatabase);
  return pick({ [second]: { GET: (one: DatabaseCall) => oneDocument(one, second) } }, second, method)(inDatabase);
}

function pick<C>(handlers: Record<string, Methods<C>>, name: string, method: string): Handler<C> {
  const methods = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (!methods) throw new HubRefusal(404, 'not_found', 'missing');
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!handler) throw new HubRefusal(405, 'method_not_allowed', `Only ${Object.keys(methods).join(', ')} allowed.`);
  return handler;
}
