import { constants, createGunzip, createGzip, type Gzip } from 'node:zlib';

/** Streams of bytes in steps: what is read is asked for by what writes, so that a hand-over of any length takes little memory. */
export type Chunks = AsyncIterable<Uint8Array>;

/** The same as a stream of the web, which reads on only when it is asked to. */
export function webStreamOf(chunks: Chunks): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Compressed. The same bytes in give the same bytes out. */
export function gzipped(chunks: Chunks): AsyncGenerator<Uint8Array> {
  return through(createGzip(), chunks);
}

/**
 * Unpacked. If the chunks end with an error, all that could be unpacked comes first.
 *
 * @throws what zlib says of bytes that are not gzip (with a `code` that begins with `Z_`).
 */
export function gunzipped(chunks: Chunks): AsyncGenerator<Uint8Array> {
  return through(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }), chunks);
}

async function* through(zlib: Gzip, chunks: Chunks): AsyncGenerator<Uint8Array> {
  let failed: { error: unknown } | null = null;
  // What waits for room in a stream that is left is never called back.
  const closed = new Promise((resolve) => zlib.once('close', resolve));
  const feed = async (): Promise<void> => {
    try {
      for await (const chunk of chunks) {
        if (zlib.destroyed) return;
        await Promise.race([closed, new Promise((resolve) => zlib.write(chunk, resolve))]);
      }
    } catch (error) {
      failed = { error };
    }
    zlib.end();
  };
  const feeding = feed();
  try {
    for await (const chunk of zlib) yield chunk as Uint8Array;
  } finally {
    zlib.destroy();
    await feeding;
  }
  if (failed) throw (failed as { error: unknown }).error;
}

/** With zeros behind them, up to a multiple of `size` bytes. */
export async function* padded(chunks: Chunks, size: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    yield chunk;
  }
  if (length % size !== 0) yield new Uint8Array(size - (length % size));
}

/** A line is longer than any that we write. */
export class LineTooLong extends Error {}

const longestLine = 16 * 1024 * 1024;

/** The lines, without their line feeds; what stands behind the last line feed is left out. @throws LineTooLong */
export async function* linesOf(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const piece = chunk.subarray(start, end);
      yield rest.length > 0 ? Buffer.concat([...rest, piece]) : piece;
      rest = [];
      held = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    rest.push(chunk.subarray(start));
    held += chunk.length - start;
    if (held > longestLine) throw new LineTooLong(`A line is longer than ${longestLine} bytes.`);
  }
}
