import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { build } from 'vite';
import { databaseOf } from '@shared/contract/sync';
import { CouchServer } from './couchServer';
import { freshDevice, linkOf, quickLimits } from './device';
import { freshFolder } from './memoryFolder';
import { freshKey } from './freshKey';
import { MemorySource } from './memorySource';

/** A process that is killed twenty times in the middle of its exchange comes to the same end as one that is left alone. */

const root = path.resolve(import.meta.dirname, '../../..');
let program: string;
beforeAll(async () => {
  const outDir = freshFolder();
  await build({
    configFile: false, root, logLevel: 'error',
    resolve: { alias: { '@shared': path.join(root, 'shared') } },
    ssr: { noExternal: true },
    build: { ssr: path.join(import.meta.dirname, 'killedClient.ts'), outDir, emptyOutDir: false, rollupOptions: { output: { entryFileNames: 'killedClient.mjs' } } },
  });
  program = path.join(outDir, 'killedClient.mjs');
});

function start(folder: string, url: string): ChildProcess {
  return spawn(process.execPath, [program, folder, url], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (part: Buffer) => (said += part.toString()));
    child.once('close', () => resolve(said));
  });
}

test('killed twenty times in mid-sync: nothing lost, nothing doubled', { timeout: 120_000 }, async () => {
  const server = new CouchServer();
  const url = await server.listen();
  const folder = freshFolder();
  const key = freshKey();
  fs.writeFileSync(path.join(folder, 'key.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const file = path.join(folder, 'journal.ndjson');
  const other = freshDevice();
  let kills = 0;
  try {
    for (let round = 0; round < 20; round++) {
      // Both have something new each time, for several batches either way.
      new MemorySource(key, { file }).writeSome('SEL25', 150);
      other.source.writeSome('SEL25', 100);
      await linkOf(other, url, { limits: { ...quickLimits, headMs: 10_000, wholeMs: 20_000 } }).run();
      const asked = server.requests.length;
      const child = start(folder, url);
      const end = ended(child);
      // Once so many of its requests have come in, another number each time.
      const deadline = Date.now() + 10_000;
      while (server.requests.length < asked + 2 + (round % 9) && child.exitCode === null && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 1));
      if (child.exitCode === null && child.kill('SIGKILL')) kills += 1;
      await end;
    }
    expect(kills).toBe(20);
    const said = await ended(start(folder, url));
    expect(JSON.parse(said.split('\n')[1] ?? '')).toMatchObject({ refused: 0, pending: 0 });
    await linkOf(other, url, { limits: { ...quickLimits, headMs: 10_000, wholeMs: 20_000 } }).run();
    const held = new MemorySource(key, { file }).contents();
    expect(held).toHaveLength(20 * 250);
    expect(new Set(held).size).toBe(held.length);
    expect(server.ids(databaseOf('SEL25'))).toEqual(held);
    expect(other.source.contents()).toEqual(held);
  } finally {
    await server.close();
  }
});
