import path from 'node:path';
import * as v from 'valibot';
import { deviceId } from '@shared/contract/sync';
import { createDeviceKey, loadDeviceKey } from './deviceKey';
import { createFolder, replaceFile } from './journal/segments';
import { readOwnFile } from './ownFile';

const settingsSchema = v.object({
  version: v.literal(1),
  device: deviceId,
  mirror: v.nullable(v.string()),
  /** What the application is on this data folder: a venue's desk and kiosks where nothing is said, or headquarters. */
  role: v.optional(v.picklist(['venue', 'hq'])),
  /** Printers in the network that somebody has added, by their addresses. */
  printers: v.optional(v.array(v.string())),
  /** After so many minutes without input the desk covers itself; 5 where nothing is said. */
  idleMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240))),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** The settings of a data folder; a folder without any gets a device id that follows from its key. @throws for a file that is not ours. */
export function loadSettings(dataFolder: string): Settings {
  const kept = readOwnFile(path.join(dataFolder, 'settings.json'), settingsSchema, 'Delete it to go on with a new device id; no attendance is lost.');
  if (kept) return kept;
  createFolder(dataFolder);
  const { device } = loadDeviceKey(dataFolder) ?? createDeviceKey(dataFolder);
  const settings: Settings = { version: 1, device, mirror: null };
  saveSettings(dataFolder, settings);
  return settings;
}

export function saveSettings(dataFolder: string, settings: Settings): void {
  createFolder(dataFolder);
  replaceFile(path.join(dataFolder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}
