import { issueTickets as issue } from '../tickets/issueTickets';
import { writeTickets } from '../tickets/writeTickets';
import { type Command, UsageError } from './command';

export const issueTickets: Command = {
  valued: ['--out', '--kind', '--sheet'],
  flags: [],
  operands: 0,
  usage: 'issue-tickets --out DIR [--kind token|signed] [--sheet a4|none]',
  async run(context, { options }) {
    const out = options.get('--out');
    if (out === undefined) throw new UsageError('issue-tickets needs a folder: add --out DIR.');
    const kind = options.get('--kind') ?? 'token';
    if (kind !== 'token' && kind !== 'signed') throw new UsageError('--kind is token (short, needs the roster) or signed (long, proves itself).');
    const sheet = options.get('--sheet') ?? 'a4';
    if (sheet !== 'a4' && sheet !== 'none') throw new UsageError('--sheet is a4 or none.');
    const tickets = await issue(context.client, context.workspace.dataFolder, kind);
    const folder = context.resolve(out);
    const files = await writeTickets(tickets, folder, { sheet: sheet === 'a4' });
    const { issued, already } = tickets;
    await context.print(
      context.json ? JSON.stringify({ issued, already, files }) : `${issued} tickets issued, ${already} were there already; ${files.length} files in ${folder}`,
    );
    return 0;
  },
};
