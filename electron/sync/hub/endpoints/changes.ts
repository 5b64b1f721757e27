import { JsonStream } from '../answers';
import type { DatabaseCall } from '../call';
import { HubRefusal } from '../refusal';
import { numberOf } from '../target';
import { ByteText } from '../../../byteText';
import { writeDocument } from '../../documentText';
import type { HeldChange } from '../../eventSource';
import { outgoing } from './documents';

/** What is read of the journal at once. */
const page = { events: 500, bytes: 256 * 1024 };
/** Nobody needs a sign of life more often, in milliseconds. */
const quickestHeartbeat = 1_000;

/**
 * `GET /{db}/_changes`: the events of a workshop after a line of this journal, in the order in which they came here,
 * written out as they are read. `brief`, which CouchDB does not know, leaves out what it has of revisions. With `feed=longpoll` an answer without any waits for the first one.
 */
export async function changes(call: DatabaseCall): Promise<void> {
  const { request, response, hub, workshop, target: { query } } = call;
  const feed = query.get('feed') ?? 'normal';
  if (feed !== 'normal' && feed !== 'longpoll') throw new HubRefusal(400, 'bad_request', 'The feed is normal or longpoll.');
  for (const unknown of ['filter', 'doc_ids', 'selector', 'view', 'descending']) {
    if (query.has(unknown) && query.get(unknown) !== 'false') throw new HubRefusal(400, 'bad_request', `Changes cannot be asked for with ${unknown}.`);
  }
  const { source } = hub;
  const since = query.get('since') === 'now' ? source.lastLine : numberOf(query, 'since', 0);
  const withDocuments = query.get('include_docs') === 'true';
  const isBrief = query.get('brief') === 'true';
  let left = Math.max(numberOf(query, 'limit', Number.MAX_SAFE_INTEGER), 1);
  const wait = feed === 'longpoll' ? Math.min(numberOf(query, 'timeout', hub.limits.longPoll), hub.limits.longPoll) : 0;
  const heartbeat = query.get('heartbeat') === 'true' ? hub.limits.longPoll : numberOf(query, 'heartbeat', hub.limits.longPoll);

  const stream = new JsonStream(request, response, 200);
  try {
    await stream.write('{"results":[\n');
    // A line behind the last one is of a journal that was longer once: whoever knows it reads on from here.
    let through = Math.min(since, source.lastLine);
    let behind = 0;
    let isFirst = true;
    if (wait > 0 && since <= source.lastLine) await firstChange(call, stream, through, wait, Math.max(heartbeat, quickestHeartbeat));
    const until = source.lastLine;
    do {
      const read = await source.changes(workshop, through, Math.min(left, page.events), page.bytes);
      if (read.changes.length > 0) {
        await stream.write(await rows(call, read.changes, { withDocuments, isBrief, isFirst }));
        isFirst = false;
      }
      left -= read.changes.length;
      through = Math.max(through, read.through);
      behind = read.pending;
    } while (left > 0 && behind > 0 && through < until);
    stream.end(`\n],"last_seq":${through},"pending":${behind}}\n`);
  } catch (error) {
    stream.breakOff();
    throw error;
  }
}

interface RowForm {
  withDocuments: boolean;
  /** Without revisions, which mean nothing here: a tenth less to send. */
  isBrief: boolean;
  /** Whether none are before them. */
  isFirst: boolean;
}

async function rows({ hub }: DatabaseCall, read: readonly HeldChange[], { withDocuments, isBrief, isFirst }: RowForm): Promise<Buffer> {
  const out = new ByteText(read.length * 1_200);
  for (const [index, each] of (await outgoing(hub, read, withDocuments)).entries()) {
    const { line, id, hash, signature } = each;
    if (index > 0 || !isFirst) out.write(',\n');
    out.write(`{"seq":${line},"id":${JSON.stringify(id)}${isBrief ? '' : `,"changes":[{"rev":"1-${hash}"}]`}`);
    if (withDocuments) {
      out.write(',"doc":');
      writeDocument(out, each, signature, isBrief ? null : `1-${hash}`);
    }
    out.write('}');
  }
  return out.whole;
}

/** Resolves when there is an event after a line, when it has taken too long, when the hub stops or nobody waits any more. */
async function firstChange({ hub, workshop, response }: DatabaseCall, stream: JsonStream, after: number, wait: number, heartbeat: number): Promise<void> {
  let wake = (): void => {};
  let grown = true;
  let isOver = false;
  const note = (what: () => void) => (): void => {
    what();
    wake();
  };
  const unwatch = hub.growth.watch(workshop, note(() => (grown = true)));
  const over = note(() => (isOver = true));
  const timer = setTimeout(over, wait);
  const beat = setInterval(() => {
    if (stream.gone) return;
    stream.write('\n').catch(over);
    stream.flush();
  }, heartbeat);
  response.once('close', over);
  try {
    while (!isOver && !hub.growth.over) {
      if (grown) {
        grown = false;
        if ((await hub.source.changes(workshop, after, 1)).changes.length > 0) return;
      }
      if (!grown && !isOver && !hub.growth.over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    unwatch();
    clearTimeout(timer);
    clearInterval(beat);
    response.off('close', over);
  }
}
