import { UsageError } from './command';

/** A passphrase in an environment variable: on the command line, everybody on the machine could read it. @throws UsageError */
export function passphraseOf(variable: string, env: NodeJS.ProcessEnv = process.env): string {
  const passphrase = env[variable];
  if (passphrase === undefined || passphrase === '') throw new UsageError(`The environment variable ${variable} is not set, or empty.`);
  return passphrase;
}
