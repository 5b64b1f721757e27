import path from 'node:path';
import * as v from 'valibot';
import { type SavedStation, savedStation } from '@shared/contract/appChannels';
import { replaceFile } from '../journal/segments';
import { readOwnFile } from '../ownFile';

/** `stations.json` of a data folder: the stations that are opened together the next morning. */
const stationsFile = v.object({ version: v.literal(1), stations: v.array(savedStation) });

function fileOf(dataFolder: string): string {
  return path.join(dataFolder, 'stations.json');
}

/** The stations that are kept, in the order of their names. @throws for a file that is not ours: it is never overwritten. */
export function loadStations(dataFolder: string): SavedStation[] {
  return readOwnFile(fileOf(dataFolder), stationsFile, 'Move it away and set the stations up anew; no attendance is lost.')?.stations ?? [];
}

/** Keeps a station in the place of the one with its name. */
export function saveStation(dataFolder: string, station: SavedStation): SavedStation[] {
  return write(dataFolder, [...loadStations(dataFolder).filter((each) => each.station !== station.station), station]);
}

export function forgetStation(dataFolder: string, name: string): SavedStation[] {
  return write(dataFolder, loadStations(dataFolder).filter(({ station }) => station !== name));
}

function write(dataFolder: string, stations: SavedStation[]): SavedStation[] {
  const sorted = stations.sort((a, b) => a.station.localeCompare(b.station, 'en'));
  replaceFile(fileOf(dataFolder), `${JSON.stringify({ version: 1, stations: sorted }, null, 2)}\n`);
  return sorted;
}
