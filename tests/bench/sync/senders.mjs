import http from 'node:http';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { answerParent } from './child.mjs';

/**
 * Devices as a hub sees them: each sends its own signed events and reads those of all. What laptops do with what they
 * get, each on its own processor, is left out: fifty would do it here on one.
 */

let devices = [];
let laptops;

function ask(port, { who, agent }, method, target, body) {
  return new Promise((resolve, reject) => {
    const headers = {
      'accept-encoding': 'gzip', authorization: `Basic ${Buffer.from(`${who.user}:${who.password}`).toString('base64')}`,
      ...(body ? { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': String(body.length) } : {}),
    };
    const request = http.request({ host: '127.0.0.1', port, method, path: target, headers, agent }, async (response) => {
      try {
        const chunks = [];
        for await (const chunk of response) chunks.push(chunk);
        const bytes = Buffer.concat(chunks);
        const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
        if (response.statusCode >= 300) throw new Error(`${method} ${target}: ${response.statusCode} ${text.slice(0, 300)}`);
        resolve(text);
      } catch (error) {
        reject(error);
      }
    });
    request.once('error', reject);
    request.end(body);
  });
}

const database = () => encodeURIComponent(laptops.databaseOf(laptops.workshop));

async function push(port, device, { ids, body }) {
  const receipts = JSON.parse(await ask(port, device, 'POST', `/${database()}/_bulk_docs`, body));
  if (receipts.length !== ids.length || receipts.some(({ ok, id }, index) => !ok || id !== ids[index])) throw new Error(`${receipts.length} receipts: ${JSON.stringify(receipts.find(({ ok }) => !ok))}`);
}

/** Reads `_changes` until each of these documents has come. @returns how many have not, when nothing more comes for a minute. */
async function pull(port, device, places) {
  const seen = new Uint8Array(places.size);
  let missing = places.size;
  let heardAt = performance.now();
  for (let since = 0; missing > 0 && performance.now() - heardAt < 60_000; ) {
    const text = await ask(port, device, 'GET', `/${database()}/_changes?since=${since}&include_docs=true&brief=true&limit=1000`);
    for (const [, id] of text.matchAll(/"doc":\{"_id":"([^"]+)"/g)) {
      const place = places.get(id);
      if (place === undefined) throw new Error(`${id} was sent by nobody.`);
      missing -= 1 - seen[place];
      seen[place] = 1;
    }
    const next = Number(/"last_seq":(\d+)/.exec(text.slice(-200))?.[1]);
    if (next === since) await new Promise((resolve) => setTimeout(resolve, 100));
    else heardAt = performance.now();
    since = next;
  }
  return missing;
}

answerParent({
  /** Takes in the devices of some data folders, and has the hub make the database. @param ahead how many events each signs before anything is measured. */
  async open(file, port, folders, ahead = 0, together = 1) {
    laptops = await import(pathToFileURL(file).href);
    devices = folders.map(({ folder, who }) => ({
      who, agent: new http.Agent({ keepAlive: true, maxSockets: 1 }), chain: new laptops.Chain(laptops.keyOf(folder)), bodies: [],
    }));
    await ask(port, devices[0], 'PUT', `/${database()}`);
    for (const device of devices) for (let count = 0; count < ahead; count += together) device.bodies.push(device.chain.body(Math.min(together, ahead - count)));
    return devices.flatMap(({ bodies }) => bodies.flatMap(({ ids }) => ids));
  },
  /** The next events of one device, made and sent. */
  send: (port, index, count) => push(port, devices[index], devices[index].chain.body(count)),
  /** Every device sends what it has signed and reads until it has the events of all, all at once. @returns ms that each took, and what each lacks. */
  exchange(port, all) {
    const places = new Map(all.map((id, place) => [id, place]));
    return Promise.all(
      devices.map(async (device) => {
        const begun = performance.now();
        for (const body of device.bodies) await push(port, device, body);
        const sent = performance.now() - begun;
        const missing = await pull(port, device, places);
        return { sent, milliseconds: performance.now() - begun, missing };
      }),
    );
  },
});
