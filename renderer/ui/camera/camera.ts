import { type Actor, createActor, fromCallback } from 'xstate';
import { type CameraEvent, cameraMachine, type CameraWish } from './cameraMachine';
import { type CameraMemory, listCameras, watchCameras } from './cameras';
import type { Html5Camera } from './html5Camera';
import { PictureHost } from './pictureHost';

export type CameraActor = Actor<typeof cameraMachine>;

/** The camera as screens see it: its machine, and its picture to show. */
export interface ScanCamera {
  actor: CameraActor;
  /** Looks for codes from now on, on every screen, whether the picture is shown or not. */
  start(): void;
  /** Lets the camera go. */
  stop(): void;
  /** Lets it go for good, with its place on the page. */
  end(): void;
  /** Shows the picture in an element, as wide as that. @returns what takes it away again */
  show(place: HTMLElement, mirrored: boolean): () => void;
}

/**
 * The camera's machine, bound to the cameras of this computer; off until it is started.
 *
 * @param onCode gets each scan's code once
 */
export function scanCamera({ onCode, memory }: { onCode: (code: string) => void; memory: CameraMemory }): ScanCamera {
  const host = new PictureHost();
  let adapter: Promise<Html5Camera> | null = null;
  // Loaded when it is needed: it is large, and a kiosk must answer its first scan before.
  const load = (): Promise<Html5Camera> =>
    (adapter ??= import('./html5Camera').then(({ Html5Camera }) => new Html5Camera(host.element)));

  const machine = cameraMachine.provide({
    actors: {
      runCamera: fromCallback<CameraEvent, CameraWish>(({ input, sendBack }) => {
        let over = false;
        let end = (): void => {};
        // Where there is no camera, what reads its pictures is not loaded either.
        const loaded = listCameras().then((cameras) => (cameras.length === 0 ? null : load()));
        void loaded.then(
          (camera) => {
            if (over) return;
            if (camera === null) sendBack({ type: 'camera.lost', problem: 'none' });
            else end = camera.run(input, sendBack);
          },
          (error: unknown) => {
            console.error(error);
            adapter = null;
            if (!over) sendBack({ type: 'camera.lost', problem: 'failed' });
          },
        );
        return () => {
          over = true;
          end();
        };
      }),
      watchDevices: fromCallback<CameraEvent>(({ sendBack }) => watchCameras((cameras) => sendBack({ type: 'devices.changed', cameras }))),
    },
    actions: {
      handOn: (_, { code }) => onCode(code),
      rememberCamera: (_, { id }) => memory.write(id),
    },
  });
  const actor = createActor(machine, { input: { chosen: memory.read() } }).start();
  return {
    actor,
    start: () => actor.send({ type: 'camera.wanted' }),
    stop: () => actor.send({ type: 'camera.unwanted' }),
    end: () => {
      actor.send({ type: 'camera.unwanted' });
      actor.stop();
      host.remove();
    },
    show: (place, mirrored) => host.show(place, mirrored),
  };
}
