import { groupedNumber, readNumber } from '@shared/domain/certificates/number';
import { type Command, UsageError } from './command';

export const revokeCertificate: Command = {
  valued: ['--reason'],
  flags: [],
  operands: 1,
  usage: 'revoke-certificate NUMBER --reason TEXT',
  async run({ client, json, print }, { operands, options }) {
    const number = readNumber(operands[0] as string);
    if (number === undefined) throw new UsageError(`"${operands[0]}" is no certificate number: a sign of it is wrong or missing.`);
    const reason = options.get('--reason');
    if (reason === undefined) throw new UsageError('A certificate is revoked with a reason: add --reason TEXT.');
    const { certificate } = await client.query('certificate.find', { number }, Number.POSITIVE_INFINITY);
    if (!certificate) throw new Error(`There is no certificate ${groupedNumber(number)} here.`);
    const { eventId } = await client.command('certificate.revoke', { registrationId: certificate.registrationId, number, reason }, Number.POSITIVE_INFINITY);
    const revoked = eventId !== '';
    await print(json ? JSON.stringify({ number, revoked }) : `Certificate ${groupedNumber(number)} ${revoked ? 'is revoked' : 'was revoked before'}.`);
    return 0;
  },
};
