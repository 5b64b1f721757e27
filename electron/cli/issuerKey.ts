import { didKeyOf } from '@shared/signing/didKey';
import { readRecoveryText, recoveryTextOf } from '@shared/signing/recoveryText';
import { renewIssuerKey, restoreIssuerKey } from '../certificates/issuerKey';
import { readKey } from '../certificates/readKey';
import { issuerKeyHere } from '../certificates/sealedCertificates';
import { recoveryProblem } from '../certificates/recoveryProblem';
import { type Command, UsageError } from './command';

export const issuerKey: Command = {
  valued: ['--restore', '--distrust', '--trust', '--reason'],
  flags: ['--recovery', '--new'],
  operands: 0,
  usage: 'issuer-key [--recovery] [--restore "RECOVERY TEXT" | --new] [--distrust KEY --reason TEXT | --trust KEY]',
  /**
   * Says which key signs certificates here; with `--recovery` also the text that brings it back, which is secret. With
   * `--distrust`, what that key has signed is not believed any more; `--trust` takes that back.
   */
  async run({ workspace, client, json, print }, { options }) {
    const typed = options.get('--restore');
    const [distrust, trust, reason] = [options.get('--distrust'), options.get('--trust'), options.get('--reason')];
    if (typed !== undefined && options.has('--new')) throw new UsageError('Use either --restore or --new.');
    if (distrust !== undefined && trust !== undefined) throw new UsageError('Use either --distrust or --trust.');
    if ((distrust === undefined) !== (reason === undefined)) throw new UsageError('A key is distrusted with a reason: use --distrust KEY with --reason TEXT.');
    const named = distrust ?? trust;
    const key = named === undefined ? null : readKey(named);
    if (key === undefined) throw new UsageError(`"${named}" is no key. Use a did:key of Ed25519, or 64 hexadecimal digits.`);
    if (typed !== undefined) {
      const read = readRecoveryText(typed);
      if (!('secret' in read)) throw new Error(recoveryProblem(read));
      restoreIssuerKey(workspace.dataFolder, read.secret);
    }
    if (options.has('--new')) renewIssuerKey(workspace.dataFolder);
    if (key !== null && reason !== undefined) await client.command('certificates.distrustKey', { publicKey: key, reason }, Number.POSITIVE_INFINITY);
    if (key !== null && trust !== undefined) await client.command('certificates.trustKey', { publicKey: key, anew: true }, Number.POSITIVE_INFINITY);
    const { secret, publicKey, distrusted } = await issuerKeyHere(client, workspace.dataFolder);
    const did = didKeyOf(publicKey);
    const recovery = options.has('--recovery') ? recoveryTextOf(secret) : null;
    if (json) await print(JSON.stringify({ did, publicKey, trusted: distrusted === null, ...(recovery ? { recovery } : {}) }));
    else for (const line of [did, ...(recovery ?? [])]) await print(line);
    if (distrusted !== null) process.stderr.write(`This key was distrusted (${distrusted}): no certificate is signed with it. Use --new, or --restore another one.\n`);
    return 0;
  },
};
