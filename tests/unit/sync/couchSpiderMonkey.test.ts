import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { designDocument } from '../../../electron/sync/couchdb/designDocument';
import { documentOf } from '../../../electron/sync/documents';
import { freshFolder } from './memoryFolder';
import { MemorySource } from './memorySource';

/** SpiderMonkey is CouchDB's usual engine. Debian has it inside gjs. */
const hasGjs = spawnSync('gjs', ['--version']).error === undefined;
if (!hasGjs) console.log('gjs is not installed: the validation is not tested in SpiderMonkey. Install it with apt-get install gjs.');

test.skipIf(!hasGjs)('SpiderMonkey takes what the application writes, and refuses what was edited', () => {
  const source = new MemorySource();
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  const values = fc.sample(fc.dictionary(text, fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(text))), 400);
  for (const data of values) source.write('w', { type: 'x', data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>, person: { salt: 'a', name: Object.keys(data)[0] ?? '' } });
  const docs = source.events.map((event) => documentOf(event, source.key));
  const edited = docs.map((doc) => ({ ...doc, data: { ...doc.data, 'one more': 1 } }));
  const folder = freshFolder();
  const file = path.join(folder, 'run.js');
  fs.writeFileSync(file, `
    var validate = (${designDocument().validate_doc_update});
    var user = { name: ${JSON.stringify(source.device)}, roles: [], db: 'wego-w' };
    function answer(doc) { try { validate(doc, null, user, {}); return 'ok'; } catch (error) { return error.forbidden || String(error); } }
    print(JSON.stringify([JSON.parse(${JSON.stringify(JSON.stringify(docs))}).map(answer), JSON.parse(${JSON.stringify(JSON.stringify(edited))}).map(answer)]));
  `);
  const [taken, refused] = JSON.parse(execFileSync('gjs', [file], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })) as [string[], string[]];
  expect(new Set(taken)).toEqual(new Set(['ok']));
  expect(new Set(refused)).toEqual(new Set(['edited: its content is not what its id says.']));
});
