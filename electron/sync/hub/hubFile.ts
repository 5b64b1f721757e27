import path from 'node:path';
import { deviceId } from '@shared/contract/sync';
import * as v from 'valibot';
import { createFolder, replaceFile } from '../../journal/segments';
import { readOwnFile } from '../../ownFile';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));

const enrolledDevice = v.object({
  device: deviceId,
  /** Ed25519, pinned: no other key is taken in this device's name. */
  publicKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  name: v.string(),
  relay: v.boolean(),
  tokenHash: sha256,
  createdAt: v.string(),
  lastSeenAt: v.nullable(v.string()),
  revokedAt: v.nullable(v.string()),
});
export type EnrolledDevice = v.InferOutput<typeof enrolledDevice>;

const openCode = v.object({
  codeHash: sha256,
  expiresAt: v.string(),
  /** How many devices may still use it. */
  uses: v.pipe(v.number(), v.integer(), v.minValue(0)),
  relay: v.boolean(),
  /** Whoever used it may do so again: the answer may have been lost on its way. */
  usedBy: v.array(deviceId),
});

/** `sync/hub.json` of a data folder. Tokens and codes are nowhere: only their SHA-256, which for random 100 bits and more is enough. */
const hubFile = v.object({
  version: v.literal(1),
  /** Whether the hub is to run while the application does, and where. */
  enabled: v.boolean(),
  host: v.string(),
  port,
  /** With a certificate also on this machine itself, where plain HTTP is allowed. */
  tls: v.boolean(),
  name: v.nullable(v.string()),
  devices: v.array(enrolledDevice),
  codes: v.array(openCode),
  /** Databases that were made for workshops of which there is no event here yet. */
  databases: v.array(v.string()),
});
export type HubFile = v.InferOutput<typeof hubFile>;

/** Where a hub listens if nobody has said otherwise: on this machine alone. */
const defaultPort = 7_984;

function fileOf(dataFolder: string): string {
  return path.join(dataFolder, 'sync', 'hub.json');
}

/** @throws for a file that is damaged: it is not overwritten, for every device would lose its enrolment. */
export function loadHubFile(dataFolder: string): HubFile {
  const kept = readOwnFile(fileOf(dataFolder), hubFile, 'Put it back from a copy, or delete it and enrol every device again; no attendance is lost.');
  return kept ?? { version: 1, enabled: false, host: '127.0.0.1', port: defaultPort, tls: false, name: null, devices: [], codes: [], databases: [] };
}

/** Readable by its owner alone. */
export function saveHubFile(dataFolder: string, file: HubFile): void {
  createFolder(path.dirname(fileOf(dataFolder)));
  replaceFile(fileOf(dataFolder), `${JSON.stringify(file, null, 2)}\n`, 0o600);
}
