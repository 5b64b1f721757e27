import { KioskError } from '../../../shared/contract/errors';
import { quote } from '../../../shared/domain/import/remarks';
import type { InspectedRoster } from './inspectRoster';
import type { AgendaFileOptions, ParsedAgenda, ParsedRoster, RosterFileOptions } from './parseFile';
import { nextPart, type ParseAnswer, type ParseRequest, type ParseResult } from './workerMessages';

/** What of a `Worker` is used here. */
export type ParseWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onmessageerror' | 'onerror'>;

export interface WorkerOptions {
  /** Makes the worker; another one in tests. */
  createWorker?: () => ParseWorker;
  /** How long the worker may be silent, in ms. A calendar rule can repeat for ever without giving a day. */
  silenceMs?: number;
  /** Ends the reading; the promise is then rejected with `cancelled`. */
  signal?: AbortSignal;
  /** Told how many of how many rows are read. */
  onRows?: (done: number, total: number) => void;
}

function createParseWorker(): Worker {
  return new Worker(new URL('./parse.worker.ts', import.meta.url), { type: 'module' });
}

const defaultSilenceMs = 120_000;

/** Has a worker read a file, and puts its answer together. However the worker ends, the promise does too. */
function askWorker(request: ParseRequest, options: WorkerOptions): Promise<ParseResult> {
  const name = quote(request.fileName);
  return new Promise((resolve, reject) => {
    const lists = new Map<string, unknown[]>();
    let worker: ParseWorker;
    try {
      worker = (options.createWorker ?? createParseWorker)();
    } catch (cause) {
      reject(new KioskError('internal', `The reader for ${name} could not start (${String(cause)}). Start the application again.`));
      return;
    }
    let timer: ReturnType<typeof setTimeout>;
    const end = (): void => {
      clearTimeout(timer);
      worker.onmessage = worker.onmessageerror = worker.onerror = null;
      worker.terminate();
      options.signal?.removeEventListener('abort', stop);
    };
    const fail = (error: KioskError): void => {
      end();
      reject(error);
    };
    const stop = (): void => fail(new KioskError('cancelled', `Reading ${name} was stopped. Nothing was changed.`));
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        fail(new KioskError('unreadable_file', `Reading ${name} takes too long and was stopped. Split the file, or correct repetitions without end, and import it again.`));
      }, options.silenceMs ?? defaultSilenceMs);
    };
    worker.onmessage = ({ data }: MessageEvent<ParseAnswer>) => {
      watch();
      if (data.type === 'rows') {
        options.onRows?.(data.done, data.total);
        return;
      }
      if (data.type === 'part') {
        const known = lists.get(data.list) ?? [];
        for (const item of data.items) known.push(item);
        lists.set(data.list, known);
        worker.postMessage(nextPart);
        return;
      }
      if (data.type === 'failed') {
        fail(new KioskError(data.code, data.code === 'internal' ? `${name} could not be read: ${data.message}. Save it again as “CSV UTF-8” and import that; if that fails too, tell the support.` : data.message));
        return;
      }
      end();
      resolve({ ...data.rest, ...Object.fromEntries(lists) } as unknown as ParseResult);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(new KioskError('internal', `Reading ${name} stopped (${event.message || 'the reader could not start or ran out of memory'}). Close other programs, or split the file, and import it again.`));
    };
    worker.onmessageerror = () => {
      fail(new KioskError('internal', `The reader's answer on ${name} was damaged. Import the file again.`));
    };
    watch();
    options.signal?.addEventListener('abort', stop);
    worker.postMessage(request);
    if (options.signal?.aborted) stop();
  });
}

/**
 * Reads a roster (CSV or .xlsx) in a worker of its own; the calling thread is never held up for long. Rejects with
 * KioskError: `unreadable_file` and `invalid_request` as the reader found them, `internal` if the worker broke.
 */
export async function parseRoster(
  bytes: Uint8Array,
  fileName: string,
  options: RosterFileOptions,
  workerOptions: WorkerOptions = {},
): Promise<ParsedRoster> {
  return (await askWorker({ kind: 'roster', bytes, fileName, options }, workerOptions)) as ParsedRoster;
}

/** Looks at a roster's columns in a worker of its own. Rejects as `parseRoster` does. */
export async function inspectRoster(bytes: Uint8Array, fileName: string, workerOptions: WorkerOptions = {}): Promise<InspectedRoster> {
  return (await askWorker({ kind: 'inspection', bytes, fileName, options: {} }, workerOptions)) as InspectedRoster;
}

/** Reads an agenda (CSV, .xlsx, iCalendar or a schedule of pretalx) in a worker of its own. Rejects as `parseRoster` does. */
export async function parseAgenda(
  bytes: Uint8Array,
  fileName: string,
  options: AgendaFileOptions,
  workerOptions: WorkerOptions = {},
): Promise<ParsedAgenda> {
  return (await askWorker({ kind: 'agenda', bytes, fileName, options }, workerOptions)) as ParsedAgenda;
}
