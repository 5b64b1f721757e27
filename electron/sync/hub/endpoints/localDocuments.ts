import * as v from 'valibot';
import { sendJson } from '../answers';
import { type DatabaseCall, smallJson } from '../call';
import { HubRefusal, NotHere } from '../refusal';

const longestId = 512;

/** `GET /{db}/_local/{id}`: a checkpoint that this device has put here. */
export async function readCheckpoint({ request, response, hub, device, database }: DatabaseCall, id: string): Promise<void> {
  const found = await hub.checkpoints.get(device.device, database, id);
  if (!found) throw new NotHere('missing');
  await sendJson(request, response, 200, found);
}

/** `PUT /{db}/_local/{id}`: keeps a checkpoint for this device. */
export async function keepCheckpoint(call: DatabaseCall, id: string): Promise<void> {
  const { request, response, hub, device, database } = call;
  if (id.length > longestId) throw new HubRefusal(400, 'bad_request', `The id is longer than ${longestId} characters.`);
  const document = v.safeParse(v.record(v.string(), v.unknown()), await smallJson(call, hub.limits.checkpointBytes));
  if (!document.success) throw new HubRefusal(400, 'bad_request', 'The document must be an object.');
  const rev = await hub.checkpoints.put(device.device, database, id, document.output);
  await sendJson(request, response, 201, { ok: true, id: `_local/${id}`, rev });
}
