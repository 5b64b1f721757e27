import http from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CouchAnswer } from './couchServer';
import { runThroughFaults } from './faultRuns';
import { LaptopHub } from './hubOfLaptop';
import { Laptop } from './laptop';

const runs = 100;
let hub: LaptopHub;
const laptops: Laptop[] = [];
beforeAll(async () => {
  hub = await LaptopHub.start({ tls: false });
});
afterAll(async () => {
  await hub.close();
  await Promise.all(laptops.map((laptop) => laptop.close()));
});

/** Asks the hub in somebody's stead, and takes its answer whole. */
function forward({ method, url, headers }: Pick<http.IncomingMessage, 'method' | 'url' | 'headers'>, body: Buffer): Promise<CouchAnswer> {
  const { port } = hub.service.status();
  const { host: _host, 'accept-encoding': _encoding, 'content-length': _length, ...others } = headers;
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path: url, headers: { ...others, ...(body.length > 0 ? { 'content-length': String(body.length) } : {}) } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        const { 'content-type': type = '', 'retry-after': after } = response.headers;
        const told = { 'content-type': type, 'content-length': String(Buffer.byteLength(text)), date: response.headers.date ?? '', ...(after === undefined ? {} : { 'retry-after': after }) };
        resolve({ status: response.statusCode ?? 0, headers: told, text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

test(`${runs} runs with a real hub, which all of them share, over a network that lies`, { timeout: 120_000 }, async () => {
  const three = [new Laptop(), new Laptop(), new Laptop()];
  laptops.push(...three);
  const tokens = new Map<string, string>();
  for (const { key } of three) tokens.set(key.device, await hub.tokenOf(key));
  await runThroughFaults({
    runs,
    atOnce: 8,
    keys: three.map(({ key }) => key),
    workshops: (seed) => [`SEL${seed}`, `BER${seed}`],
    open: () => Promise.resolve({
      target: { respond: forward },
      url: `http://127.0.0.1:${hub.service.status().port}`,
      calm: {},
      credentials: ({ key }) => ({ auth: 'token', user: '', secret: tokens.get(key.device) as string }),
      ids: (workshop) => hub.ids(workshop),
      close: () => Promise.resolve(),
    }),
  });
  expect(hub.log.filter((line) => line.startsWith('The hub failed'))).toEqual([]);
  const { problems, events } = hub.laptop.onDisk();
  expect(problems).toEqual([]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});
