import { didKeyOf } from '@shared/signing/didKey';
import { readRecoveryText, recoveryTextOf } from '@shared/signing/recoveryText';
import { publicKeyOf } from '@shared/signing/signedTickets';
import { restoreIssuerKey } from '../certificates/issuerKey';
import { trustedIssuerKey } from '../certificates/sealedCertificates';
import { recoveryProblem } from '../certificates/recoveryProblem';
import { type Command } from './command';

export const issuerKey: Command = {
  valued: ['--restore'],
  flags: ['--recovery'],
  operands: 0,
  usage: 'issuer-key [--recovery] [--restore "RECOVERY TEXT"]',
  /** Says which key signs certificates here; with `--recovery` also the text that brings it back, which is secret. */
  async run({ workspace, client, json, print }, { options }) {
    const typed = options.get('--restore');
    if (typed !== undefined) {
      const read = readRecoveryText(typed);
      if (!('secret' in read)) throw new Error(recoveryProblem(read));
      restoreIssuerKey(workspace.dataFolder, read.secret);
    }
    const secret = await trustedIssuerKey(client, workspace.dataFolder);
    const publicKey = publicKeyOf(secret);
    const did = didKeyOf(publicKey);
    const recovery = options.has('--recovery') ? recoveryTextOf(secret) : null;
    if (json) await print(JSON.stringify({ did, publicKey, ...(recovery ? { recovery } : {}) }));
    else for (const line of [did, ...(recovery ?? [])]) await print(line);
    return 0;
  },
};
