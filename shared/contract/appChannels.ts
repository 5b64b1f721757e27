import * as v from 'valibot';
import type { Call } from './commands';
import { type Role, station, stationTarget, ticketKind } from './values';

/**
 * What a window may ask of the main process itself, beside its port to the store: one map of name → roles, request
 * and response. The main process checks the sender, the role and both shapes.
 */

/** What can be locked: the whole display, the menu, the keys that leave, zoom, the developer tools, dropped files, printing. */
export const lockName = v.picklist(['display', 'menu', 'keys', 'zoom', 'developer_tools', 'dropped_files', 'printing']);

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

/** What the small corner of a kiosk shows to staff. Everything else a kiosk looks at itself. */
const kioskHealth = v.object({
  online: v.boolean(),
  /** Events of this computer that headquarters has not got yet. */
  unsynced: v.number(),
  printers: v.number(),
  /** Where the journal is, in megabytes; null when it cannot be told. */
  diskFreeMegabytes: v.nullable(v.number()),
  /** This computer's clock against the workshop's days. */
  clockIsPlausible: v.boolean(),
  /** What Electron can lock at this station, and whether it is locked. */
  locks: v.array(v.object({ name: lockName, locked: v.boolean() })),
});
export type KioskHealth = v.InferOutput<typeof kioskHealth>;

/** A channel may also serve a desk that is locked, which has no role at the store. */
interface AppCall extends Omit<Call, 'roles'> {
  roles: readonly (Role | 'locked')[];
}

/** Who sits at the desk, as the main process knows it; `locked` until a PIN says so. */
const deskAccessState = v.object({
  role: v.picklist(['desk', 'helper', 'locked', 'kiosk', 'hq']),
  hasPin: v.boolean(),
  hasHelperPin: v.boolean(),
  /** Without input for so long, the desk covers itself. */
  idleSeconds: v.number(),
  /** How many people at kiosks ask for a human: the one thing a locked desk says. */
  helpRequests: v.number(),
});
export type DeskAccessState = v.InferOutput<typeof deskAccessState>;

const pin = v.pipe(v.string(), v.regex(/^\d{4,12}$/));

export const appChannels = {
  /** Opens a kiosk window, or brings the one that is open to the front. */
  'kiosk.open': {
    roles: ['desk', 'helper'],
    params: v.object({
      station: v.optional(station),
      target: v.optional(stationTarget),
      /** Electron's id of the display to cover; without it, the first that is not the desk's. */
      display: v.optional(v.number()),
      /** Covers the display and is left only with the PIN. */
      locked: v.optional(v.boolean()),
    }),
    result: v.null(),
  },
  'displays.list': {
    roles: ['desk', 'helper'],
    params: v.object({}),
    result: v.object({ displays: v.array(v.object({ id: v.number(), label: v.string(), width: v.number(), height: v.number(), primary: v.boolean() })) }),
  },
  /** Closes the locked kiosk that asks. After wrong PINs it has to wait, longer each time. */
  'kiosk.leave': {
    roles: ['kiosk'],
    params: v.object({ pin }),
    result: v.object({ left: v.boolean(), problem: v.nullable(v.picklist(['wrong_pin', 'too_soon'])), waitSeconds: v.number() }),
  },
  /** Whether the kiosk that asks is locked, and whether a PIN has been set. */
  'kiosk.lock': { roles: ['kiosk'], params: v.object({}), result: v.object({ locked: v.boolean(), hasPin: v.boolean() }) },
  'kiosk.health': { roles: ['kiosk', 'desk', 'helper'], params: v.object({}), result: kioskHealth },
  'pin.state': { roles: ['desk', 'helper'], params: v.object({}), result: v.object({ hasPin: v.boolean() }) },
  /** Sets the organizer's PIN; `current` is needed where one has been set. */
  'pin.set': {
    roles: ['desk'],
    params: v.object({ pin, current: v.nullable(pin) }),
    result: v.object({ set: v.boolean(), problem: v.nullable(v.picklist(['wrong_pin', 'too_soon'])), waitSeconds: v.number() }),
  },
  'desk.access': { roles: ['desk', 'helper', 'locked'], params: v.object({}), result: deskAccessState },
  'desk.lock': { roles: ['desk', 'helper'], params: v.object({}), result: v.null() },
  /** Unlocks the desk or changes who sits there. From organizer to helper `pin` may be null. */
  'desk.enter': {
    roles: ['desk', 'helper', 'locked'],
    params: v.object({ as: v.picklist(['desk', 'helper']), pin: v.nullable(pin) }),
    result: v.object({ entered: v.boolean(), problem: v.nullable(v.picklist(['wrong_pin', 'too_soon'])), waitSeconds: v.number() }),
  },
  /** Sets the helper's PIN, or takes it away with null. */
  'pin.setHelper': {
    roles: ['desk'],
    params: v.object({ pin: v.nullable(pin), organizerPin: pin }),
    result: v.object({ set: v.boolean(), problem: v.nullable(v.picklist(['wrong_pin', 'too_soon'])), waitSeconds: v.number() }),
  },
  'desk.setIdle': { roles: ['desk'], params: v.object({ minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240)) }), result: v.null() },
  /** Makes tickets for everyone and writes them into a folder that a dialog asks for; null when that was cancelled. */
  'tickets.export': {
    roles: ['desk'],
    params: v.object({ kind: ticketKind }),
    result: v.nullable(v.object({ folder: v.string(), tickets: v.number() })),
  },
  /** Loads the sample workshop, with its first day today; only where there is no workshop yet. */
  'sample.load': { roles: ['desk'], params: v.object({}), result: v.null() },
  /** The state of what the main process looks after. A changed one is also pushed to desk windows. */
  'app.status': { roles: ['desk', 'helper'], params: v.object({}), result: appStatus },
} as const satisfies Record<string, AppCall>;

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
  /** The same for who sits at the desk. */
  onAccess(callback: (state: DeskAccessState) => void): () => void;
}

/** The `kind` of the window message that carries a port. */
export const portMessage = 'champions:port';
