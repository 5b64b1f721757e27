import { createActor, fromPromise, SimulatedClock } from 'xstate';
import type { ScanAnswer, ScanAnswerCode } from '../../../shared/contract/answers';
import type { Scan } from '../../../renderer/kiosk/flow/kioskContext';
import { kioskMachine } from '../../../renderer/kiosk/flow/kioskMachine';

let nonces = 0;
const newNonce = (): string => `nonce-${++nonces}`;

/** A kiosk whose clock stands until it is told to go on, and whose store answers when the test says so. */
export class TestKiosk {
  readonly clock = new SimulatedClock();
  /** What the store was asked, in order, and not answered yet at the end. */
  readonly asked: Scan[] = [];
  readonly open: { scan: Scan; answer(code: ScanAnswerCode, more?: Partial<ScanAnswer>): void; fail(code: string): void }[] = [];
  /** What would survive a reload now. */
  remembered: readonly Scan[] = [];
  readonly visited = new Set<string>();
  private readonly actor;

  constructor(unanswered: readonly Scan[] = []) {
    const machine = kioskMachine.provide({
      actors: {
        submitScan: fromPromise(
          ({ input }: { input: Scan }) =>
            new Promise<ScanAnswer>((resolve, reject) => {
              this.asked.push(input);
              this.open.push({
                scan: input,
                answer: (code, more) => resolve({ ...answerOf(code, input), ...more }),
                fail: (code) => reject(Object.assign(new Error('The store did not answer.'), { code })),
              });
            }),
        ),
      },
      actions: { rememberScans: (_, { scans }) => void (this.remembered = scans) },
    });
    this.actor = createActor(machine, { input: { unanswered }, clock: this.clock });
    this.actor.subscribe((snapshot) => this.visited.add(pathOf(snapshot.value)));
    this.actor.start();
    this.visited.add(this.state);
  }

  get state(): string {
    return pathOf(this.actor.getSnapshot().value);
  }

  get context() {
    return this.actor.getSnapshot().context;
  }

  send = (event: Parameters<typeof this.actor.send>[0]): void => this.actor.send(event);

  /** A code is read now. Gives the scan it became. */
  scan(code: string): Scan {
    const scan = { code, nonce: newNonce(), at: new Date(this.clock.now()).toISOString() };
    this.send({ type: 'scan.read', scan });
    return scan;
  }

  agree(): void {
    this.send({ type: 'consent.given', nonce: newNonce(), at: new Date(this.clock.now()).toISOString() });
  }

  /** The store answers the oldest open question. */
  async answer(code: ScanAnswerCode, more: Partial<ScanAnswer> = {}): Promise<void> {
    this.open.shift()?.answer(code, more);
    await settled();
  }

  async fail(code = 'store_unavailable'): Promise<void> {
    this.open.shift()?.fail(code);
    await settled();
  }

  pass(milliseconds: number): void {
    this.clock.increment(milliseconds);
  }
}

export function answerOf(code: ScanAnswerCode, scan: Scan): ScanAnswer {
  return {
    answer: code, nonce: scan.nonce, registrationId: 'SEL25-00001', at: scan.at, message: 'words', next: 'words', language: 'en',
    direction: 'in', target: 'day:2025-09-24', fullName: 'Anna Bauer', previous: null,
  };
}

/** All promise reactions have run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function pathOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as Record<string, unknown>)
    .map(([key, each]) => `${key}.${pathOf(each)}`)
    .join(' ');
}

/** Every state the kiosk can be in, read off the machine itself. */
export const everyState: string[] = leavesOf(kioskMachine.root.states, '');

interface StateNodes {
  [key: string]: { key: string; states: StateNodes };
}

function leavesOf(states: StateNodes, path: string): string[] {
  return Object.values(states).flatMap((node) =>
    Object.keys(node.states).length === 0 ? [path + node.key] : leavesOf(node.states, `${path}${node.key}.`),
  );
}
