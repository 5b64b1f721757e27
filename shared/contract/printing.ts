import * as v from 'valibot';
import { language } from './values';

/** What is printed, where, and what became of it. */

export const paper = v.picklist(['A4', 'Letter']);
export type Paper = v.InferOutput<typeof paper>;

/**
 * Where a job is. `waiting`: for those before it. `sending`: to the printer. `printing` and what follows it are what the
 * printer says; `printed` is said only when the printer said so. `handed_over`: a system's own queue has it and does not
 * tell more. `unsure`: it may be on paper or not; nobody prints it again unasked.
 */
export const printWord = v.picklist([
  'waiting', 'sending', 'printing', 'out_of_paper', 'out_of_ink', 'paper_jam', 'door_open', 'asleep', 'printer_stopped', 'held',
  'printed', 'handed_over', 'cancelled', 'failed', 'unsure',
]);
export type PrintWord = v.InferOutput<typeof printWord>;

/** A printer as it can be chosen. */
export const printer = v.object({
  /** Its address, such as `ipp://localhost:631/printers/Hall`. */
  uri: v.string(),
  /** As the system names it. */
  name: v.string(),
  /** What it says of itself now. */
  word: v.picklist(['ready', 'printing', 'out_of_paper', 'out_of_ink', 'paper_jam', 'door_open', 'asleep', 'printer_stopped']),
  papers: v.array(paper),
});
export type Printer = v.InferOutput<typeof printer>;

export const printJob = v.object({
  id: v.string(),
  /** What is on it, in words for the list: no personal data for a test page, a name for a certificate. */
  title: v.string(),
  /** The attendee whose it is; null for a test page and for several at once. */
  registrationId: v.nullable(v.string()),
  paper,
  printer: v.object({ uri: v.string(), name: v.string() }),
  word: printWord,
  /** What the printer or the system said, for support; empty without. */
  detail: v.string(),
  /** UTC, ISO 8601. */
  createdAt: v.string(),
  changedAt: v.string(),
  /** How often it has been sent. */
  sent: v.number(),
});
export type PrintJob = v.InferOutput<typeof printJob>;

/** Such as `ipp://192.168.1.20/ipp/print`. */
export const printerAddress = /^ipps?:\/\/[^\s/]+(:\d+)?\/\S*$/i;
const printerUri = v.pipe(v.string(), v.trim(), v.maxLength(500), v.regex(printerAddress));
const chosenPrinter = v.object({ uri: v.string(), name: v.string() });
const job = v.object({ job: printJob });

/** What windows may ask about printing; a part of the map of channels. */
export const printingChannels = {
  'printers.list': { roles: ['desk', 'helper'], params: v.object({}), result: v.object({ printers: v.array(printer) }) },
  /** A printer in the network that the system does not know; it is kept by its address. */
  'printers.add': { roles: ['desk'], params: v.object({ uri: printerUri }), result: v.object({ printers: v.array(printer) }) },
  'printers.remove': { roles: ['desk'], params: v.object({ uri: v.string() }), result: v.object({ printers: v.array(printer) }) },
  /** The latest first. */
  'prints.list': { roles: ['desk', 'helper'], params: v.object({}), result: v.object({ jobs: v.array(printJob) }) },
  'prints.testPage': { roles: ['desk', 'helper'], params: v.object({ printer: chosenPrinter, paper, language }), result: job },
  'prints.cancel': { roles: ['desk', 'helper'], params: v.object({ id: v.string() }), result: job },
  /** Prints a job again, or on another printer; somebody has asked for it. */
  'prints.again': { roles: ['desk', 'helper'], params: v.object({ id: v.string(), printer: v.optional(chosenPrinter) }), result: job },
  /** Somebody has looked, and it lies in the tray. */
  'prints.settle': { roles: ['desk', 'helper'], params: v.object({ id: v.string() }), result: job },
} as const;
