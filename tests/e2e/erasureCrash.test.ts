import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { finished, headless, killTree, preparedData, startHeadless } from './application';
import { expectErased, textsOf, their } from './erasing';

test('an erasure that is killed at any moment has not begun, or is finished at the next start', async () => {
  const data = await preparedData();
  const texts = textsOf(data, their.id);
  const outcomes = new Set<boolean>();
  let shortest = 0;
  // Until it is done here and now: machines differ.
  let longest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round++) {
    const copy = path.join(data, '..', `${path.basename(data)}-${round}`);
    fs.cpSync(data, copy, { recursive: true });
    try {
      const child = startHeadless(['erase', their.id, '--data', copy]);
      const wait = Number.isFinite(longest) ? (shortest + longest) / 2 : 60_000;
      const begun = performance.now();
      const end = finished(child);
      const killed = setTimeout(() => killTree(child), wait);
      await end;
      const ended = performance.now();
      clearTimeout(killed);
      killTree(child);
      const isErased = fs.readdirSync(path.join(copy, 'journal')).filter((name) => name.endsWith('.journal')).some((name) => fs.readFileSync(path.join(copy, 'journal', name), 'utf8').includes('attendee.erased'));
      outcomes.add(isErased);
      // Closer and closer to the moment at which it begins.
      if (isErased) longest = Math.min(wait, ended - begun);
      else shortest = wait;
      const found = (await headless(['attendance', '--data', copy])).json<{ registrationId: string; fullName: string }>().find(({ registrationId }) => registrationId === their.id);
      if (isErased) expectErased(copy, texts);
      else expect(found?.fullName).toBe(texts[0]);
      expect(found?.fullName === '').toBe(isErased);
    } finally {
      fs.rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  expect(outcomes).toContain(true);
});
