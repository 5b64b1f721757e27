import fs from 'node:fs/promises';
import path from 'node:path';
import type { ImportReport } from '@shared/contract/reports';
import { type Command, type CommandContext, UsageError } from './command';

const noLimit = Number.POSITIVE_INFINITY;

export const importRoster: Command = {
  valued: ['--map'],
  flags: ['--dry-run'],
  operands: 1,
  usage: 'import-roster FILE [--map MAPPING.json] [--dry-run]',
  async run(context, { operands, options }) {
    const file = await readFile(context, operands[0] as string);
    const mapping = options.has('--map') ? await readMapping(context, options.get('--map') as string) : undefined;
    const params = { ...file, dryRun: options.has('--dry-run'), ...(mapping ? { mapping } : {}) };
    return report(context, file.fileName, await context.client.command('roster.import', params, noLimit));
  },
};

export const importAgenda: Command = {
  valued: [],
  flags: ['--dry-run'],
  operands: 1,
  usage: 'import-agenda FILE [--dry-run]',
  async run(context, { operands, options }) {
    const file = await readFile(context, operands[0] as string);
    const params = { ...file, dryRun: options.has('--dry-run') };
    return report(context, file.fileName, await context.client.command('agenda.import', params, noLimit));
  },
};

async function readFile(context: CommandContext, name: string): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> }> {
  const file = context.resolve(name);
  try {
    return { fileName: path.basename(file), bytes: new Uint8Array(await fs.readFile(file)) };
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

async function readMapping(context: CommandContext, name: string): Promise<Record<string, string>> {
  const { bytes, fileName } = await readFile(context, name);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    value = null;
  }
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((each) => typeof each === 'string');
  if (!isMapping) throw new UsageError(`${fileName} must be a JSON object such as {"full_name": "Name"}: our column, then the file's header.`);
  return value as Record<string, string>;
}

async function report(context: CommandContext, fileName: string, result: ImportReport): Promise<number> {
  if (context.json) {
    // Scripts get the four fields they know; which sentence a message is concerns windows alone.
    await context.print(JSON.stringify(result, (name, value: unknown) => (name === 'text' || name === 'values' ? undefined : value)));
    return 0;
  }
  const { read, added, updated, unchanged, rejected, warnings, changes, encoding, dryRun } = result;
  await context.print(
    `${fileName} (${encoding}): ${read} read, ${added} added, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected, ${warnings.length} warnings${dryRun ? ' – nothing was written' : ''}`,
  );
  for (const { registrationId, column, from, to } of changes) await context.print(`  changed   ${registrationId}  ${column}: "${from}" → "${to}"`);
  for (const [word, remarks] of [['rejected', rejected], ['warning', warnings]] as const) {
    for (const { row, column, code, message } of remarks) {
      await context.print(`  ${word.padEnd(8)}  ${row > 0 ? `row ${row}` : 'file'}${column ? `, ${column}` : ''}  ${code}: ${message}`);
    }
  }
  return 0;
}
