import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, load } from './launchers';

describe('displays', async () => {
  const { findDisplay, localDisplayNumber } = await load('virtualDisplay');

  it('reads local display names', () => {
    expect(localDisplayNumber(':0')).toBe(0);
    expect(localDisplayNumber(':12.0')).toBe(12);
    expect(localDisplayNumber('unix:1')).toBe(1);
    expect(localDisplayNumber('localhost:10.0')).toBeUndefined();
  });

  it('says why there is none', async () => {
    expect(await findDisplay({}, 'linux')).toEqual({
      kind: 'none',
      reason: 'neither DISPLAY nor WAYLAND_DISPLAY is set',
    });
    const left = await findDisplay({ DISPLAY: ':64999' }, 'linux');
    expect(left).toEqual({ kind: 'none', reason: 'nothing answers at DISPLAY=:64999' });
  });

  it('needs none off Linux, and finds Wayland’s socket', async () => {
    expect(await findDisplay({}, 'darwin')).toEqual({ kind: 'system' });
    await writeFile(path.join(folder, 'wayland-0'), '');
    const env = { WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: folder };
    expect(await findDisplay(env, 'linux')).toEqual({ kind: 'wayland' });
    expect((await findDisplay({ ...env, WAYLAND_DISPLAY: 'other' }, 'linux')).kind).toBe('none');
  });
});
