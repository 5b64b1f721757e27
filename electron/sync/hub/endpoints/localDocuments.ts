import * as v from 'valibot';
import { sendJson } from '../answers';
import { type DatabaseCall, type HubParts, smallJson } from '../call';
import type { JournalMark } from '../checkpoints';
import { HubRefusal, NotHere } from '../refusal';

const longestId = 512;

/**
 * `GET /{db}/_local/{id}`: a checkpoint that this device has put here. Where the journal is no longer the one of then,
 * such as one that came back from a mirror without its last lines, there is none: the device has to look at everything
 * again, or what the journal lost would stay lost here.
 */
export async function readCheckpoint({ request, response, hub, device, database, workshop }: DatabaseCall, id: string): Promise<void> {
  const found = await hub.checkpoints.get(device.device, database, id);
  if (!found || !(await isStillHere(hub, workshop, found.mark))) throw new NotHere('missing');
  await sendJson(request, response, 200, found.document);
}

async function isStillHere({ source }: HubParts, workshop: string, mark: JournalMark | null): Promise<boolean> {
  if (mark === null) return true;
  const { changes: [change] } = await source.changes(workshop, mark.line - 1, 1);
  return change?.line === mark.line && change.hash === mark.hash;
}

/** `PUT /{db}/_local/{id}`: keeps a checkpoint for this device. */
export async function keepCheckpoint(call: DatabaseCall, id: string): Promise<void> {
  const { request, response, hub, device, database, workshop } = call;
  if (id.length > longestId) throw new HubRefusal(400, 'bad_request', `The id is longer than ${longestId} characters.`);
  const document = v.safeParse(v.record(v.string(), v.unknown()), await smallJson(call, hub.limits.checkpointBytes));
  if (!document.success) throw new HubRefusal(400, 'bad_request', 'The document must be an object.');
  const rev = await hub.checkpoints.put(device.device, database, id, document.output, await hub.source.lastOf(workshop));
  await sendJson(request, response, 201, { ok: true, id: `_local/${id}`, rev });
}
