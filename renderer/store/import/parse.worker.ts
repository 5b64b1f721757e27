import { KioskError } from '../../../shared/contract/errors';
import { inspectRosterFile } from './inspectRoster';
import { parseAgendaFile, parseRosterFile } from './parseFile';
import { nextPart, partSize, type ParseAnswer, type ParseRequest, type ParseResult } from './workerMessages';

/** Reads one file and answers in parts. The window that started this worker ends it afterwards. */

const scope = self as unknown as DedicatedWorkerGlobalScope;

function answer(message: ParseAnswer): void {
  scope.postMessage(message);
}

let takeNext = (): void => undefined;

/** Sends a part and waits until it has been taken in. */
function answerPart(list: string, items: unknown[]): Promise<void> {
  return new Promise((resolve) => {
    takeNext = resolve;
    answer({ type: 'part', list, items });
  });
}

function read(request: ParseRequest): Promise<ParseResult> {
  const { bytes, fileName } = request;
  switch (request.kind) {
    case 'roster':
      return parseRosterFile(bytes, fileName, request.options, (done, total) => answer({ type: 'rows', done, total }));
    case 'inspection':
      return inspectRosterFile(bytes, fileName);
    case 'agenda':
      return parseAgendaFile(bytes, fileName, request.options);
  }
}

async function parse(request: ParseRequest): Promise<void> {
  const result = await read(request);
  const rest: Record<string, unknown> = {};
  for (const [list, value] of Object.entries(result)) {
    if (!Array.isArray(value)) {
      rest[list] = value;
      continue;
    }
    const items = value as unknown[];
    rest[list] = [];
    for (let start = 0; start < items.length; start += partSize) {
      await answerPart(list, items.slice(start, start + partSize));
    }
  }
  answer({ type: 'done', rest });
}

scope.onmessage = (event: MessageEvent<ParseRequest | typeof nextPart>) => {
  if (event.data === nextPart) {
    takeNext();
    return;
  }
  parse(event.data).catch((cause: unknown) => {
    if (cause instanceof KioskError) answer({ type: 'failed', code: cause.code, message: cause.message });
    else answer({ type: 'failed', code: 'internal', message: cause instanceof Error ? cause.message : String(cause) });
  });
};
