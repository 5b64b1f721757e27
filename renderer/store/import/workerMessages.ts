import type { ErrorCode } from '../../../shared/contract/errors';
import type { InspectedRoster } from './inspectRoster';
import type { AgendaFileOptions, ParsedAgenda, ParsedRoster, RosterFileOptions } from './parseFile';

/** What the parsing worker is asked: once, by the first message. */
export type ParseRequest =
  | { kind: 'roster'; bytes: Uint8Array; fileName: string; options: RosterFileOptions }
  | { kind: 'inspection'; bytes: Uint8Array; fileName: string; options: object }
  | { kind: 'agenda'; bytes: Uint8Array; fileName: string; options: AgendaFileOptions };

/** Whatever a file of either kind says; which one is known by whoever asked. */
export type ParseResult = ParsedRoster | ParsedAgenda | InspectedRoster;

/**
 * What the worker answers: long lists in parts, so that taking one in does not hold up the window, then the rest, or
 * an error; its code is `internal` for a fault.
 */
export type ParseAnswer =
  /** So many rows of a roster are read. */
  | { type: 'rows'; done: number; total: number }
  | { type: 'part'; list: string; items: unknown[] }
  | { type: 'done'; rest: Record<string, unknown> }
  | { type: 'failed'; code: ErrorCode; message: string };

/** Sent back for every part: the worker sends the next one only then, so that parts never queue up at the window. */
export const nextPart = 'next part';

/** Items in one part: some 10 ms of copying for a window's thread. */
export const partSize = 1000;
