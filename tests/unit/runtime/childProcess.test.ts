import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, load } from './launchers';

describe('child processes', async () => {
  const { exitCodeOf, runTool, signalFilter } = await load('childProcess');

  it('answers a shell’s exit codes', () => {
    expect(exitCodeOf(3, null)).toBe(3);
    expect(exitCodeOf(null, 'SIGKILL')).toBe(137);
    expect(exitCodeOf(null, 'SIGTERM')).toBe(143);
  });

  it('passes one of several copies of a signal on', () => {
    let time = 0;
    const passes = signalFilter({ ownGroup: true, interactive: true, now: () => time });
    expect(passes('SIGINT')).toBe(true);
    time = 400;
    expect(passes('SIGINT')).toBe(false);
    expect(passes('SIGTERM')).toBe(true);
    time = 2000;
    expect(passes('SIGTERM')).toBe(true);
  });

  it('leaves the terminal’s Ctrl-C to the terminal where the child shares our group', () => {
    const passes = signalFilter({ ownGroup: false, interactive: true });
    expect(passes('SIGINT')).toBe(false);
    expect(passes('SIGTERM')).toBe(true);
  });

  it('stops a tool that takes too long, and survives one that does not exist', async () => {
    const slow = await runTool(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      timeLimitMs: 200,
    });
    expect(slow.ok).toBe(false);
    expect(slow.output).toContain('stopped after 0.2 s');
    expect((await runTool(path.join(folder, 'no-such-tool'), [])).ok).toBe(false);
  });
});
