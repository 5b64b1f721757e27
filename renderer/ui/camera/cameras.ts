import type { Camera, LostCamera } from './cameraMachine';

/** The cameras of this machine. Without permission they have neither id nor name. */
export async function listCameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

/** Calls back when cameras have come or gone. @returns an end to that */
export function watchCameras(onChange: (cameras: Camera[]) => void): () => void {
  let over = false;
  const look = (): void => {
    void listCameras().then((cameras) => {
      if (!over) onChange(cameras);
    });
  };
  navigator.mediaDevices.addEventListener('devicechange', look);
  return () => {
    over = true;
    navigator.mediaDevices.removeEventListener('devicechange', look);
  };
}

/** The camera that is wanted, by its id or its name, or the one that stands in for it: the first that sees light as people do. */
export function pickCamera(cameras: readonly Camera[], wanted: string | null): Camera | null {
  const seesHeat = ({ name }: Camera): boolean => /\b(ir|infrared)\b/i.test(name); // of a face login
  return cameras.find(({ id, name }) => wanted !== null && (id === wanted || name === wanted)) ?? cameras.find((camera) => !seesHeat(camera)) ?? cameras[0] ?? null;
}

/** What a failed start says. html5-qrcode rejects with a sentence that has the name of the browser's error in it. */
export function lostCameraOf(error: unknown): LostCamera {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  if (/NotAllowedError|SecurityError/.test(text)) return 'denied';
  if (/NotReadableError|TrackStartError/.test(text)) return 'busy';
  // It was in the list a moment ago.
  if (/NotFoundError|OverconstrainedError/.test(text)) return 'unplugged';
  return 'failed';
}

/** Keeps which camera somebody chose, from one start of the application to the next. */
export interface CameraMemory {
  read(): string | null;
  write(id: string): void;
}

const key = 'champions.camera';

/** @param station whose choice it is: kiosks of one computer may have a camera each. */
export function cameraMemory(storage: Pick<Storage, 'getItem' | 'setItem'>, station: string | null = null): CameraMemory {
  const name = station === null ? key : `${key}/${station}`;
  return { read: () => storage.getItem(name), write: (id) => storage.setItem(name, id) };
}
