import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OnceQuiet } from '../../electron/onceQuiet';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is wanted many times is done once, after a quiet while or at the latest after some time', async () => {
  let done = 0;
  const task = new OnceQuiet(100, 1_000, async () => void (done += 1));
  for (let i = 0; i < 5; i++) {
    task.want();
    await vi.advanceTimersByTimeAsync(99);
  }
  expect(done).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toBe(1);
  for (let i = 0; i < 30; i++) {
    task.want();
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(done).toBe(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done).toBe(3);
});

test('what is wanted while it is being done is done once more, not at the same time', async () => {
  let running = 0;
  let most = 0;
  let done = 0;
  const task = new OnceQuiet(10, 100, async () => {
    most = Math.max(most, (running += 1));
    await new Promise((resolve) => setTimeout(resolve, 500));
    running -= 1;
    done += 1;
  });
  task.want();
  await vi.advanceTimersByTimeAsync(20);
  for (let i = 0; i < 5; i++) task.want();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([done, most]).toEqual([2, 1]);
});
