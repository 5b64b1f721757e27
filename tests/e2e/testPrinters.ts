import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { freshData } from './application';

/**
 * Real printers for tests: `ippeveprinter` of CUPS, a printer that speaks IPP Everywhere, and a CUPS server of its own
 * with queues. Both announce themselves on the loopback interface alone.
 */

const programs = ['/usr/sbin/ippeveprinter', '/usr/sbin/cupsd', '/usr/sbin/lpadmin', '/usr/sbin/avahi-daemon', '/usr/bin/dbus-daemon'];

/** Why there can be no printers here, or null. */
export function whyNoPrinters(): string | null {
  if (process.platform !== 'linux') return 'the printers of these tests are for Linux';
  if (process.getuid?.() !== 0) return 'the printers of these tests need root';
  const lacking = programs.find((file) => !fs.existsSync(file));
  return lacking ? `${lacking} is missing` : null;
}

/** ippeveprinter does not start without Avahi, nor that without D-Bus. */
function startAnnouncing(folder: string): void {
  fs.mkdirSync('/run/dbus', { recursive: true });
  if (!isRunning('dbus-daemon')) {
    fs.rmSync('/run/dbus/pid', { force: true });
    execFileSync('/usr/bin/dbus-daemon', ['--system', '--fork', '--nopidfile']);
  }
  if (isRunning('avahi-daemon')) return;
  // One of a run that was killed: its number may be another program's by now.
  fs.rmSync('/run/avahi-daemon/pid', { force: true });
  const config = path.join(folder, 'avahi.conf');
  fs.writeFileSync(config, '[server]\nuse-ipv4=yes\nuse-ipv6=no\nallow-interfaces=lo\n[wide-area]\nenable-wide-area=no\n[publish]\npublish-hinfo=no\npublish-workstation=no\n');
  execFileSync('/usr/sbin/avahi-daemon', ['-f', config, '--no-rlimits', '-D'], { stdio: 'ignore' });
}

