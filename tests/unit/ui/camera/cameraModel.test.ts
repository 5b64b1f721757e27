import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventFromLogic } from 'xstate';
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import { cameraDelays, type CameraEvent, cameraMachine } from '../../../../renderer/ui/camera/cameraMachine';
import { everyState, pathOf, TestCamera } from './cameraHarness';

const cameras = [{ id: 'a', name: '' }, { id: 'b', name: '' }];
const events: CameraEvent[] = [
  { type: 'camera.wanted' },
  { type: 'camera.unwanted' },
  { type: 'camera.started', current: 'a', cameras },
  { type: 'camera.lost', problem: 'busy' },
  { type: 'camera.switched' },
  { type: 'devices.changed', cameras },
  { type: 'codes.read', codes: ['A', 'B'], at: 0 },
  { type: 'codes.read', codes: [], at: 10_000 },
  { type: 'picture.black' },
  { type: 'picture.bright' },
  { type: 'retry.asked' },
];
/** What the clock sends, by the state that waits for it. */
const waits = { 'xstate.after.startLimit.camera.wanted.on.starting': cameraDelays.startLimit, 'xstate.after.retryPause.camera.wanted.problem': cameraDelays.noCamera };
const alarms = Object.keys(waits).map((type) => ({ type }) as unknown as EventFromLogic<typeof cameraMachine>);

/** Does to a real actor what a step of a walk does to the model. */
function happen(camera: TestCamera, event: CameraEvent): void {
  const wait = waits[event.type as keyof typeof waits];
  if (wait !== undefined) camera.pass(wait);
  else if (event.type === 'devices.changed') camera.devices(...event.cameras.map(({ id }) => id));
  else if (['camera.started', 'camera.lost', 'codes.read', 'picture.black', 'picture.bright'].includes(event.type)) camera.report(event as never);
  else camera.send(event);
}

interface Edges {
  state: { value: unknown };
  transitions: Record<string, { event: CameraEvent; state: { value: unknown } }>;
}

const model = {
  input: { chosen: null },
  // The clock only sends what somebody waits for.
  events: ({ value }: { value: unknown }) => [...events, ...alarms.filter(({ type }) => type.endsWith(`.camera.${pathOf(value)}`))],
  serializeState: ({ value }: { value: unknown }) => JSON.stringify(value),
};

test('every event in every state leads where the model says, with one camera running at most and none where none may', () => {
  const edges = Object.values(getAdjacencyMap(cameraMachine, model)) as Edges[];
  const ways = getShortestPaths(cameraMachine, model);
  const reached = new Set<string>();
  let moves = 0;
  for (const { state, transitions } of edges) {
    const way = ways.find((each) => JSON.stringify(each.state.value) === JSON.stringify(state.value));
    for (const { event, state: expected } of Object.values(transitions)) {
      const camera = new TestCamera();
      for (const step of way?.steps ?? []) if ((step.event.type as string) !== 'xstate.init') happen(camera, step.event);
      expect(camera.snapshot.value).toEqual(state.value);
      happen(camera, event);
      expect(camera.snapshot.value, `${JSON.stringify(state.value)} ${event.type}`).toEqual(expected.value);
      expect(camera.open).toHaveLength(camera.state.startsWith('wanted.on') ? 1 : 0);
      expect(camera.watching).toBe(camera.state.startsWith('wanted'));
      reached.add(camera.state);
      if (JSON.stringify(expected.value) !== JSON.stringify(state.value)) moves++;
    }
  }
  expect([...reached].sort()).toEqual([...everyState].sort());
  expect(moves).toBeGreaterThan(20);
});

test('whatever happens, at most one camera is held, and as long as one is wanted it is tried again by itself', () => {
  const visited = new Set<string>();
  fc.assert(
    fc.property(fc.boolean(), fc.array(fc.oneof(fc.constantFrom(...events), fc.constantFrom(100, 1_000, 20_000)), { maxLength: 50 }), (isRunning, then) => {
      // Half of the stories begin with a picture: few would come so far by chance.
      const story = [...(isRunning ? [events[0] as CameraEvent, events[2] as CameraEvent] : []), ...then];
      const camera = new TestCamera('b');
      let wanted = false;
      for (const step of story) {
        if (typeof step === 'number') camera.pass(step);
        else {
          if (step.type === 'camera.wanted') wanted = true;
          if (step.type === 'camera.unwanted') wanted = false;
          happen(camera, step.type === 'codes.read' ? { ...step, at: camera.clock.now() } : step);
        }
        expect(everyState).toContain(camera.state);
        expect(camera.open.length).toBeLessThanOrEqual(1);
        expect(camera.state === 'off').toBe(!wanted);
        expect(camera.scanned).toEqual([]); // A and B are only ever seen together
      }
      if (wanted) {
        camera.pass(cameraDelays.longestRetry);
        expect(camera.open).toHaveLength(camera.state === 'wanted.problem' ? 0 : 1);
        const { runs } = camera;
        const before = runs.length;
        if (camera.state === 'wanted.problem') {
          camera.pass(cameraDelays.longestRetry);
          expect(runs.length).toBeGreaterThan(before);
        }
      } else expect(camera.open).toEqual([]);
      for (const state of camera.visited) visited.add(state);
    }),
    { numRuns: 400, seed: 20250924 },
  );
  expect([...visited].sort()).toEqual([...everyState].sort());
});
