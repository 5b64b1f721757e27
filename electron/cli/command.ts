import type { StoreClient } from '@shared/contract/storeClient';
import type { Workspace } from '../workspace';

/** What a headless command works with. */
export interface CommandContext {
  workspace: Workspace;
  client: StoreClient;
  /** Print for scripts, not for people. */
  json: boolean;
  /** A file named on the command line, as an absolute path. */
  resolve(file: string): string;
  /** Prints a line on standard output; waits while whoever reads it is slow. */
  print(line: string): Promise<void>;
}

/** The words behind a command: its operands and its options. */
export interface CommandWords {
  operands: string[];
  options: Map<string, string>;
}

export interface Command {
  /** Options that take a value, and those that do not. */
  valued: readonly string[];
  flags: readonly string[];
  /** Of those with a value, the ones that may be given several times: the values are joined by commas. */
  repeated?: readonly string[];
  /** How many operands there must be. */
  operands: number;
  /** What the operand is, where it is no file. */
  operand?: string;
  usage: string;
  /** It asks the store nothing, and is run without one. */
  withoutStore?: true;
  /** Does it; the exit code. @throws UsageError, or any error to be shown to the caller. */
  run(context: CommandContext, words: CommandWords): Promise<number>;
}

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError for an option the command does not have, a missing value, too few or too many operands. */
export function readWords(command: Command, rest: readonly string[]): CommandWords {
  const operands: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as string;
    if (!word.startsWith('--') || word === '--') {
      if (word !== '--') operands.push(word);
      continue;
    }
    const [name, inline] = split(word);
    if (command.flags.includes(name)) {
      options.set(name, '');
    } else if (command.valued.includes(name)) {
      const value = inline ?? rest[++i];
      if (value === undefined) throw new UsageError(`${name} needs a value.`);
      const before = command.repeated?.includes(name) ? options.get(name) : undefined;
      options.set(name, before === undefined ? value : `${before},${value}`);
    } else {
      throw new UsageError(`There is no option ${name}.`);
    }
  }
  if (operands.length < command.operands) throw new UsageError(`${command.operand ?? 'A file'} is missing.`);
  if (operands.length > command.operands) throw new UsageError(`"${operands[command.operands]}" is too much.`);
  return { operands, options };
}

function split(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
