import { assertEvent, assign, fromCallback, setup, type SnapshotFrom } from 'xstate';
import { look, nothingInView, type Reading, type View } from './codesInView';

/**
 * The camera's behaviour, without camera, window or clock: on and off, what is wrong and when it is tried again,
 * which camera, and which of the codes in view is a scan. What touches the world is bound with `.provide()`: the
 * actors `runCamera` and `watchDevices`, the actions `handOn` and `rememberCamera`.
 */

/** A camera of this machine. */
export interface Camera {
  id: string;
  /** As the system names it; empty until the camera has been allowed. */
  name: string;
}

/** Why there is no picture: a camera that is gone, used by another program, forbidden, absent, or broken otherwise. */
export type LostCamera = 'unplugged' | 'busy' | 'denied' | 'none' | 'failed';
export type CameraProblem = LostCamera | 'black';

interface CameraContext {
  cameras: readonly Camera[];
  /** Chosen by a person, and remembered; null for the first one there is. */
  chosen: string | null;
  /** Whose picture is shown. */
  current: string | null;
  view: View;
  problem: LostCamera | null;
  /** Starts that failed since the last picture. */
  failures: number;
}

export type CameraEvent =
  | { type: 'camera.wanted' }
  | { type: 'camera.unwanted' }
  /** The first picture has come. */
  | { type: 'camera.started'; current: string; cameras: readonly Camera[] }
  /** The picture is gone, or never came. */
  | { type: 'camera.lost'; problem: LostCamera }
  /** Somebody wants another camera: this one, or the next. */
  | { type: 'camera.switched'; to?: string }
  /** Cameras have come or gone. */
  | { type: 'devices.changed'; cameras: readonly Camera[] }
  /** A picture has been looked at, whether there was a code in it or not. */
  | ({ type: 'codes.read' } & Reading)
  | { type: 'picture.black' }
  | { type: 'picture.bright' }
  /** Somebody touched "try again". */
  | { type: 'retry.asked' };

/** What `runCamera` is told: which camera is wanted; null for the first one there is. */
export interface CameraWish {
  id: string | null;
}

/** What the actors send. */
export type CameraReport = Extract<
  CameraEvent,
  { type: 'camera.started' | 'camera.lost' | 'codes.read' | 'picture.black' | 'picture.bright' }
>;

/** All waits, in ms. */
export const cameraDelays = {
  /** Some cameras need seconds to wake up; one that takes longer hangs. */
  startLimit: 15_000,
  firstRetry: 1_000,
  longestRetry: 30_000,
  /** Where there is none at all. Asking starts a process of the browser's, 17 MB, that ends after some seconds; a camera that is plugged in tells of itself. */
  noCamera: 120_000,
};

/** How long to wait before a start after so many failed ones, in ms: twice as long each time, and longer where there is no camera. */
export function retryPause(failures: number, problem: LostCamera | null): number {
  if (problem === 'none') return cameraDelays.noCamera;
  return Math.min(cameraDelays.longestRetry, cameraDelays.firstRetry * 2 ** Math.max(0, Math.min(failures, 10) - 1));
}

/** The camera after the current one, round and round; null where there is no other. */
function nextCamera({ cameras, current }: CameraContext): string | null {
  const at = cameras.findIndex(({ id }) => id === current);
  const next = cameras[(at + 1) % Math.max(1, cameras.length)];
  return next === undefined || next.id === current ? null : next.id;
}

