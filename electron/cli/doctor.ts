import fs from 'node:fs';
import path from 'node:path';
import { checkHeadquarters } from './checkHeadquarters';
import type { Command, CommandContext } from './command';

interface Finding {
  check: string;
  ok: boolean;
  message: string;
}

const littleSpace = 500 * 1024 * 1024;

export const doctor: Command = {
  valued: [],
  flags: [],
  operands: 0,
  usage: 'doctor',
  async run(context) {
    const findings = [...journal(context), ...(await store(context)), disk(context), mirror(context), clock(), ...(await checkHeadquarters(context.workspace.dataFolder))];
    if (context.json) await context.print(JSON.stringify({ ok: findings.every(({ ok }) => ok), checks: findings }));
    else for (const { check, ok, message } of findings) await context.print(`${ok ? 'ok  ' : 'FAIL'}  ${check.padEnd(8)} ${message}`);
    return findings.every(({ ok }) => ok) ? 0 : 1;
  },
};

function journal({ workspace }: CommandContext): Finding[] {
  const { lines, damage, segments } = workspace.journal.verify();
  const findings: Finding[] = workspace.journal.notices
    .filter(({ code }) => code !== 'damaged_line' && code !== 'mirror_lost')
    .map(({ message }) => ({ check: 'journal', ok: true, message }));
  const summary = `${lines} lines in ${segments} segments, every checksum and hash looked at`;
  findings.push({ check: 'journal', ok: damage.length === 0, message: `${summary}; ${damage.length || 'none'} damaged` });
  for (const { file, line, reason } of damage) {
    findings.push({ check: 'journal', ok: false, message: `${file}, line ${line}: ${reason}. Attach the mirror (--mirror DIR) and run doctor again to heal it.` });
  }
  return findings;
}

async function store({ client, workspace }: CommandContext): Promise<Finding[]> {
  try {
    const deadline = Date.now() + 30_000;
    let health = await client.query('store.health', {}, 60_000);
    while (health.applied < health.events && !health.databaseError && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      health = await client.query('store.health', {});
    }
    const level = health.events === workspace.journal.lines && health.applied === health.events;
    const message = `${health.attendees} attendees, ${health.events} events, ${health.applied} of them in the database (${health.database})`;
    return [{ check: 'store', ok: level && !health.databaseError, message: health.databaseError ?? message }];
  } catch (error) {
    return [{ check: 'store', ok: false, message: `${(error as Error).message} Run "rebuild".` }];
  }
}

function disk({ workspace }: CommandContext): Finding {
  const { bavail, bsize } = fs.statfsSync(workspace.dataFolder);
  const free = bavail * bsize;
  const megabytes = `${Math.round(free / 1024 / 1024).toLocaleString('en')} MB free in ${workspace.dataFolder}`;
  try {
    const probe = path.join(workspace.dataFolder, `.doctor-${process.pid}`);
    fs.writeFileSync(probe, 'x');
    fs.rmSync(probe);
  } catch (error) {
    return { check: 'disk', ok: false, message: `${workspace.dataFolder} cannot be written: ${(error as Error).message}` };
  }
  return { check: 'disk', ok: free > littleSpace, message: free > littleSpace ? megabytes : `Only ${megabytes}. Free some space before the workshop.` };
}

function mirror({ workspace }: CommandContext): Finding {
  const state = workspace.journal.mirrorState();
  if (!state) return { check: 'mirror', ok: true, message: 'none set; --mirror DIR keeps a second copy, on a USB stick say' };
  return { check: 'mirror', ok: state.status !== 'lost', message: `${state.folder}: ${state.problem ?? state.status.replaceAll('_', ' ')}` };
}

function clock(): Finding {
  const now = new Date();
  const year = now.getUTCFullYear();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { check: 'clock', ok: year >= 2025 && year < 2100, message: `${now.toISOString()}, time zone ${zone}: compare it with a phone` };
}
