import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { createFolder, replaceFile } from './journal/segments';

const settingsSchema = v.object({
  version: v.literal(1),
  /** This laptop, in every event id it writes: eight letters and digits. */
  device: v.pipe(v.string(), v.regex(/^[0-9A-Z]{8}$/)),
  mirror: v.nullable(v.string()),
  /** Printers in the network that somebody has added, by their addresses. */
  printers: v.optional(v.array(v.string())),
  /** After so many minutes without input the desk covers itself; 5 where nothing is said. */
  idleMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240))),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** The settings of a data folder; a folder without any gets a new device id. @throws for a file that is not ours. */
export function loadSettings(dataFolder: string): Settings {
  const file = path.join(dataFolder, 'settings.json');
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const settings: Settings = { version: 1, device: newDeviceId(), mirror: null };
    saveSettings(dataFolder, settings);
    return settings;
  }
  try {
    return v.parse(settingsSchema, JSON.parse(text));
  } catch {
    throw new Error(`${file} is damaged. Delete it to go on with a new device id; no attendance is lost.`);
  }
}

export function saveSettings(dataFolder: string, settings: Settings): void {
  createFolder(dataFolder);
  replaceFile(path.join(dataFolder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}

/** Eight characters that cannot be mistaken for one another (Crockford's base 32): 40 random bits. */
function newDeviceId(): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(randomBytes(8), (byte) => alphabet[byte & 31]).join('');
}
