import * as v from 'valibot';
import { certificateNumber, verification } from './certificates';
import type { Call } from './commands';
import { exportOutcome, exportProgress, exportRequest } from './exports';
import { certificateChannels } from './certificateChannels';
import { certificateRunChannels } from './certificateRuns';
import { designChannels } from './designSettings';
import { hqChannels } from './hqChannels';
import { printingChannels } from './printing';
import { syncChannels } from './syncChannels';
import { setupNotes } from './setup';
import { language, type Role, station, stationTarget, ticketKind } from './values';

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

/** What the main process knows of this computer's readiness. */
const setupFacts = v.object({
  hasPin: v.boolean(),
  kiosksOpen: v.number(),
  displays: v.number(),
  /** As the system names them. */
  printers: v.array(v.string()),
  freeMegabytes: v.nullable(v.number()),
  /** Milliseconds since 1970. */
  lastWrittenAt: v.nullable(v.number()),
  notes: setupNotes,
});
export type SetupFacts = v.InferOutput<typeof setupFacts>;

const diskFinding = v.object({ folder: v.string(), freeMegabytes: v.nullable(v.number()), milliseconds: v.nullable(v.number()), problem: v.nullable(v.string()) });
const { version: _, ...changeableNotes } = setupNotes.entries;
const deviceName = v.pipe(v.string(), v.maxLength(200));

/** How a station is set up. A name of a device that is not there now is kept: it may be plugged in tomorrow. */
const stationSetup = {
  target: v.optional(stationTarget),
  /** Electron's id of the display to cover; without it, the first that is not the desk's. */
  display: v.optional(v.number()),
  /** Covers the display and is left only with the PIN. */
  locked: v.optional(v.boolean()),
  /** The camera's name, as the system has it. */
  camera: v.optional(deviceName),
  /** The printer's name, as the system has it. */
  printer: v.optional(deviceName),
  /** What the kiosk offers, the first being what it speaks by itself; all without it. */
  languages: v.optional(v.array(language)),
};
/** A station that is kept by its name, to be opened again another day. */
export const savedStation = v.object({ station: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)), ...stationSetup });
export type SavedStation = v.InferOutput<typeof savedStation>;

