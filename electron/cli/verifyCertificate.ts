import fs from 'node:fs/promises';
import { readKey } from '../certificates/readKey';
import { largestFile, sentenceOf, textIn, verify } from '../certificates/verification';
import { type Command, type CommandContext, UsageError } from './command';

export const verifyCertificate: Command = {
  valued: ['--name', '--key'],
  flags: [],
  operands: 1,
  usage: 'verify-certificate FILE|TEXT [--name NAME] [--key did:key:…]',
  /** Exit code 0 for a genuine one alone. */
  async run(context, { operands, options }) {
    const key = options.get('--key');
    const publicKey = key === undefined ? undefined : readKey(key);
    if (key !== undefined && publicKey === undefined) throw new UsageError(`"${key}" is no key. Use a did:key of Ed25519, or 64 hexadecimal digits.`);
    const name = options.get('--name');
    const text = await read(context, operands[0] as string);
    const verification = await verify(context.client, { text, ...(name === undefined ? {} : { name }), ...(publicKey ? { keys: [publicKey] } : {}) });
    const message = sentenceOf(verification);
    const isValid = verification.answer === 'valid';
    if (context.json) await context.print(JSON.stringify({ ...verification, message }));
    else if (isValid) await context.print(message);
    if (!isValid) process.stderr.write(`${message}\n`);
    return isValid ? 0 : 1;
  },
};

/** What the operand names: a file, if there is one, or the text itself. @throws for a file that is not there, or too large. */
async function read(context: CommandContext, operand: string): Promise<string> {
  const file = context.resolve(operand);
  const found = operand.length < 4_096 && !operand.includes('\0') ? await fs.stat(file).catch(() => null) : null;
  if (found?.isFile()) {
    if (found.size > largestFile) throw new Error(`${file} is too large to be a certificate.`);
    return textIn(await fs.readFile(file));
  }
  if (found || /[/\\]|\.(pdf|json|txt)$/i.test(operand)) throw new Error(`There is no file ${file}.`);
  return operand;
}
