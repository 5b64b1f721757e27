import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findProgram } from '../../electron/runtime/debianPackages.mjs';
import { finished, type Finished, freshData, killTree, preparedData, startHeadless } from './application';
import { served } from './servedHub';

/** A session with a keychain as a desktop has one, GNOME's keyring, whose own password is this. */
const keyringPassword = 'of the person who logs in';
const session = ['dbus-run-session', '--', 'bash', '-c', 'printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$@"', 'session'];

/** Why there is no such session here; null if there is. */
function whyNot(): string | null {
  const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((name) => !findProgram(name));
  if (missing.length > 0) return `no ${missing.join(', ')}`;
  const [program, ...args] = session;
  const { status, stderr } = spawnSync(program as string, [...args, 'true'], { env: { ...process.env, ...home() }, encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? null : `no session: ${stderr.trim()}`;
}

/** A home folder, in which the keyring is. */
function home(): Record<string, string> {
  const folder = freshData();
  const runtime = path.join(folder, 'run');
  fs.mkdirSync(runtime, { mode: 0o700 });
  return { HOME: folder, XDG_DATA_HOME: path.join(folder, 'share'), XDG_RUNTIME_DIR: runtime, XDG_CURRENT_DESKTOP: 'GNOME', KEYRING_PASSWORD: keyringPassword };
}

function sync(data: string, env: Record<string, string>, within: readonly string[], ...more: string[]): Promise<Finished> {
  return finished(startHeadless(['sync', ...more, '--data', data, '--json'], env, 'pipe', within));
}

function secrets(data: string): Record<string, { kind: string; sealed: string }> {
  const file = JSON.parse(fs.readFileSync(path.join(data, 'sync/secrets.json'), 'utf8')) as { secrets: Record<string, { kind: string; sealed: string }> };
  return file.secrets;
}

const reason = whyNot();

test.skipIf(reason !== null)(`a token of a hub is sealed by the system’s keychain, opened without a passphrase there, and nowhere else${reason ? ` (${reason})` : ''}`, async () => {
  const [data, desktop] = [await preparedData(), home()];
  const hub = startHeadless(['hub', '--host', '127.0.0.1', '--port', '0', '--data', freshData(), '--json']);
  try {
    const { enrolment } = await served(hub);
    const first = await sync(data, desktop, session, '--hq', enrolment);
    expect(first.code, first.stderr).toBe(0);
    expect(first.json()[0]).toMatchObject({ refused: 0, pending: 0 });
    const [sealed] = Object.values(secrets(data));
    expect(sealed?.kind).toBe('keychain');
    // So Chromium marks what a key of the system's keychain has sealed; with its own, which everybody knows, it is v10.
    expect(Buffer.from(sealed!.sealed, 'base64').toString('latin1', 0, 3)).toBe('v11');
    // The same person, logged in another time.
    const again = await sync(data, desktop, session);
    expect(again.code, again.stderr).toBe(0);
    expect(again.json()[0]).toEqual({ pushed: 0, pulled: 0, refused: 0, pending: 0 });
    // Somebody else, with a keychain of their own, and a computer without any.
    for (const [env, within] of [[home(), session], [{}, []]] as const) {
      const elsewhere = await sync(data, env, within);
      expect(elsewhere.code).not.toBe(0);
      expect(elsewhere.stderr).toContain('secret_locked');
    }
    expect((await sync(data, desktop, session)).code).toBe(0);
  } finally {
    killTree(hub);
  }
});
