import { type EnrolAnswer, enrolRequest, type HubWelcome } from '@shared/contract/hub';
import * as v from 'valibot';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../answers';
import { type Call, type HubParts, parsed } from '../call';
import { HubRefusal } from '../refusal';

/** CouchDB's protocol of this version is what a hub speaks a part of. */
const protocolVersion = '3.3.3';

/** `GET /`: who this is, and what time it is here. */
export async function welcome({ request, response, hub }: Call): Promise<void> {
  const { device, publicKey } = hub.key;
  const says: HubWelcome = {
    couchdb: 'Welcome',
    version: protocolVersion,
    uuid: `champions-hub-${device}`,
    vendor: { name: 'Champions Kiosk', version: hub.version },
    name: hub.name,
    time: new Date(hub.now()).toISOString(),
    device,
    publicKey,
  };
  await sendJson(request, response, 200, says);
}

/** `POST /_enrol`: takes a device in that has a code. @throws HubRefusal. */
export async function enrol(request: IncomingMessage, response: ServerResponse, hub: HubParts, body: Buffer): Promise<{ device: string; name: string; relay: boolean }> {
  const asked = v.safeParse(enrolRequest, parsed(body));
  if (!asked.success) throw new HubRefusal(400, 'bad_request', 'The request to enrol is not whole.');
  if (asked.output.device === hub.key.device) throw new HubRefusal(403, 'forbidden', 'This device has the key of the hub itself: one data folder is a copy of the other. Start it with a data folder of its own.');
  const { token, relay } = hub.records.enrol(asked.output);
  const answer: EnrolAnswer = { token, hub: hub.key.device, publicKey: hub.key.publicKey, name: hub.name, relay };
  await sendJson(request, response, 201, answer);
  return { device: asked.output.device, name: asked.output.name, relay };
}
