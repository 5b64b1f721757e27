import fs from 'node:fs';
import path from 'node:path';
import PouchDB from 'pouchdb-core';
import httpAdapter from 'pouchdb-adapter-http';
import levelAdapter from 'pouchdb-adapter-leveldb';
import memoryAdapter from 'pouchdb-adapter-memory';
import replication from 'pouchdb-replication';
import { answerParent } from './child.mjs';

/** PouchDB's own replication, from and to a database on the disk or in memory, in a Node process of its own. */

PouchDB.plugin(httpAdapter).plugin(levelAdapter).plugin(memoryAdapter).plugin(replication);

let made = 0;
/** In memory, until it is said where on the disk. */
let where = { adapter: 'memory', folder: '' };
const fresh = () => new PouchDB(path.join(where.folder, `local${(made += 1)}`), { adapter: where.adapter });
let mine = null;

async function replicated(start, count) {
  const begun = performance.now();
  const result = await start();
  const milliseconds = performance.now() - begun;
  if (!result.ok || result.doc_write_failures > 0 || result.docs_written !== count) throw new Error(`PouchDB wrote ${result.docs_written} of ${count}: ${JSON.stringify(result.errors)}`);
  return milliseconds;
}

answerParent({
  /** Databases from here on are on the disk, in a folder, as PouchDB keeps them in Node. */
  keepIn(folder) {
    where = { adapter: 'leveldb', folder };
  },
  /** A new database with the documents of a file, a line each. Replication knows nothing of it yet. */
  async load(file) {
    await mine?.destroy();
    mine = fresh();
    const documents = fs.readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
    for (let first = 0; first < documents.length; first += 1_000) {
      const receipts = await mine.bulkDocs(documents.slice(first, first + 1_000));
      if (receipts.some(({ ok }) => !ok)) throw new Error('PouchDB did not take a document.');
    }
    return documents.length;
  },
  /** ms to send `count` documents, 0 where all are there. */
  push: (url, count, batch) => replicated(() => mine.replicate.to(new PouchDB(url), { batch_size: batch }), count),
  async pull(url, count, batch) {
    await mine?.destroy();
    mine = fresh();
    return replicated(() => mine.replicate.from(new PouchDB(url), { batch_size: batch }), count);
  },
});
