import { createActor, fromCallback, SimulatedClock } from 'xstate';
import { type CameraEvent, cameraMachine, type CameraReport, type CameraWish } from '../../../../renderer/ui/camera/cameraMachine';

/** A camera machine whose clock stands until it is told to go on, and whose cameras do what the test says. */
export class TestCamera {
  readonly clock = new SimulatedClock();
  /** Each start, what was wished for, and whether it has been ended. */
  readonly runs: { wish: CameraWish; over: boolean; report: (what: CameraReport) => void }[] = [];
  readonly scanned: string[] = [];
  remembered: string | null;
  watching = false;
  readonly visited = new Set<string>();
  private tellDevices: (event: CameraEvent) => void = () => {};
  private readonly actor;

  constructor(chosen: string | null = null) {
    this.remembered = chosen;
    const machine = cameraMachine.provide({
      actors: {
        runCamera: fromCallback<CameraEvent, CameraWish>(({ input, sendBack }) => {
          const run = { wish: input, over: false, report: (what: CameraReport) => void (run.over || sendBack(what)) };
          this.runs.push(run);
          return () => {
            run.over = true;
          };
        }),
        watchDevices: fromCallback<CameraEvent>(({ sendBack }) => {
          this.watching = true;
          this.tellDevices = sendBack;
          return () => {
            this.watching = false;
          };
        }),
      },
      actions: {
        handOn: (_, { code }) => void this.scanned.push(code),
        rememberCamera: (_, { id }) => {
          this.remembered = id;
        },
      },
    });
    this.actor = createActor(machine, { input: { chosen }, clock: this.clock });
    this.actor.subscribe((snapshot) => this.visited.add(pathOf(snapshot.value)));
    this.actor.start();
    this.visited.add(this.state);
  }

  get state(): string {
    return pathOf(this.snapshot.value);
  }

  get snapshot() {
    return this.actor.getSnapshot();
  }

  /** Starts that have not been ended. */
  get open() {
    return this.runs.filter(({ over }) => !over);
  }

  send = (event: CameraEvent): void => this.actor.send(event);

  /** The camera that runs reports; one that was ended says nothing that is heard. */
  report(what: CameraReport): void {
    this.runs.at(-1)?.report(what);
  }

  starts(...ids: string[]): void {
    this.report({ type: 'camera.started', current: this.runs.at(-1)?.wish.id ?? ids[0] ?? '', cameras: ids.map((id) => ({ id, name: id })) });
  }

  devices(...ids: string[]): void {
    if (this.watching) this.tellDevices({ type: 'devices.changed', cameras: ids.map((id) => ({ id, name: id })) });
  }

  reads(...codes: string[]): void {
    this.report({ type: 'codes.read', codes, at: this.clock.now() });
  }

  pass(milliseconds: number): void {
    this.clock.increment(milliseconds);
  }
}

/** A machine's state as one word, such as `wanted.problem`. */
export function pathOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as Record<string, unknown>).map(([key, each]) => `${key}.${pathOf(each)}`).join(' ');
}

interface StateNodes {
  [key: string]: { key: string; states: StateNodes };
}

function leavesOf(states: StateNodes, path: string): string[] {
  return Object.values(states).flatMap((node) =>
    Object.keys(node.states).length === 0 ? [path + node.key] : leavesOf(node.states, `${path}${node.key}.`),
  );
}

/** Every state the camera can be in, read off the machine itself. */
export const everyState: string[] = leavesOf(cameraMachine.root.states, '');
