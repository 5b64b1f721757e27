import { openKiosk } from '../application.mjs';
import { atLeast, figure } from '../report.mjs';
import { median } from '../statistics.mjs';
import { dataFolder, roster } from '../workFolder.mjs';
import { expectOnly } from './scan.mjs';

const people = 10_000;
const ports = 10;
const scansPerRound = 5_000;
const rounds = 5;

/**
 * Durable scans a second from ten ports at once: each waiting for its answer before the next scan, and each with ten
 * under way, as a burst comes. The goal is for the burst.
 */
export async function burst({ say }) {
  say(`preparing ${people} people`);
  const kiosk = await openKiosk({ data: await dataFolder(people), ports });
  try {
    const codes = roster(people).people.slice(0, scansPerRound).map(({ code }) => code);
    const rates = { 1: [], 10: [] };
    for (let round = -1; round < rounds; round++) {
      say(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
      for (const inFlight of [1, 10]) {
        const target = `day:2025-${inFlight === 1 ? '10' : '11'}-${String(round + 2).padStart(2, '0')}`;
        const { milliseconds, answers } = await kiosk.inKiosk('scan', codes, { target, ports, inFlight });
        expectOnly(answers, 'ok');
        if (round >= 0) rates[inFlight].push((scansPerRound / milliseconds) * 1_000);
      }
    }
    const how = `${ports} ports of one kiosk page, the next scan sent when the last is answered; median of ${rounds} rounds of ${scansPerRound} scans, ${people} people`;
    return [1, 10].map((inFlight) => {
      const value = median(rates[inFlight]);
      return figure({
        name: `burst, ${ports} ports, ${inFlight} under way each`,
        value,
        unit: 'scans/s',
        ...(inFlight === 10 ? { goal: atLeast(value, 5_000, '≥ 5,000') } : {}),
        how,
      });
    });
  } finally {
    await kiosk.close();
  }
}
