import { type Command } from './command';

export const erase: Command = {
  valued: [],
  flags: [],
  operands: 1,
  usage: 'erase REGISTRATION_ID',
  /** As the desk does it: answered when nothing personal of them is left in the data folder. */
  async run({ client, json, print }, { operands: [registrationId] }) {
    await client.command('attendee.erase', { registrationId: registrationId as string, reason: 'requested' }, Number.POSITIVE_INFINITY);
    await print(json ? JSON.stringify({ registrationId, erased: true }) : `Nothing personal of ${registrationId} is left in the data folder.`);
    return 0;
  },
};