function isRunning(name: string): boolean {
  try {
    execFileSync('pidof', [name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export interface TestPrinter {
  uri: string;
  port: number;
  /** What it has put on paper, in order. */
  papers(): string[];
  /** Says some state reason from now on, and prints nothing while it does. */
  trouble(reason: string): void;
  mend(): void;
  /** The next jobs end with an error. */
  breakDown(): void;
  stop(): Promise<void>;
  start(): Promise<void>;
}

// Does what the printer's control folder says: a file `trouble` holds the job and names the reason, `broken` fails it.
const command = (folder: string): string => `#!/bin/sh
told=
while [ -s "${folder}/trouble" ]; do
  reason=$(cat "${folder}/trouble")
  if [ "$told" != "$reason" ]; then echo "STATE: +$reason" >&2; told=$reason; fi
  sleep 0.1
done
if [ -n "$told" ]; then echo "STATE: -$told" >&2; fi
if [ -e "${folder}/broken" ]; then echo "ERROR: broken" >&2; exit 1; fi
cp "$1" "${folder}/paper/$(date +%s%N).pdf"
`;

export async function startPrinter(name: string): Promise<TestPrinter> {
  const folder = freshData();
  startAnnouncing(folder);
  fs.mkdirSync(path.join(folder, 'paper'));
  fs.mkdirSync(path.join(folder, 'spool'));
  fs.writeFileSync(path.join(folder, 'print.sh'), command(folder), { mode: 0o755 });
  const port = await freePort();
  let child: ChildProcess | null = null;
  const printer: TestPrinter = {
    uri: `ipp://localhost:${port}/ipp/print`,
    port,
    papers: () => fs.readdirSync(path.join(folder, 'paper')).sort().map((each) => path.join(folder, 'paper', each)),
    trouble: (reason) => fs.writeFileSync(path.join(folder, 'trouble'), reason),
    mend: () => fs.rmSync(path.join(folder, 'trouble'), { force: true }),
    breakDown: () => fs.writeFileSync(path.join(folder, 'broken'), ''),
    async start() {
      child = spawn('/usr/sbin/ippeveprinter', ['-n', 'localhost', '-p', String(port), '-d', path.join(folder, 'spool'), '-f', 'application/pdf', '-c', path.join(folder, 'print.sh'), `${name} ${port}`], { stdio: 'ignore' });
      withUs(child);
      await answering(port);
    },
    async stop() {
      if (!child || child.signalCode !== null || child.exitCode !== null) return;
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
  await printer.start();
  return printer;
}

export interface TestSpooler {
  /** Its address, as `KIOSK_CUPS` takes it. */
  uri: string;
  /** A queue to a printer, without a driver. @returns its address */
  addQueue(name: string, printer: TestPrinter): string;
  /** Pauses a queue, as its page on the web or a technician does; and lets it go on. */
  pause(name: string): void;
  resume(name: string): void;
  holdNewJobs(name: string, hold: boolean): void;
  stop(): Promise<void>;
}

/** A CUPS server with a folder of its own, beside whatever the system runs. */
export async function startSpooler(): Promise<TestSpooler> {
  const folder = freshData();
  fs.chmodSync(folder, 0o755);
  startAnnouncing(folder);
  const port = await freePort();
  const at = (name: string): string => path.join(folder, name);
  for (const name of ['root', 'cache', 'spool', 'spool/tmp', 'state', 'log']) fs.mkdirSync(at(name), { recursive: true, mode: 0o777 });
  fs.writeFileSync(
    at('cupsd.conf'),
    `Listen localhost:${port}\nListen ${at('cups.sock')}\nBrowsing Off\nDefaultAuthType None\nWebInterface No\nLogLevel warn\nErrorPolicy retry-job\nJobRetryInterval 1\n` +
      '<Location />\nOrder allow,deny\nAllow all\n</Location>\n<Location /admin>\nOrder allow,deny\nAllow all\n</Location>\n' +
      '<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n',
  );
  fs.writeFileSync(
    at('cups-files.conf'),
    `ServerRoot ${at('root')}\nCacheDir ${at('cache')}\nRequestRoot ${at('spool')}\nTempDir ${at('spool/tmp')}\nStateDir ${at('state')}\n` +
      `AccessLog ${at('log/access')}\nErrorLog ${at('log/error')}\nPageLog ${at('log/page')}\nSystemGroup root\n`,
  );
  const child = spawn('/usr/sbin/cupsd', ['-f', '-c', at('cupsd.conf'), '-s', at('cups-files.conf')], { stdio: 'ignore' });
  withUs(child);
  await answering(port);
  const run = (program: string, ...args: string[]): void => {
    execFileSync(program, ['-h', `localhost:${port}`, ...args], { stdio: 'pipe', env: { ...process.env, CUPS_SERVER: `localhost:${port}` } });
  };
  return {
    uri: `ipp://localhost:${port}/`,
    addQueue(name, printer) {
      run('/usr/sbin/lpadmin', '-p', name, '-E', '-v', printer.uri, '-m', 'everywhere', '-o', 'printer-error-policy=retry-job');
      return `ipp://localhost:${port}/printers/${name}`;
    },
    pause: (name) => run('/usr/sbin/cupsdisable', name),
    resume: (name) => run('/usr/sbin/cupsenable', name),
    holdNewJobs: (name, hold) => run('/usr/sbin/lpadmin', '-p', name, '-o', `job-hold-until-default=${hold ? 'indefinite' : 'no-hold'}`),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL'); // asked to end, it waits for the jobs that it has
      await ended;
    },
  };
}

/** Ends a server with the tests, however these end: its name on the network would meet that of the next run's. */
function withUs(child: ChildProcess): void {
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, 'localhost', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    if (tries > 200) throw new Error(`Nothing answers at port ${port}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
