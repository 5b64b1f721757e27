import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { finished, freshData, headless, preparedData, startHeadless } from './application';
import { traces } from './bytes';
import { expectErased, textsOf, their } from './erasing';

/** Headless `hub` and `sync`, which run without a store, over real data folders. */

const secret = { KIOSK_SYNC_PASSPHRASE: 'a passphrase of some length' };

interface Ran {
  pushed: number;
  pulled: number;
  refused: number;
  pending: number;
}

async function synced(data: string, hq?: string): Promise<Ran> {
  const { code, stderr, json } = await headless(['sync', ...(hq ? ['--hq', hq] : []), '--data', data, '--json'], '', secret);
  expect(code, stderr).toBe(0);
  return json<Ran>()[0] as Ran;
}

test('whoever is erased on one laptop is gone from the hub and from the other laptop, and the rest is counted there', async () => {
  const [hubData, one, other] = [freshData(), await preparedData(), freshData()];
  const texts = textsOf(one, their.id);
  const child = startHeadless(['hub', '--port', '0', '--uses', '2', '--data', hubData, '--json']);
  const ended = finished(child);
  const line = await new Promise<string>((resolve) => child.stdout?.once('data', (text: Buffer) => resolve((JSON.parse(text.toString().split('\n')[0] as string) as { enrolment: string }).enrolment)));

  const { pushed } = await synced(one, line);
  expect(pushed).toBeGreaterThan(320);
  expect(await synced(other, line)).toEqual({ pushed: 0, pulled: pushed, refused: 0, pending: 0 });
  expect(traces(path.join(hubData, 'journal'), texts)).not.toEqual([]);
  expect(traces(path.join(other, 'journal'), texts)).not.toEqual([]);
  // Its store has the person too, when the next run erases them without one.
  const attendance = async (): Promise<string[]> => (await headless(['attendance', '--format', 'json', '--data', other])).json<{ fullName: string }>().map(({ fullName }) => fullName);
  expect(await attendance()).toContain(their.name);

  expect((await headless(['erase', their.id, '--data', one, '--json'])).code).toBe(0);
  expect(await synced(one)).toMatchObject({ pushed: 1, refused: 0, pending: 0 });
  expect(await synced(other)).toMatchObject({ pulled: 1, refused: 0 });
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);

  for (const data of [one, hubData, other]) expectErased(data, texts);
  const names = await attendance();
  expect(names).not.toContain(their.name);
  expect(names.length).toBeGreaterThanOrEqual(319);
  expect(fs.existsSync(path.join(hubData, 'journal', 'lock'))).toBe(false);
});
