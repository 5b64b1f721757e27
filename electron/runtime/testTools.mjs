import { existsSync } from 'node:fs';
import { ensurePackages, findProgram } from './debianPackages.mjs';
import { logLine, RuntimeProblem } from './runtimeProblem.mjs';

/**
 * What tests use where it can be had, by the name of the need: files (by their paths) and programs, each with the Debian
 * package that has it.
 */
const TOOLS = {
  /** Names in every script can be seen in screenshots; nothing depends on it. */
  fonts: {
    what: 'fonts for many scripts (screenshots only)',
    packages: {
      '/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf': 'fonts-noto-core',
      '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc': 'fonts-noto-cjk',
    },
  },
  /** An X server whose dummy driver has as many displays as one likes. */
  displays: {
    what: 'an X server with two displays (tests of a second display only)',
    packages: {
      '/usr/lib/xorg/Xorg': 'xserver-xorg-core',
      '/usr/lib/xorg/modules/drivers/dummy_drv.so': 'xserver-xorg-video-dummy',
      xrandr: 'x11-xserver-utils',
    },
  },
  /** CUPS, its IPP printer, and what that announces itself by. */
  printers: {
    what: 'printers for tests (CUPS and what it needs)',
    packages: {
      '/usr/sbin/cupsd': 'cups',
      '/usr/sbin/ippeveprinter': 'cups-ipp-utils',
      '/usr/sbin/avahi-daemon': 'avahi-daemon',
      'dbus-daemon': 'dbus',
    },
  },
  /** `ip` and `tc`, and `nft`, which drops packets. */
  networks: {
    what: 'what makes a bad network (tests of the exchange over one only)',
    packages: { ip: 'iproute2', tc: 'iproute2', nft: 'nftables' },
  },
  /** What people keep passwords in, and a session that has it. */
  keychain: {
    what: 'a keychain for tests (of kept passwords only)',
    packages: { 'gnome-keyring-daemon': 'gnome-keyring', 'dbus-run-session': 'dbus' },
  },
  /** Programs that read what the application writes, as its users' do. */
  readers: {
    what: 'LibreOffice and poppler (to read exported files)',
    packages: { soffice: 'libreoffice-calc', pdftotext: 'poppler-utils' },
  },
};

/** The packages of a need that this machine lacks, each once. */
export function lackingPackages(need, isThere = (name) => (name.startsWith('/') ? existsSync(name) : findProgram(name) !== undefined)) {
  const lacking = Object.entries(TOOLS[need].packages).filter(([name]) => !isThere(name));
  return [...new Set(lacking.map(([, package_]) => package_))];
}

/**
 * Makes sure that tests have what they need of a kind. Where it cannot be had that is said, those tests say that they were
 * skipped, and the run goes on.
 *
 * @param {keyof typeof TOOLS} need
 */
export async function ensureTestTools(need, { log = logLine } = {}) {
  if (process.platform !== 'linux') return;
  try {
    await ensurePackages(lackingPackages(need), { missing: TOOLS[need].what, log });
  } catch (error) {
    if (!(error instanceof RuntimeProblem)) throw error;
    log(`${error.message} Going on without: tests of it are left out.`);
  }
}

export const testTools = Object.keys(TOOLS);