export const cameraMachine = setup({
  types: {
    context: {} as CameraContext,
    events: {} as CameraEvent,
    input: {} as { chosen: string | null },
    /** `picture`: there is one to show. `problem`: none, or a black one. */
    tags: {} as 'picture' | 'starting' | 'severalCodes' | 'problem',
  },
  actors: {
    runCamera: fromCallback<CameraEvent, CameraWish>(() => {
      throw new Error('no camera was provided');
    }),
    watchDevices: fromCallback<CameraEvent>(() => {
      throw new Error('no list of cameras was provided');
    }),
  },
  actions: {
    /** A code has been scanned. */
    handOn: (_args, _params: { code: string }) => {},
    rememberCamera: (_args, _params: { id: string }) => {},
    noteStarted: assign(({ event }) => {
      assertEvent(event, 'camera.started');
      return { current: event.current, cameras: event.cameras, problem: null, failures: 0 };
    }),
    noteLost: assign(({ context }, { problem }: { problem: LostCamera }) => ({ problem, failures: context.failures + 1, current: null })),
    noteCameras: assign(({ event }) => {
      assertEvent(event, 'devices.changed');
      return { cameras: event.cameras };
    }),
    choose: assign(({ context, event }) => {
      assertEvent(event, 'camera.switched');
      return { chosen: event.to ?? nextCamera(context) ?? context.chosen };
    }),
    noteReading: assign(({ context, event }) => {
      assertEvent(event, 'codes.read');
      return { view: look(context.view, event).view };
    }),
    forgetProblem: assign({ problem: null, failures: 0 }),
    forgetCodes: assign({ view: nothingInView }),
  },
  guards: {
    hasOther: ({ context, event }) =>
      event.type === 'camera.switched' && (event.to === undefined ? nextCamera(context) !== null : event.to !== context.current),
    /** The camera that somebody chose is there again, while another stands in for it. */
    isChosenBack: ({ context, event }) =>
      event.type === 'devices.changed' && context.current !== context.chosen && event.cameras.some(({ id }) => id === context.chosen),
    isScan: ({ context, event }) => event.type === 'codes.read' && look(context.view, event).scan !== null,
    areSeveral: ({ context }) => context.view.severalAt !== null,
    isOne: ({ context }) => context.view.severalAt === null,
  },
  delays: {
    startLimit: cameraDelays.startLimit,
    retryPause: ({ context }) => retryPause(context.failures, context.problem),
  },
}).createMachine({
  id: 'camera',
  context: ({ input }) => ({ cameras: [], chosen: input.chosen, current: null, view: nothingInView, problem: null, failures: 0 }),
  initial: 'off',
  states: {
    off: {
      entry: ['forgetCodes', 'forgetProblem', assign({ current: null })],
      on: { 'camera.wanted': 'wanted' },
    },
    wanted: {
      invoke: { src: 'watchDevices', onError: { actions: 'forgetCodes' } },
      initial: 'on',
      on: {
        'camera.unwanted': 'off',
        'devices.changed': [
          { guard: 'isChosenBack', actions: 'noteCameras', target: '.on', reenter: true },
          { actions: 'noteCameras' },
        ],
        'camera.switched': {
          guard: 'hasOther',
          target: '.on',
          reenter: true,
          actions: ['choose', { type: 'rememberCamera', params: ({ context }) => ({ id: context.chosen as string }) }],
        },
      },
      states: {
        on: {
          invoke: {
            src: 'runCamera',
            input: ({ context }): CameraWish => ({ id: context.chosen }),
            onError: { target: 'problem', actions: { type: 'noteLost', params: { problem: 'failed' } } },
          },
          entry: 'forgetCodes',
          on: {
            'camera.lost': { target: 'problem', actions: { type: 'noteLost', params: ({ event }) => ({ problem: event.problem }) } },
          },
          initial: 'starting',
          states: {
            starting: {
              tags: 'starting',
              on: { 'camera.started': { target: 'watching', actions: 'noteStarted' } },
              after: { startLimit: { target: '#camera.wanted.problem', actions: { type: 'noteLost', params: { problem: 'failed' } } } },
            },
            watching: {
              tags: 'picture',
              on: {
                'codes.read': [
                  {
                    guard: 'isScan',
                    actions: [
                      { type: 'handOn', params: ({ context, event }) => ({ code: look(context.view, event).scan as string }) },
                      'noteReading',
                    ],
                  },
                  { actions: 'noteReading' },
                ],
                'picture.black': 'black',
              },
              initial: 'one',
              states: {
                one: { always: { guard: 'areSeveral', target: 'several' } },
                /** More than one code in view: it asks for one ticket, and takes none. */
                several: { tags: 'severalCodes', always: { guard: 'isOne', target: 'one' } },
              },
            },
            /** The camera works and sees nothing: something covers it. It is looked at all the same. */
            black: { tags: 'problem', on: { 'picture.bright': 'watching' } },
          },
        },
        /** No camera. It is tried again by itself: after a pause, and as soon as cameras come or go. */
        problem: {
          tags: 'problem',
          entry: 'forgetCodes',
          after: { retryPause: 'on' },
          on: {
            'devices.changed': { target: 'on', actions: 'noteCameras' },
            'retry.asked': 'on',
          },
        },
      },
    },
  },
});

/** What keeps the camera from working, also while it is being tried again; null when nothing does, or nothing is known yet. */
export function problemOf(state: SnapshotFrom<typeof cameraMachine>): CameraProblem | null {
  return state.matches({ wanted: { on: 'black' } }) ? 'black' : state.context.problem;
}

/** Whether there is a picture to show, or something to say. A kiosk that has no camera, or none yet, says nothing of it. */
export function isWorthShowing(state: SnapshotFrom<typeof cameraMachine>): boolean {
  const problem = problemOf(state);
  return problem === null ? state.hasTag('picture') : problem !== 'none';
}
