import * as v from 'valibot';
import { fingerprint } from './hub';
import { documentProblem } from './sync';

/** What a laptop knows and shows of its exchange with headquarters and hubs. */

/**
 * Why a run could not go on. Each lie and each fault of a network or a server has its name; none counts as a success.
 * The words for people are in the catalogue (`sync.problem.<code>`).
 */
export const syncProblem = v.picklist([
  /** This computer has no network. */
  'no_network',
  /** There is a network, and nobody answers at that address. */
  'unreachable',
  'timed_out',
  /** A page to log in to the network came in place of an answer: HTML, a redirect, 302 or 511. */
  'captive_portal',
  /** A proxy of the network asks for a login of its own. */
  'proxy_login',
  /** The certificate is not valid for the address, or not the one that was pinned. */
  'wrong_certificate',
  /** Something answers there that is neither a hub nor a CouchDB. */
  'not_a_hub',
  'unauthorized',
  'forbidden',
  /** The workshop has no database there, and this laptop may not make one. */
  'no_database',
  'too_large',
  'rate_limited',
  'server_error',
  'empty_answer',
  'truncated',
  'not_json',
  /** JSON of another shape than the protocol's. */
  'malformed_answer',
  /** More than an answer may have. */
  'endless_answer',
  /** Fewer receipts than documents that were sent. */
  'missing_receipts',
  /** Receipts for documents that were not sent, or two for one. */
  'foreign_receipts',
  /** The place in `_changes` went back, or stood still. */
  'bad_cursor',
  /** The code of an enrolment line is used, expired or unknown. */
  'wrong_code',
  /** The connection is a metered one, and nobody said to use it all the same. */
  'metered',
  /** The password of the remote is sealed, and the passphrase was not given. */
  'secret_locked',
  'cancelled',
  /** A fault of this computer: the disk does not take what came, a thread died. */
  'local_fault',
]);
export type SyncProblem = v.InferOutput<typeof syncProblem>;

/** Only by hand, or by itself; `off` neither sends nor fetches. */
export const syncMode = v.picklist(['off', 'manual', 'automatic']);
export type SyncMode = v.InferOutput<typeof syncMode>;

export const remoteKind = v.picklist(['couchdb', 'hub']);
export const authKind = v.picklist(['none', 'basic', 'cookie', 'jwt', 'token']);

/** Headquarters or a hub, as it is kept in `sync/remotes.json`. Its secret is kept apart. */
export const syncRemote = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  kind: remoteKind,
  /** Where it is, without a secret in it. A hub with several network cards has several; the first that answers counts. */
  urls: v.pipe(v.array(v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/))), v.minLength(1)),
  /** Of the certificate of a hub that made its own. Then no other is believed. */
  fingerprint: v.nullable(fingerprint),
  auth: authKind,
  /** The user of `basic` and `cookie`. */
  user: v.string(),
  mode: syncMode,
  /** Headquarters' own laptop: fetches every workshop that is there. */
  all: v.boolean(),
  /** Whether it takes events of other laptops from this one, as a hub does only of those enrolled with that right. */
  relay: v.boolean(),
});
export type SyncRemote = v.InferOutput<typeof syncRemote>;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What one run did. `refused`: documents that stand on the list of the refused after it; `pending`: events not there yet. */
export const syncResult = v.object({ pushed: count, pulled: count, refused: count, pending: count });
export type SyncResult = v.InferOutput<typeof syncResult>;

/**
 * Whether all that is on this computer has reached headquarters, and each hub that is set up: how many events have not,
 * those that were refused and nobody has answered among them; and once there are none, since when (UTC).
 */
export const syncReach = v.object({ waiting: count, since: v.nullable(v.string()) });
export type SyncReach = v.InferOutput<typeof syncReach>;

/** How far a run has come. */
export const syncProgress = v.object({
  phase: v.picklist(['connecting', 'pulling', 'pushing', 'blanking']),
  workshop: v.nullable(v.string()),
  /** Events of this workshop in this phase. */
  done: count,
  total: count,
  /** Bytes over the network in this run, as they were sent and received. */
  bytes: count,
  /** How long this phase will take yet, in milliseconds; null while that cannot be told. */
  estimateMs: v.nullable(count),
});
export type SyncProgress = v.InferOutput<typeof syncProgress>;

/** A document that one side did not take. It stays until the other takes it later, or somebody answers it. */
export const refusedDocument = v.object({
  key: v.string(),
  direction: v.picklist(['push', 'pull']),
  workshop: v.string(),
  /** The document's id; of one that has none, a hash of what came. */
  id: v.string(),
  /** `other`: the remote's own word, which is in `reason`. */
  code: v.union([documentProblem, v.picklist(['too_large', 'other'])]),
  reason: v.string(),
  /** UTC, ISO 8601. */
  at: v.string(),
});
export type RefusedDocument = v.InferOutput<typeof refusedDocument>;

/** What became of a run, for the list of runs. */
export const syncRun = v.object({
  startedAt: v.string(),
  endedAt: v.string(),
  result: v.nullable(syncResult),
  problem: v.nullable(syncProblem),
  /** For support: the address, the status, the words of the system. */
  detail: v.string(),
});
export type SyncRun = v.InferOutput<typeof syncRun>;

/** More than this and the clock of one of the two is shown as wrong, in milliseconds. */
export const noticedDriftMs = 120_000;

export const remoteState = v.object({
  remote: syncRemote,
  running: v.boolean(),
  progress: v.nullable(syncProgress),
  /** When the next automatic run is due, UTC; null without one. */
  nextAt: v.nullable(v.string()),
  lastRun: v.nullable(syncRun),
  lastSuccessAt: v.nullable(v.string()),
  /** This computer's clock less the remote's, in milliseconds; null while unknown. */
  driftMs: v.nullable(v.number()),
  refused: count,
  /** Whether the secret can be read without a passphrase. */
  locked: v.boolean(),
  /** Whether everybody on the way can read what is exchanged: `http://` outside this computer. */
  plain: v.boolean(),
});
export type RemoteState = v.InferOutput<typeof remoteState>;

export const syncState = v.object({ metered: v.boolean(), unsynced: count, remotes: v.array(remoteState) });
export type SyncState = v.InferOutput<typeof syncState>;
