import * as v from 'valibot';
import type { Call } from './commands';

/**
 * What a window may ask of the main process itself, beside its port to the store: one map of name → roles, request
 * and response. The main process checks the sender, the role and both shapes.
 */

const notice = v.object({
  level: v.picklist(['info', 'warning', 'error']),
  code: v.string(),
  message: v.string(),
  at: v.string(),
});
export type AppNotice = v.InferOutput<typeof notice>;

const appStatus = v.object({
  version: v.string(),
  dataFolder: v.string(),
  device: v.string(),
  journalLines: v.number(),
  storeRunning: v.boolean(),
  mirror: v.nullable(
    v.object({ folder: v.string(), status: v.picklist(['up_to_date', 'behind', 'lost']), problem: v.nullable(v.string()) }),
  ),
  notices: v.array(notice),
});
export type AppStatus = v.InferOutput<typeof appStatus>;

export const appChannels = {
  /** Opens a kiosk window, or brings the one that is open to the front. */
  'kiosk.open': { roles: ['desk'], params: v.object({}), result: v.null() },
  /** Loads the sample workshop, with its first day today; only where there is no workshop yet. */
  'sample.load': { roles: ['desk'], params: v.object({}), result: v.null() },
  /** The state of what the main process looks after. A changed one is also pushed to desk windows. */
  'app.status': { roles: ['desk'], params: v.object({}), result: appStatus },
} as const satisfies Record<string, Call>;

export type AppChannel = keyof typeof appChannels;

/** What the preload script gives a page as `window.champions`, and nothing else. */
export interface ChampionsBridge {
  /** Asks for a port to the store. It arrives as a `message` event of the window, `{ kind: portMessage }`, port 0. */
  requestPort(): void;
  call<N extends AppChannel>(
    name: N,
    params: v.InferOutput<(typeof appChannels)[N]['params']>,
  ): Promise<v.InferOutput<(typeof appChannels)[N]['result']>>;
  /** Calls back with every pushed status; returns how to stop that. */
  onStatus(callback: (status: AppStatus) => void): () => void;
}

/** The `kind` of the window message that carries a port. */
export const portMessage = 'champions:port';
