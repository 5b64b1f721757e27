import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { JsonStream, sendJson } from '../../../electron/sync/hub/answers';

/** Answers whose reader is slow. */

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves one answer to a reader who looks away for a while; what they got, and whether its connection was marked as full when its end was sent. */
async function answered(answer: Answer, gzip: boolean): Promise<{ text: string; wasFull: boolean }> {
  let wasFull = false;
  const server = http.createServer((request, response) => {
    const { end } = response;
    response.end = ((...args: Parameters<typeof end>) => {
      const { socket } = response;
      end.apply(response, args);
      wasFull ||= socket?.writableNeedDrain ?? false;
      return response;
    }) as typeof end;
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bytes = await new Promise<Buffer>((resolve) => {
    http.get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, headers: gzip ? { 'accept-encoding': 'gzip' } : {} }, (response) => {
      const chunks: Buffer[] = [];
      setTimeout(() => response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks))), 100);
    });
  });
  server.close();
  return { text: (gzip ? gunzipSync(bytes) : bytes).toString(), wasFull };
}

/** Does not get shorter by gzip. */
const noise = Array.from({ length: 300_000 }, () => Math.random().toString(36).slice(2, 12));

describe.each([['plain', false], ['gzipped', true]] as const)('%s', (_name, gzip) => {
  test('a whole answer ends only when all before its last byte has gone', async () => {
    const { text, wasFull } = await answered((request, response) => sendJson(request, response, 200, noise), gzip);
    expect(JSON.parse(text)).toEqual(noise);
    expect(wasFull).toBe(false);
  });

  test('so does one that is written piece by piece', async () => {
    const { text, wasFull } = await answered(async (request, response) => {
      const stream = new JsonStream(request, response, 200);
      await stream.write('[');
      for (let i = 0; i < 100; i++) await stream.write(`${i === 0 ? '' : ','}${JSON.stringify(noise.slice(i * 3_000, (i + 1) * 3_000))}`);
      stream.end(`,${JSON.stringify(noise.slice(0, 50_000))}]`);
    }, gzip);
    expect((JSON.parse(text) as string[][]).slice(0, 100).flat()).toEqual(noise);
    expect(wasFull).toBe(false);
  });
});
