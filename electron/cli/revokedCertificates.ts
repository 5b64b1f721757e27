import fs from 'node:fs/promises';
import { groupedNumber } from '@shared/domain/certificates/number';
import { refusalOfList, signedRevocations } from '../certificates/revocations';
import { type Command, UsageError } from './command';

const largestList = 4_000_000;

export const revokedCertificates: Command = {
  valued: ['--out', '--import'],
  flags: [],
  operands: 0,
  usage: 'revoked-certificates [--out FILE | --import FILE]',
  /** Lists the certificates that were taken back; as a signed file for computers elsewhere; or takes such a file in. */
  async run({ workspace, client, json, print, resolve }, { options }) {
    const [out, from] = [options.get('--out'), options.get('--import')];
    if (out !== undefined && from !== undefined) throw new UsageError('Use either --out or --import.');
    if (from !== undefined) {
      const file = resolve(from);
      if ((await fs.stat(file)).size > largestList) throw new Error(`${file} is too large to be a list of revoked certificates.`);
      const received = await client.command('certificates.receiveRevocations', { text: await fs.readFile(file, 'utf8') }, Number.POSITIVE_INFINITY);
      if (received.problem !== null) process.stderr.write(`${refusalOfList(received.problem)}\n`);
      if (json) await print(JSON.stringify(received));
      else if (received.problem === null) await print(`${received.listed} certificates are on the list, ${received.added} of which were not known to be revoked here.`);
      return received.problem === null ? 0 : 1;
    }
    if (out !== undefined) {
      const file = resolve(out);
      const { text, count } = await signedRevocations(client, workspace.dataFolder);
      await fs.writeFile(file, text);
      await print(json ? JSON.stringify({ file, count }) : `${count} revoked certificates are in ${file}.`);
      return 0;
    }
    const { revoked } = await client.query('certificates.revoked', {}, Number.POSITIVE_INFINITY);
    if (json) await print(JSON.stringify({ revoked }));
    else for (const { number, at } of revoked) await print(`${groupedNumber(number)} ${at.slice(0, 10)}`);
    return 0;
  },
};
