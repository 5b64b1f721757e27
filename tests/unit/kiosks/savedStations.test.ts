import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetStation, loadStations, saveStation } from '../../../electron/kiosks/savedStations';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-stations-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

test('stations are kept by name, the later setup in place of the earlier', () => {
  expect(loadStations(folder)).toEqual([]);
  saveStation(folder, { station: 'Entrance 2', target: 'auto', languages: ['ko'] });
  saveStation(folder, { station: 'Entrance 1', camera: 'Front', locked: true });
  saveStation(folder, { station: 'Entrance 2', target: 'room:Room A' });
  expect(loadStations(folder)).toEqual([{ station: 'Entrance 1', camera: 'Front', locked: true }, { station: 'Entrance 2', target: 'room:Room A' }]);
  expect(forgetStation(folder, 'Entrance 1').map(({ station }) => station)).toEqual(['Entrance 2']);
});

test('a file that is not ours is said so, and not written over', () => {
  const file = path.join(folder, 'stations.json');
  fs.writeFileSync(file, '{"version":2}');
  expect(() => saveStation(folder, { station: 'A' })).toThrow(/damaged/);
  expect(fs.readFileSync(file, 'utf8')).toBe('{"version":2}');
});
