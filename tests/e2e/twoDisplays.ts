import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freshData } from './application';

/** A computer with two displays of 1280 × 720 side by side: an X server whose dummy driver has them. */

const server = '/usr/lib/xorg/Xorg';
const mode = '1280x720';

/** Why there can be no such computer here, or null. */
export function whyNoTwoDisplays(): string | null {
  if (process.platform !== 'linux') return 'the X server with two displays is for Linux';
  const lacking = [server, '/usr/lib/xorg/modules/drivers/dummy_drv.so', '/usr/bin/xrandr'].find((file) => !fs.existsSync(file));
  return lacking ? `${lacking} is missing` : null;
}

const config = `
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
  Modeline "${mode}" 74.50 1280 1344 1472 1664 720 723 728 748
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "${mode}"
    Virtual 2560 720
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
`;

export interface TwoDisplays {
  /** The environment that names it. */
  env: { DISPLAY: string };
  unplugSecond(): void;
  plugSecond(): void;
  stop(): Promise<void>;
}

export async function startTwoDisplays(): Promise<TwoDisplays> {
  const folder = freshData();
  const file = path.join(folder, 'xorg.conf');
  fs.writeFileSync(file, config);
  // No terminal is taken or switched to: there may be none.
  const child = spawn(
    server,
    ['-displayfd', '3', '-config', file, '-logfile', path.join(folder, 'xorg.log'), '-noreset', '-nolisten', 'tcp', '-novtswitch', '-sharevts'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const display = `:${await numberOf(child)}`;
  const xrandr = (...args: string[]): string => execFileSync('xrandr', ['--display', display, ...args], { encoding: 'utf8' });
  const plugSecond = (): void => {
    xrandr('--output', 'DUMMY1', '--mode', mode, '--right-of', 'DUMMY0');
    const monitors = xrandr('--listmonitors');
    if (!monitors.includes('DUMMY1')) throw new Error(`The second display could not be plugged in: ${monitors}`);
  };
  xrandr('--addmode', 'DUMMY1', mode);
  plugSecond();
  return {
    env: { DISPLAY: display },
    unplugSecond: () => void xrandr('--output', 'DUMMY1', '--off'),
    plugSecond,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** The number that the server has picked for itself. */
function numberOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString();
    });
    (child.stdio[3] as NodeJS.ReadableStream).on('data', (chunk: Buffer) => resolve(Number.parseInt(chunk.toString(), 10)));
    child.once('exit', (code) => reject(new Error(`The X server with two displays ended with ${code}.\n${words}`)));
  });
}
