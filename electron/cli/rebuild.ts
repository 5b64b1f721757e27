import type { Command } from './command';

export const rebuild: Command = {
  valued: [],
  flags: [],
  operands: 0,
  usage: 'rebuild',
  async run(context) {
    const result = await context.client.command('store.rebuild', {}, Number.POSITIVE_INFINITY);
    await context.print(
      context.json
        ? JSON.stringify(result)
        : `The store was rebuilt from the journal: ${result.events} events, ${result.attendees} attendees, in ${(result.milliseconds / 1000).toFixed(1)} s.`,
    );
    return 0;
  },
};
