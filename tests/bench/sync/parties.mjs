import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { projectRoot } from '../../../electron/runtime/projectFolders.mjs';
import { buildForNode } from '../buildForNode.mjs';
import { freshFolder } from '../workFolder.mjs';
import { runCommand } from './command.mjs';

/** Who meets at a hub, and what the bench says to a hub by itself. */

let built;

/** `laptops.ts`, built. */
export function laptops() {
  built ??= (async () => {
    const folder = await buildForNode({ laptops: path.join(projectRoot, 'tests', 'bench', 'sync', 'laptops.ts') }, freshFolder('laptops'));
    return { ...(await import(pathToFileURL(path.join(folder, 'laptops.mjs')).href)), file: path.join(folder, 'laptops.mjs') };
  })();
  return built;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** Asks a hub something. @returns status, the bytes of the answer as they came, and its text. */
function askHub(port, { method = 'GET', target, who, body, gzip = false, from = '127.0.0.1' }) {
  return new Promise((resolve, reject) => {
    const headers = {
      'accept-encoding': 'gzip',
      ...(who ? { authorization: `Basic ${Buffer.from(`${who.user}:${who.password}`).toString('base64')}` } : {}),
      ...(body ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) } : {}),
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    };
    const request = http.request({ host: '127.0.0.1', port, method, path: target, headers, ...(from === '127.0.0.1' ? { agent } : { agent: false, localAddress: from }) }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).once('error', reject);
      response.once('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
        resolve({ status: response.statusCode, bytes, text });
      });
    });
    request.once('error', reject);
    request.end(body);
  });
}

/** Enrols a data folder's key. `from`: an address of its own, as neighbours have, for a hub slows down one that enrols many. */
export async function enrolAt(hub, data, from) {
  const { enrol } = await laptops();
  return enrol(data, hub.enrolment, async (body) => (await askHub(hub.port, { method: 'POST', target: '/_enrol', body, from })).text);
}

/** One whole run of headless `sync`. @returns its result, and ms from its first request to its last, as the run itself noted them. */
export async function syncRun(data, { user, password }, port) {
  const result = JSON.parse(await runCommand(['sync', '--hq', `http://${user}:${password}@127.0.0.1:${port}`, '--json', '--data', data]));
  const remotes = path.join(data, 'sync', 'remotes');
  const logs = fs.readdirSync(remotes).map((id) => JSON.parse(fs.readFileSync(path.join(remotes, id, 'runs.json'), 'utf8')));
  const [{ startedAt, endedAt }] = logs.flatMap(({ runs }) => runs).sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return { ...result, milliseconds: Date.parse(endedAt) - Date.parse(startedAt) };
}

/** Forgets where every remote is, as a copy of an old data folder does: everything is exchanged again. */
export function forgetPlaces(data) {
  fs.rmSync(path.join(data, 'sync', 'remotes'), { recursive: true });
}

/** Writes texts as gzipped bodies of `_bulk_docs` to a folder. @returns how many. */
export function writeBodies(folder, lines, together, level) {
  let count = 0;
  for (let first = 0; first < lines.length; first += together, count++) {
    fs.writeFileSync(path.join(folder, String(count).padStart(5, '0')), gzipSync(`{"docs":[${lines.slice(first, first + together).join(',')}]}`, { level }));
  }
  return count;
}

/** Fetches all pages of a database and writes them to a folder as they came. @returns how many. */
export async function writePages(folder, port, who, database, limit) {
  for (let since = 0, count = 0; ; count++) {
    const { status, bytes, text } = await askHub(port, { target: `/${database}/_changes?since=${since}&include_docs=true&limit=${limit}`, who });
    if (status !== 200) throw new Error(text);
    const page = JSON.parse(text);
    fs.writeFileSync(path.join(folder, String(count).padStart(5, '0')), bytes);
    since = page.last_seq;
    if (page.pending === 0) return count + 1;
  }
}
