import * as v from 'valibot';
import { refusedDocument, syncMode, syncProblem, syncReach, syncRun, syncState } from './syncState';

/** What a desk may ask about exchange with headquarters, about being a hub, and about hand-overs; a part of the map of channels. */

const remoteId = v.pipe(v.string(), v.maxLength(64));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

/**
 * Why something that somebody asked for was not done; `detail` is for support. `passphrase_needed`: this system has no
 * keychain, so secrets are sealed with a passphrase that somebody has to say.
 */
export const syncRefusal = v.object({
  problem: v.union([syncProblem, v.picklist(['bad_address', 'bad_line', 'newer_line', 'passphrase_needed', 'wrong_passphrase', 'port_taken', 'no_such_address', 'failed'])]),
  detail: v.string(),
});
export type SyncRefusal = v.InferOutput<typeof syncRefusal>;
const done = v.object({ refused: v.nullable(syncRefusal) });

export const hubView = v.object({
  running: v.boolean(),
  name: v.string(),
  host: v.string(),
  port: v.number(),
  tls: v.boolean(),
  /** Addresses under which neighbours reach it. */
  hosts: v.array(v.string()),
  fingerprint: v.nullable(v.string()),
  /** Why it does not run though it is to. */
  problem: v.nullable(v.string()),
  interfaces: v.array(v.object({ name: v.string(), address: v.string(), loopback: v.boolean() })),
  devices: v.array(v.object({
    device: v.string(), name: v.string(), relay: v.boolean(), createdAt: v.string(), lastSeenAt: v.nullable(v.string()), revokedAt: v.nullable(v.string()),
  })),
});
export type HubView = v.InferOutput<typeof hubView>;

/** A hand-over that is being written or read, or the last one. */
export const handOverView = v.object({
  /** The key of headquarters that hand-overs are locked for; null while none was set. */
  recipient: v.nullable(v.string()),
  running: v.nullable(v.object({ what: v.picklist(['writing', 'reading']), done: v.number(), all: v.nullable(v.number()) })),
});
export type HandOverView = v.InferOutput<typeof handOverView>;

export const handOverProblems = [
  'wrong_key', 'wrong_passphrase', 'cut_file', 'foreign_file', 'newer_version', 'tampered', 'no_recipient', 'not_a_key', 'unknown_receipt', 'nothing_to_hand_over', 'cancelled', 'failed',
] as const;
const handOverRefusal = v.object({ problem: v.picklist(handOverProblems), detail: v.string() });
export type HandOverRefusal = v.InferOutput<typeof handOverRefusal>;

export const handedOver = v.object({ file: v.string(), events: v.number() });
export const takenOver = v.object({
  file: v.string(),
  read: v.number(),
  added: v.number(),
  known: v.number(),
  refused: v.number(),
  /** Runs of events that are not here yet: of which device, from which to which number. */
  missing: v.array(v.object({ workshop: v.string(), device: v.string(), from: v.number(), to: v.number() })),
  /** The file ends too early: what was whole has been taken. */
  cut: v.boolean(),
});
export type TakenOverView = v.InferOutput<typeof takenOver>;

/** Written and read with a passphrase, or with the key of headquarters where it is null. */
const passphrase = v.nullable(v.pipe(text(500), v.minLength(1)));

