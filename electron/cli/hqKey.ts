import { hqKeyOf, rememberRecipient } from '../sync/handOver/hqKey';
import type { Command } from './command';

/** `hq-key`: makes the key of this headquarters at first, and says for whom hand-overs are to be made; with `--remember`, keeps that on a venue's laptop. */
export const hqKey: Command = {
  valued: ['--remember'],
  flags: [],
  operands: 0,
  usage: 'hq-key [--remember AGE_RECIPIENT]',
  async run({ workspace, json, print }, { options }) {
    const remember = options.get('--remember');
    if (remember !== undefined) {
      rememberRecipient(workspace.dataFolder, remember);
      await print(json ? JSON.stringify({ recipient: remember, remembered: true }) : `Hand-overs of this laptop are for ${remember} from now on.`);
      return 0;
    }
    const key = await hqKeyOf(workspace.dataFolder, new Date().toISOString());
    if (json) await print(JSON.stringify(key));
    else await print(key.recipient);
    if (key.isNew) process.stderr.write(`The key was made: ${key.file}. Keep a copy of it where it is safe; without it no hand-over can be read.\n`);
    return 0;
  },
};
