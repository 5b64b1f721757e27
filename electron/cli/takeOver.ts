import { sayingsOf } from '../sync/handOver/takeOver';
import { type Command, UsageError } from './command';
import { passphraseOf } from './passphrase';
import type { HandOvers } from './handOvers';

/** `take-over`: reads such a file. Exit code 1 too if the file was cut or an event of it was refused, after the rest was taken. */
export function takeOverCommand(handOvers: HandOvers): Command {
  return {
    valued: ['--identity', '--passphrase-env'],
    flags: [],
    operands: 1,
    usage: 'take-over FILE [--identity FILE | --passphrase-env NAME]',
    async run(context, { operands, options }) {
      const identity = options.get('--identity');
      const variable = options.get('--passphrase-env');
      if (identity !== undefined && variable !== undefined) throw new UsageError('Use either --identity or --passphrase-env.');
      const service = handOvers(context);
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
