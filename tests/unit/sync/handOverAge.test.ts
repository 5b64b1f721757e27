import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { HandOverService } from '../../../electron/sync/handOver/handOverService';
import { freshFolder } from './memoryFolder';
import { MemorySource } from './memorySource';

test('a passphrase is used as the library of age does', async () => {
  const folder = freshFolder();
  const source = new MemorySource();
  source.checkIns('seoul-2025', 1, 3);
  const service = new HandOverService(source, folder, source.key);
  const file = path.join(folder, 'ours');
  const passphrase = 'Straße 김 🔑';
  await service.handOver(file, { passphrase });
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const content = await decrypter.decrypt(fs.readFileSync(file));
  expect(content.length).toBe(65_536);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(10);
  fs.writeFileSync(file, await encrypter.encrypt(content));
  const hq = new MemorySource();
  const taker = new HandOverService(hq, freshFolder(), hq.key);
  expect(await taker.takeOver(file, { passphrase })).toMatchObject({ added: 3 });
  const header = Buffer.from(fs.readFileSync(file)).toString('latin1').replace(/(-> scrypt \S+) 10\n/, '$1 21\n');
  fs.writeFileSync(file, Buffer.from(header, 'latin1'));
  await expect(taker.takeOver(file, { passphrase })).rejects.toMatchObject({ code: 'tampered' });
});

/** Debian's `age`, another implementation of the file format. */
const hasAge = ['age', 'age-keygen', 'gunzip'].every((tool) => spawnSync(tool, ['--help']).error === undefined);
if (!hasAge) console.log('age is not installed: whether it opens our hand-overs is not tested. Install it with apt-get install age.');

describe.skipIf(!hasAge)('with the age of the distribution', () => {
  const folder = freshFolder();
  const source = new MemorySource();
  source.checkIns('seoul-2025', 1, 300);
  const service = new HandOverService(source, folder, source.key);

  test('headquarters opens a hand-over with the identity that hq-key made', async () => {
    const { recipient, file: identity } = await service.hqKey();
    expect(execFileSync('age-keygen', ['-y', identity], { encoding: 'utf8' }).trim()).toBe(recipient);
    const file = path.join(folder, 'out');
    await service.handOver(file, { recipient });
    const unpacked = spawnSync('gunzip', ['-c'], { input: execFileSync('age', ['-d', '-i', identity, file]) });
    expect([unpacked.status, unpacked.stderr.toString()]).toEqual([0, '']);
    const lines = unpacked.stdout.toString().trimEnd().split('\n');
    expect(lines).toHaveLength(302);
    expect(JSON.parse(lines[300] as string)).toMatchObject({ id: `seoul-2025/${source.device}/0000000300` });
  });

  test('a key of age-keygen is a key of headquarters, and what age has locked anew is taken', async () => {
    const identity = path.join(folder, 'own.key');
    execFileSync('age-keygen', ['-o', identity], { stdio: 'ignore' });
    const recipient = execFileSync('age-keygen', ['-y', identity], { encoding: 'utf8' }).trim();
    const file = path.join(folder, 'own');
    await service.handOver(file, { recipient });
    const other = path.join(folder, 'again');
    fs.writeFileSync(other, execFileSync('age', ['-r', recipient], { input: execFileSync('age', ['-d', '-i', identity, file]) }));
    for (const each of [file, other]) {
      const hq = new MemorySource();
      expect(await new HandOverService(hq, freshFolder(), hq.key).takeOver(each, { identity })).toMatchObject({ added: 300, missing: [] });
    }
  });
});
