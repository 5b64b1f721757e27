import { type Command, UsageError } from './command';
import { passphraseOf } from './passphrase';
import type { HandOvers } from './handOvers';

/** `hand-over`: writes what this laptop holds, or what is new of it, into one file for headquarters. */
export function handOverCommand(handOvers: HandOvers): Command {
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
      const service = handOvers(context);
      const { file, manifest, documents, bytes, sha256, receipt } = await service.handOver(context.resolve(out), {
        ...(recipient === undefined ? {} : { recipient }),
        ...(variable === undefined ? {} : { passphrase: passphraseOf(variable) }),
        ...(since === undefined ? {} : { since: context.resolve(since) }),
      });
      const workshops = manifest.workshops.map(({ workshop, events }) => ({ workshop, events }));
      if (context.json) await context.print(JSON.stringify({ file, events: documents, bytes, sha256, madeAt: manifest.madeAt, since: manifest.since?.madeAt ?? null, workshops, receipt }));
      else await context.print(`${file}: ${documents} events (${workshops.map(({ workshop, events }) => `${workshop}: ${events}`).join(', ')}), ${bytes} bytes. What comes after it: --since ${receipt}`);
      return 0;
    },
  };
}