const openKiosk = v.object({
  id: v.number(),
  station: v.nullable(v.string()),
  target: v.string(),
  display: v.nullable(v.number()),
  locked: v.boolean(),
  openedAt: v.string(),
  /** When its page last said that it is there; null until it has. */
  aliveAt: v.nullable(v.string()),
  /** False while its page does not answer. */
  responding: v.boolean(),
});
export type OpenKiosk = v.InferOutput<typeof openKiosk>;
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
  ...printingChannels,
  ...certificateChannels,
  ...certificateRunChannels,
  ...designChannels,
  ...syncChannels,
  ...hqChannels,
  /** Opens a kiosk window, or brings the one that is open to the front. */
  'kiosk.open': {
    roles: ['desk', 'helper'],
    params: v.object({
      station: v.optional(station),
      ...stationSetup,
    }),
    result: v.null(),
  },
  /** The kiosk windows of this computer, and the cameras and printers that stations can be given. */
  'kiosk.list': {
    roles: ['desk', 'helper'],
    params: v.object({}),
    result: v.object({ kiosks: v.array(openKiosk), cameras: v.array(v.string()), printers: v.array(v.string()) }),
  },
  /** Brings a kiosk window to the front, or closes it; false when it is gone. */
  'kiosk.focus': { roles: ['desk', 'helper'], params: v.object({ id: v.number() }), result: v.object({ there: v.boolean() }) },
  'kiosk.close': { roles: ['desk'], params: v.object({ id: v.number() }), result: v.object({ there: v.boolean() }) },
  /** The stations that are kept by name. A name that is there already is set up anew. */
  'stations.saved': { roles: ['desk', 'helper'], params: v.object({}), result: v.object({ stations: v.array(savedStation) }) },
  'stations.save': { roles: ['desk'], params: savedStation, result: v.object({ stations: v.array(savedStation) }) },
  'stations.forget': { roles: ['desk'], params: v.object({ station: v.string() }), result: v.object({ stations: v.array(savedStation) }) },
  /** Opens every kept station that is not open; `refused` are those that could not be, with why. */
  'stations.open': {
    roles: ['desk', 'helper'],
    params: v.object({}),
    result: v.object({ opened: v.number(), refused: v.array(v.object({ station: v.string(), message: v.string() })) }),
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
  /** Also how the main process knows that a kiosk is alive, and which cameras this computer has. */
  'kiosk.health': { roles: ['kiosk', 'desk', 'helper'], params: v.object({ cameras: v.optional(v.array(deviceName)) }), result: kioskHealth },
  'pin.state': { roles: ['desk', 'helper'], params: v.object({}), result: v.object({ hasPin: v.boolean() }) },
  /** Sets the organizer's PIN; `current` is needed where one has been set. */
  'pin.set': {
    roles: ['desk', 'hq'],
    params: v.object({ pin, current: v.nullable(pin) }),
    result: v.object({ set: v.boolean(), problem: v.nullable(v.picklist(['wrong_pin', 'too_soon'])), waitSeconds: v.number() }),
  },
  'desk.access': { roles: ['desk', 'helper', 'hq', 'locked'], params: v.object({}), result: deskAccessState },
  'desk.lock': { roles: ['desk', 'helper', 'hq'], params: v.object({}), result: v.null() },
  /** Unlocks the desk or changes who sits there. From organizer to helper `pin` may be null. */
  'desk.enter': {
    roles: ['desk', 'helper', 'hq', 'locked'],
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
  /** The key that certificates are signed with here, made on first use; as did:key for those who check them elsewhere. `distrusted`: why. */
  'issuerKey.show': { roles: ['desk'], params: v.object({}), result: v.object({ publicKey: v.string(), did: v.string(), distrusted: v.nullable(v.string()) }) },
  /** The lines of its recovery sheet: whoever has them can sign certificates. */
  'issuerKey.recovery': { roles: ['desk'], params: v.object({}), result: v.object({ lines: v.array(v.string()) }) },
  /** Signs with the key of a recovery sheet from now on. The one that was there is kept aside. */
  'issuerKey.restore': {
    roles: ['desk'],
    params: v.object({ text: v.pipe(v.string(), v.maxLength(1_000)) }),
    result: v.object({ restored: v.boolean(), problem: v.nullable(v.picklist(['length', 'line', 'checksum'])), line: v.nullable(v.number()), did: v.nullable(v.string()) }),
  },
  /** Writes a certificate's Open Badges credential into a file that a dialog asks for; null when that was cancelled. */
  'credential.save': { roles: ['desk', 'helper'], params: v.object({ number: certificateNumber }), result: v.nullable(v.object({ file: v.string() })) },
  /** Looks at a file: a PDF, a credential, or a text with a code. */
  'certificate.verifyFile': {
    roles: ['desk', 'helper'],
    params: v.object({ bytes: v.instance(Uint8Array), name: v.optional(v.pipe(v.string(), v.maxLength(500))) }),
    result: verification,
  },
  /** Writes attendance, a list, badges or a chart into a file that a dialog asks for; null when that was cancelled. */
  'exports.write': { roles: ['desk'], params: v.object({ request: exportRequest }), result: v.nullable(exportOutcome) },
  /** How far the export has come that is being written; null when none is. */
  'exports.progress': { roles: ['desk', 'hq'], params: v.object({}), result: exportProgress },
  /** Shows a file that was written since the start in its folder. */
  'exports.show': { roles: ['desk', 'helper', 'hq'], params: v.object({ file: v.string() }), result: v.null() },
  /** Writes the report on an import's rows to a file that a dialog asks for; null when that was cancelled. */
  'rowReport.save': {
    roles: ['desk'],
    params: v.object({ fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)), parts: v.array(v.string()) }),
    result: v.nullable(v.object({ file: v.string() })),
  },
  /** Loads the sample workshop, with its first day today; only where there is no workshop yet. */
  'sample.load': { roles: ['desk'], params: v.object({}), result: v.null() },
  'setup.facts': { roles: ['desk', 'helper'], params: v.object({}), result: setupFacts },
  /** Keeps some of the setup's notes. */
  'setup.note': { roles: ['desk'], params: v.partial(v.object(changeableNotes)), result: setupNotes },
  /** Writes and flushes some records into the data folder and the mirror's. */
  'check.disk': { roles: ['desk'], params: v.object({}), result: v.object({ data: diskFinding, mirror: v.nullable(diskFinding) }) },
  /** The pictures that open kiosks have of their cameras. One that has a picture is noted. */
  'check.camera': {
    roles: ['desk'],
    params: v.object({}),
    result: v.object({ kiosks: v.number(), pictures: v.array(v.object({ label: v.string(), width: v.number(), height: v.number() })) }),
  },
  /** Writes the volunteers' crib, a page a language, or a test page of rulers, as a PDF where a dialog asks for; null when that was cancelled. */
  'page.save': {
    roles: ['desk'],
    params: v.object({ page: v.picklist(['crib', 'test']), languages: v.pipe(v.array(language), v.minLength(1)) }),
    result: v.nullable(v.object({ file: v.string() })),
  },
  /** Asks for the folder of the second copy, which begins with the next start; null when that was cancelled. */
  'mirror.choose': { roles: ['desk'], params: v.object({}), result: v.nullable(v.object({ folder: v.string() })) },
  /** The state of what the main process looks after. A changed one is also pushed to desk windows. */
  'app.status': { roles: ['desk', 'helper', 'hq'], params: v.object({}), result: appStatus },
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