export const syncChannels = {
  /** `pending`: events that a remote has not got yet, by its id; `events`: how many there are of all devices; `hasKeychain`: without one, secrets are sealed with a passphrase. */
  'sync.state': {
    roles: ['desk', 'helper', 'hq'],
    params: v.object({}),
    result: v.object({ state: syncState, pending: v.record(v.string(), v.number()), events: v.number(), hasKeychain: v.boolean(), hub: hubView, handOver: handOverView }),
  },
  /** Null while neither headquarters nor a hub is set up. */
  'sync.reach': { roles: ['desk'], params: v.object({}), result: v.object({ reach: v.nullable(syncReach) }) },
  /** Begins an exchange; what becomes of it is in the state. */
  'sync.now': { roles: ['desk', 'hq'], params: v.object({ remote: remoteId, onMetered: v.boolean() }), result: done },
  'sync.cancel': { roles: ['desk', 'hq'], params: v.object({ remote: remoteId }), result: v.null() },
  'sync.setMode': { roles: ['desk', 'hq'], params: v.object({ remote: remoteId, mode: syncMode }), result: v.null() },
  'sync.setMetered': { roles: ['desk', 'hq'], params: v.object({ metered: v.boolean() }), result: v.null() },
  /** Enrols this laptop at a hub by the line that the hub shows. */
  'sync.addHub': { roles: ['desk', 'hq'], params: v.object({ line: text(2_000), name: text(100) }), result: done },
  'sync.addCouch': {
    roles: ['desk', 'hq'],
    params: v.object({ address: text(2_000), name: text(200), user: text(200), secret: text(4_000), auth: v.picklist(['basic', 'cookie', 'jwt', 'none']) }),
    result: done,
  },
  'sync.remove': { roles: ['desk', 'hq'], params: v.object({ remote: remoteId }), result: v.null() },
  'sync.unlock': { roles: ['desk', 'hq'], params: v.object({ passphrase: v.pipe(text(500), v.minLength(1)) }), result: done },
  'sync.refused': { roles: ['desk', 'hq'], params: v.object({ remote: remoteId }), result: v.object({ documents: v.array(refusedDocument) }) },
  /** Offers all refused ones again. */
  'sync.retry': { roles: ['desk', 'hq'], params: v.object({ remote: remoteId }), result: done },
  /** Somebody has looked at them; they leave the list, and stay in the journal. */
  'sync.answerRefused': { roles: ['desk', 'hq'], params: v.object({ remote: remoteId, keys: v.array(text(200)) }), result: v.null() },
  'sync.runs': { roles: ['desk', 'hq'], params: v.object({ remote: remoteId }), result: v.object({ runs: v.array(syncRun) }) },
  /** Writes the log of all exchanges into a file that a dialog asks for; null when that was cancelled. */
  'sync.saveLog': { roles: ['desk', 'hq'], params: v.object({}), result: v.nullable(v.object({ file: v.string() })) },
  'hub.start': { roles: ['desk', 'hq'], params: v.object({ host: text(300), port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), name: text(100) }), result: done },
  'hub.stop': { roles: ['desk', 'hq'], params: v.object({}), result: v.null() },
  /** A line with which a device enrols itself, once and for a short time. `relay`: it may pass on events of others. */
  'hub.enrol': { roles: ['desk', 'hq'], params: v.object({ relay: v.boolean() }), result: v.object({ line: v.string(), expiresAt: v.string() }) },
  'hub.revoke': { roles: ['desk', 'hq'], params: v.object({ device: v.string() }), result: v.null() },
  /** Writes a hand-over where a dialog asks; null when that was cancelled. `sinceLast`: only what is new since the last one. */
  'handOver.write': {
    roles: ['desk', 'hq'],
    params: v.object({ passphrase, sinceLast: v.boolean() }),
    result: v.nullable(v.object({ written: v.nullable(handedOver), refused: v.nullable(handOverRefusal) })),
  },
  'handOver.take': {
    roles: ['desk', 'hq'],
    params: v.object({ passphrase }),
    result: v.nullable(v.object({ taken: v.nullable(takenOver), refused: v.nullable(handOverRefusal) })),
  },
  'handOver.cancel': { roles: ['desk', 'hq'], params: v.object({}), result: v.null() },
  /** The key of headquarters, `age1…`, that hand-overs are locked for from now on. */
  'handOver.setRecipient': { roles: ['desk', 'hq'], params: v.object({ recipient: text(500) }), result: v.object({ set: v.boolean() }) },
  /** This computer's own key for hand-overs, made on first use: what headquarters gives to its venues. */
  'handOver.ownKey': { roles: ['desk', 'hq'], params: v.object({}), result: v.object({ recipient: v.string() }) },
} as const;
