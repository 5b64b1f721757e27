import type { Page } from 'playwright';
import { expect } from 'vitest';
import { type Application, ready } from './application';
import { day, type DayPlan, door, type Scan, stations } from './dayPlan';
import { saveStation } from './deskHands';
import { installRawClient, rawCall, type RawReply } from './rawPort';

/** Scans that a station sends at once, and the frames it waits between two such bursts: people come one after the other. */
const atOnce = 4;
const pause = 5;

/** The stations of a played day, each a kiosk's window with a port of the test's own in it. */
export class DayStations {
  private readonly kiosks = new Map<number, Page>();

  constructor(private readonly plan: DayPlan) {}

  /** Saves some of the stations at a desk and opens their windows; then the desk shows its overview. */
  async open(application: Application, desk: Page, lanes: readonly number[]): Promise<void> {
    await desk.getByTestId('tab-station').click();
    for (const lane of lanes) await saveStation(desk, stations[lane] as string, lane === 2 ? door : 'auto');
    await desk.getByTestId('stations-open-all').click();
    for (const lane of lanes) {
      const kiosk = await application.window('kiosk', (stations[lane] as string).replace(' ', '+'));
      await ready(kiosk);
      await installRawClient(kiosk);
      this.kiosks.set(lane, kiosk);
    }
    await desk.keyboard.press('Alt+1');
    await desk.getByTestId('exceptions').waitFor();
  }

  /** Sends a station's scans, burst by burst; the last of them once what is to happen meanwhile has happened. */
  async scanAll(lane: number, scans: readonly Scan[], where: string, begun: () => void, meanwhile: Promise<unknown>): Promise<void> {
    const kiosk = this.kiosk(lane);
    for (let at = 0; at < scans.length; at += atOnce) {
      if (at + atOnce >= scans.length) await meanwhile;
      const burst = scans.slice(at, at + atOnce);
      await submit(kiosk, burst, this.plan, where);
      begun();
      await kiosk.evaluate(async (frames) => {
        for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame);
      }, pause);
    }
  }

  /** One scan beside the plan, whose answer is known. */
  async scanOf(lane: number, code: string, answer: string, target: string = day): Promise<void> {
    const scan = this.plan.scan(lane, code, target);
    await submit(this.kiosk(lane), [scan], this.plan, code);
    expectAnswer(this.plan, scan, answer);
  }

  /** Somebody at a station asks for help. */
  call(lane: number, requestId: string): Promise<RawReply> {
    return rawCall(this.kiosk(lane), 'command', 'help.request', { requestId, subject: 'general', station: stations[lane] });
  }

  private kiosk(lane: number): Page {
    const kiosk = this.kiosks.get(lane);
    if (!kiosk) throw new Error(`${stations[lane]} is not open.`);
    return kiosk;
  }
}

/** Sends scans at once and keeps their answers; the same scan again has the same one. */
async function submit(kiosk: Page, scans: readonly Scan[], { answers }: DayPlan, where: string): Promise<void> {
  const replies = await Promise.all(scans.map((scan) => rawCall(kiosk, 'command', 'scan.submit', scan)));
  for (const [index, { nonce }] of scans.entries()) {
    const reply = replies[index];
    expect(reply?.kind, `${where}: ${JSON.stringify(reply)} for ${JSON.stringify(scans[index])}`).toBe('value');
    const { answer } = (reply as RawReply).value as unknown as { answer: string };
    expect(answers.get(nonce) ?? answer, `${where}: the same scan again`).toBe(answer);
    answers.set(nonce, answer);
  }
}

function expectAnswer({ answers }: DayPlan, { code, nonce }: Scan, answer: string): void {
  expect(answers.get(nonce), code).toBe(answer);
}
