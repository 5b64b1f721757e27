import fs from 'node:fs';
import path from 'node:path';
import type { JournalEvent } from '@shared/contract/events';
import { expect } from 'vitest';
import { agenda, freshData, headless } from './application';
import { answersByNonce } from './journalReader';
import { type RosterPerson, writeRoster } from './largeRoster';
import { shuffled } from './seededRandom';

/** A day at three stations, as it is to be played: who comes when and where, who leaves and returns, and who has no ticket of ours. */

export const arrivals = 600;
const inRoster = 700;
export const stations = ['Entrance 1', 'Entrance 2', 'Entrance 3'] as const;
/** The third station stands at the door of a room and follows the agenda. Its session has fewer seats than people who want in. */
export const door = 'room:Room A';
const seats = 30;
/** Scans at the room's door for each arrival of a step. */
const wantsIntoRoom = 0.32;

/** A zone in which it is the hour after one in the afternoon: the sample's workshops run, and no day ends in the test. */
const ahead = 13 - new Date().getUTCHours();
const zone = ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
const dateIn = (days: number): string => new Date(Date.now() + (ahead + days * 24) * 3_600_000).toISOString().slice(0, 10);
export const today = dateIn(0);
export const day = `day:${today}`;

/** Imports a large roster, and the sample's agenda moved to today. */
export async function importToday(data: string): Promise<RosterPerson[]> {
  const files = freshData();
  const people = writeRoster(path.join(files, 'roster.csv'), inRoster);
  const sample = fs.readFileSync(agenda, 'utf8').replaceAll('2025-09-24', today).replaceAll('2025-09-25', dateIn(1)).replaceAll('Asia/Seoul', zone);
  expect(sample).toContain('Room A,80');
  fs.writeFileSync(path.join(files, 'agenda.csv'), sample.replace('Room A,80', `Room A,${seats}`));
  // The agenda first: the workshop takes its zone from what comes first.
  for (const args of [['import-agenda', path.join(files, 'agenda.csv')], ['import-roster', path.join(files, 'roster.csv')]]) {
    expect(await headless([...args, '--data', data])).toMatchObject({ code: 0, stderr: '' });
  }
  return people;
}

export interface Scan {
  code: string;
  nonce: string;
  target: string;
  direction: 'in' | 'out';
  station: string;
}

/** Every answer that a day must have seen. */
const allAnswers = ['ok', 'already_checked_in', 'not_checked_in', 'unknown_ticket', 'not_registered_for_session', 'session_full', 'too_early', 'revoked', 'cancelled'];

export class DayPlan {
  readonly sent: Scan[] = [];
  /** What each scan was answered, by its nonce. */
  readonly answers = new Map<string, string>();
  private readonly coming: RosterPerson[];
  private readonly others: RosterPerson[];
  private readonly out = new Set<string>();

  constructor(people: readonly RosterPerson[], private readonly random: () => number, readonly arrivalsAStep: number) {
    const everybody = shuffled([...people], this.below);
    this.coming = everybody.slice(0, arrivals);
    this.others = everybody.slice(arrivals);
  }

  /** Who never comes to a kiosk by the plan; what happens to them happens at the desk. */
  someone(index: number): RosterPerson {
    return this.others[index] as RosterPerson;
  }

  /** The id of who comes in a step. */
  came(step: number, index: number): string {
    return (this.coming[step * this.arrivalsAStep + index] as RosterPerson).id;
  }

  scan(lane: number, code: string, target: string = day, direction: Scan['direction'] = 'in'): Scan {
    const made = { code, nonce: `scan ${this.sent.length}`, target, direction, station: stations[lane] as string };
    this.sent.push(made);
    return made;
  }

  /** What the three stations scan in one step, in order: newcomers, and people who come again, leave, return, or have no ticket of ours. */
  lanesOf(step: number): Scan[][] {
    const { arrivalsAStep, coming, out, answers } = this;
    const newcomers = coming.slice(step * arrivalsAStep, (step + 1) * arrivalsAStep);
    const here = coming.slice(0, step * arrivalsAStep);
    const lanes: Scan[][] = [[], [], []];
    for (const lane of [0, 1]) {
      const [own, target] = [lanes[lane] as Scan[], lane === 0 ? 'auto' : day];
      for (const { ticket } of newcomers.filter((_, index) => index % 2 === lane)) own.push(this.scan(lane, ticket, target));
      if (here.length > 0) {
        // People leave and return at one door, so that the order in which they do is the plan's.
        const mine = here.filter((_, index) => index % 2 === lane);
        const returning = [...out].filter((ticket) => mine.some((each) => each.ticket === ticket)).slice(0, 3);
        for (const ticket of returning) own.push(this.scan(lane, ticket, target));
        returning.forEach((ticket) => out.delete(ticket));
        for (let i = 0; i < 4; i++) {
          const { ticket } = this.pick(mine);
          own.push(this.scan(lane, ticket, target, 'out'));
          out.add(ticket);
        }
        for (let i = 0; i < 4; i++) own.push(this.scan(lane, this.pick(mine).ticket, target));
        own.push(this.pick(this.sent.filter(({ station, nonce }) => station === stations[lane] && answers.has(nonce)))); // the same scan once more
      }
      own.push(this.scan(lane, `NOBODY-${this.below(9)}`, target));
      lanes[lane] = shuffled(own, this.below);
    }
    const wanting = [...here, ...newcomers];
    for (let i = 0; i < Math.round(arrivalsAStep * wantsIntoRoom); i++) lanes[2]!.push(this.scan(2, this.pick(wanting).ticket, door, i % 6 === 5 ? 'out' : 'in'));
    for (let i = 0; i < 4; i++) lanes[2]!.push(this.scan(2, this.pick(wanting).ticket, 'session:S05'));
    return lanes;
  }

  private readonly below = (limit: number): number => Math.floor(this.random() * limit);

  private pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

/** Nothing that could happen was left out, and everything that was answered is among these events, once. */
export function expectAllAnswers({ answers, sent }: DayPlan, events: readonly JournalEvent[]): void {
  expect(new Set(answers.values())).toEqual(new Set(allAnswers));
  const byNonce = answersByNonce(events);
  for (const { nonce } of sent) {
    const [event, ...more] = byNonce.get(nonce) ?? [];
    expect([event?.type === 'scan.refused' ? event.data.answer : event && 'ok', more.length], nonce).toEqual([answers.get(nonce), 0]);
  }
}
