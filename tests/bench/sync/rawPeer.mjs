import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { answerParent } from './child.mjs';

/**
 * The same bytes over plain HTTP and nothing else: a body or a page is gunzipped, appended to a file and flushed, and
 * then the next one comes. One process has the server, another one asks.
 */

const unzip = promisify(gunzip);
let file = null;
let pages = [];

async function keep(bytes) {
  fs.writeSync(file, await unzip(bytes));
  fs.fdatasyncSync(file);
}

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = http.createServer(async (request, response) => {
  if (request.method === 'GET') return response.end(pages[Number(request.url.slice(1))]);
  await keep(await read(request));
  response.end('{"ok":true}');
});

const agent = new http.Agent({ keepAlive: true });

function ask(port, method, target, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path: target, agent }, (response) => read(response).then(resolve, reject));
    request.once('error', reject);
    request.end(body);
  });
}

const load = (folder) => fs.readdirSync(folder).sort().map((name) => fs.readFileSync(path.join(folder, name)));

async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

answerParent({
  /** Opens the file that bytes are kept in. */
  open(target) {
    file = fs.openSync(target, 'w');
  },
  /** Serves the files of a folder; the port. */
  async serve(folder) {
    pages = load(folder);
    if (!server.listening) await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server.address().port;
  },
  /** ms to send the files of a folder, one after another. */
  push(port, folder) {
    const bodies = load(folder);
    return timed(async () => {
      for (const body of bodies) await ask(port, 'POST', '/', body);
    });
  },
  /** ms to fetch so many pages, one after another, and to keep them. */
  pull: (port, count) =>
    timed(async () => {
      for (let index = 0; index < count; index++) await keep(await ask(port, 'GET', `/${index}`));
    }),
});
