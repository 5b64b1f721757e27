import { sayingsOf } from '../sync/handOver/takeOver';
import { type Command, type CommandContext, UsageError } from './command';
import { passphraseOf } from './passphrase';
import type { HandOverService } from '../sync/handOver/handOverService';

/** Opens the service over the journal of the data folder. */
export type HandOvers = (context: CommandContext) => Promise<HandOverService>;

/** `hand-over`: writes what this laptop holds, or what is new of it, into one file for headquarters. */
export function handOverCommand(services: HandOvers): Command {
  return {
    valued: ['--out', '--to', '--passphrase-env', '--since'],
    flags: [],
    operands: 0,
    usage: 'hand-over --out FILE [--to AGE_RECIPIENT | --passphrase-env NAME] [--since OLDER_FILE_OR_RECEIPT]',
    async run(context, { options }) {
      const out = options.get('--out');
      if (out === undefined) throw new UsageError('hand-over writes a file: add --out FILE.');
      const recipient = options.get('--to');
      const variable = options.get('--passphrase-env');
      if (recipient !== undefined && variable !== undefined) throw new UsageError('Use either --to or --passphrase-env.');
      const since = options.get('--since');
      const service = await services(context);
      const { file, manifest, documents, bytes, sha256, receipt } = await service.handOver(context.resolve(out), {
        ...(recipient === undefined ? {} : { recipient }),
        ...(variable === undefined ? {} : { passphrase: passphraseOf(variable) }),
        ...(since === undefined ? {} : { since: context.resolve(since) }),
      });
      const workshops = manifest.workshops.map(({ workshop, events }) => ({ workshop, events }));
      if (context.json) await context.print(JSON.stringify({ file, events: documents, bytes, sha256, madeAt: manifest.madeAt, since: manifest.since?.madeAt ?? null, workshops, receipt }));
      else await context.print(`${file}: ${documents} events of ${workshops.length} workshops, ${bytes} bytes. What comes after it: --since ${receipt}`);
      return 0;
    },
  };
}

/** `take-over`: reads such a file. Exit code 1 too if the file was cut or an event of it was refused, after the rest was taken. */
export function takeOverCommand(services: HandOvers): Command {
  return {
    valued: ['--identity', '--passphrase-env'],
    flags: [],
    operands: 1,
    usage: 'take-over FILE [--identity FILE | --passphrase-env NAME]',
    async run(context, { operands, options }) {
      const identity = options.get('--identity');
      const variable = options.get('--passphrase-env');
      if (identity !== undefined && variable !== undefined) throw new UsageError('Use either --identity or --passphrase-env.');
      const service = await services(context);
      const taken = await service.takeOver(context.resolve(operands[0] as string), {
        ...(identity === undefined ? {} : { identity: context.resolve(identity) }),
        ...(variable === undefined ? {} : { passphrase: passphraseOf(variable) }),
      });
      const sayings = sayingsOf(taken);
      if (context.json) {
        await context.print(JSON.stringify(taken));
        if (taken.cutAfter !== null || taken.missing.length > 0) process.stderr.write(`${sayings.slice(1).join('\n')}\n`);
      } else for (const saying of sayings) await context.print(saying);
      return taken.cutAfter !== null || taken.refused.length > 0 ? 1 : 0;
    },
  };
}

/** `hq-key`: makes the key of this headquarters at first, and says for whom hand-overs are to be made; with `--remember`, keeps that on a venue's laptop. */
export function hqKeyCommand(services: HandOvers): Command {
  return {
    valued: ['--remember'],
    flags: [],
    operands: 0,
    usage: 'hq-key [--remember AGE_RECIPIENT]',
    async run(context, { options }) {
      const service = await services(context);
      const remember = options.get('--remember');
      if (remember !== undefined) {
        service.setRecipient(remember);
        await context.print(context.json ? JSON.stringify({ recipient: remember, remembered: true }) : `Hand-overs of this laptop are for ${remember} from now on.`);
        return 0;
      }
      const key = await service.hqKey();
      if (context.json) await context.print(JSON.stringify(key));
      else await context.print(key.recipient);
      if (key.isNew) process.stderr.write(`The key was made: ${key.file}. Keep a copy of it where it is safe; without it no hand-over can be read.\n`);
      return 0;
    },
  };
}
