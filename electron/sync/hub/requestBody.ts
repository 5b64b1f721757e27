import type { IncomingMessage } from 'node:http';
import { pipeline, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { pieceBytes } from '../gzip';
import { HubRefusal, SenderGone } from './refusal';

export interface BodyLimits {
  sentBytes: number;
  inflatedBytes: number;
  /** Asks whether so many more bytes may be held; they are until the request is answered. */
  hold(bytes: number): boolean;
}

/**
 * Reads the body of a request, inflated if it is gzipped. It is cut off as soon as it is too long, and a small one that
 * inflates beyond all measure while it does.
 *
 * @throws HubRefusal 413 too long, 415 another type or encoding, 400 damaged gzip, 503 the hub holds too much already.
 * @throws SenderGone when the connection ended in the middle of it.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new HubRefusal(415, 'bad_content_type', 'Content-Type must be application/json.');
  }
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') throw new HubRefusal(415, 'bad_content_encoding', 'Content-Encoding must be gzip, or none.');
  const tooLong = (most: number): HubRefusal => new HubRefusal(413, 'too_large', `The request is longer than ${most} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limits.sentBytes) throw tooLong(limits.sentBytes);

  const sent = measured(limits.sentBytes, tooLong);
  const inflated = measured(limits.inflatedBytes, tooLong, (bytes) => {
    if (!limits.hold(bytes)) throw new HubRefusal(503, 'busy', 'The hub has too much to read just now. Try again in a moment.');
  });
  const chunks: Buffer[] = [];
  inflated.on('data', (chunk: Buffer) => chunks.push(chunk));
  const streams = encoding === 'gzip' ? [sent, createGunzip({ chunkSize: pieceBytes }), inflated] : [sent, inflated];
  return new Promise((resolve, reject) => {
    // The request itself is no part of the pipeline, which would destroy its socket and the answer with it.
    const gone = (): void => void sent.destroy(new SenderGone('The connection ended in the middle of a request.'));
    request.once('error', gone).once('close', () => (request.complete ? undefined : gone()));
    pipeline(streams, (error: NodeJS.ErrnoException | null | undefined) => {
      request.off('error', gone).unpipe(sent);
      request.on('error', () => undefined);
      if (!error) resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
      else if (error instanceof HubRefusal || error instanceof SenderGone) reject(error);
      else reject(new HubRefusal(400, 'bad_request', `The gzipped request is damaged (${error.code ?? error.message}).`));
    });
    request.pipe(sent);
  });
}

function measured(most: number, tooLong: (most: number) => HubRefusal, check: (bytes: number) => void = () => {}): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done): void {
      total += chunk.length;
      try {
        if (total > most) throw tooLong(most);
        check(chunk.length);
      } catch (error) {
        return done(error as Error);
      }
      done(null, chunk);
    },
  });
}
