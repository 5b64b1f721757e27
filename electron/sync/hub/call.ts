import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeviceKey } from '../../deviceKey';
import type { EventSource } from '../eventSource';
import type { Checkpoints } from './checkpoints';
import type { Growth } from './growth';
import type { EnrolledDevice } from './hubFile';
import type { HubRecords } from './hubRecords';
import type { HubThreads } from './hubThreads';
import { BadJson, readJson } from '../jsonList';
import type { HubLimits } from './limits';
import { HubRefusal } from './refusal';
import type { Target } from './target';

/** What a hub is made of, as its endpoints need it. */
export interface HubParts {
  source: EventSource;
  key: DeviceKey;
  records: HubRecords;
  threads: HubThreads;
  checkpoints: Checkpoints;
  growth: Growth;
  limits: HubLimits;
  /** The application's version. */
  version: string;
  /** What people call this hub. */
  name: string;
  /** UTC milliseconds. */
  now(): number;
}

/** A request of a device that is enrolled. */
export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  target: Target;
  device: EnrolledDevice;
  hub: HubParts;
  /** Reads its body. @throws HubRefusal, SenderGone. */
  body(limits: { sentBytes: number; inflatedBytes: number }): Promise<Buffer>;
  /** Logs that a part of it was refused; the rest goes on. */
  refused(code: string, reason: string): void;
}

/** A request to the database of a workshop. */
export interface DatabaseCall extends Call {
  database: string;
  workshop: string;
}

/** A small body, as JSON. @throws HubRefusal if it is too long or no JSON; SenderGone. */
export async function smallJson(call: Call, most = call.hub.limits.smallBytes): Promise<unknown> {
  const limits = { sentBytes: most, inflatedBytes: most };
  return parsed(await call.body(limits));
}

/** The JSON of a body. @throws HubRefusal. */
export function parsed(body: Buffer): unknown {
  try {
    return readJson(body);
  } catch (error) {
    if (error instanceof BadJson) throw new HubRefusal(400, 'bad_request', error.message);
    throw error;
  }
}

