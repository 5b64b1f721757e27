import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type AgeFile, changed, foreign } from './ageFile';
import { gunzipped, LineTooLong, linesOf } from './chunks';
import { type Closing, closing, handOverFormat, handOverVersion, isSignedBy, type Manifest, manifest } from './manifest';
import { HandOverProblem } from './problems';

/** What a hand-over says of itself, after it was read to its end. */
export interface Examined {
  manifest: Manifest;
  /** How many documents there are, up to the end or to where the file was cut. */
  documents: number;
  /** It was not copied whole: what there is of it was not sealed by its closing. */
  isCut: boolean;
}

const closingStart = Buffer.from('{"closing":');

/**
 * Reads a hand-over once, without taking anything: whether it is one, is whole, and is as its device has signed it.
 *
 * @throws HandOverProblem `foreign_file`, `newer_version`, `tampered`; `cut_file` if not even the manifest is there. What the file system says.
 */
export async function examineHandOver(file: AgeFile, onRead?: (bytes: number) => void): Promise<Examined> {
  const sum = createHash('sha256');
  let found: Manifest | null = null;
  let documents = 0;
  let end: Closing | null = null;
  let isCut = false;
  try {
    for await (const line of linesIn(file, onRead)) {
      if (end) throw changed();
      if (!found) found = readManifest(line);
      else if (isClosing(line)) {
        end = readClosing(line);
        continue;
      } else documents += 1;
      sum.update(line).update('\n');
    }
  } catch (error) {
    if (!(error instanceof HandOverProblem) || error.code !== 'cut_file' || !found) throw error;
    isCut = true;
  }
  if (!found) throw foreign('Nothing is in it.');
  if (!isCut && !(end && end.documents === documents && end.sha256 === sum.digest('hex') && isSignedBy(found.device, end))) throw changed();
  return { manifest: found, documents, isCut };
}

/** A document of a hand-over as it stands there, with its line. The manifest is line 1. */
export interface HandedDocument {
  line: number;
  text: string;
}

/** The documents of a hand-over that was examined, to its end or to where it was cut. */
export async function* documentsIn(file: AgeFile, onRead?: (bytes: number) => void): AsyncGenerator<HandedDocument> {
  let line = 0;
  try {
    for await (const bytes of linesIn(file, onRead)) {
      line += 1;
      if (line > 1 && !isClosing(bytes)) yield { line, text: Buffer.from(bytes).toString('utf8') };
    }
  } catch (error) {
    if (!(error instanceof HandOverProblem) || error.code !== 'cut_file') throw error;
  }
}

async function* linesIn(file: AgeFile, onRead?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  try {
    yield* linesOf(gunzipped(file.content(onRead)));
  } catch (error) {
    if (error instanceof LineTooLong) throw foreign('It holds something else.');
    if (String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw foreign('It is an age file of something else.');
    throw error;
  }
}

function isClosing(line: Uint8Array): boolean {
  return closingStart.equals(line.subarray(0, closingStart.length));
}

function readManifest(line: Uint8Array): Manifest {
  const value = parsed(line) as { format?: unknown; version?: unknown } | null;
  if (value?.format !== handOverFormat) throw foreign('It holds something else.');
  if (typeof value.version === 'number' && value.version > handOverVersion) {
    throw new HandOverProblem('newer_version', `The hand-over was made by a newer Champions Kiosk (its form is version ${value.version}, this one reads ${handOverVersion}). Update this one and take it over then.`);
  }
  const result = v.safeParse(manifest, value);
  if (!result.success) throw changed();
  return result.output;
}

function readClosing(line: Uint8Array): Closing {
  const result = v.safeParse(closing, parsed(line));
  if (!result.success) throw changed();
  return result.output.closing;
}

function parsed(line: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(line).toString('utf8'));
  } catch {
    return null;
  }
}
