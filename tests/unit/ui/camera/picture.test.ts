import { describe, expect, test } from 'vitest';
import { lostCameraOf, pickCamera } from '../../../../renderer/ui/camera/cameras';
import { brightness, hasMoved, isBlack, softened, thumbnailHeight, thumbnailWidth } from '../../../../renderer/ui/camera/picture';
import { drawScene, rgbaOf, type Scene } from '../../../scenes/pictures.mjs';

/** What the camera's adapter sees of a scene in small: the mean of each part. */
function thumbnail(scene: Scene): Uint8Array {
  const [width, height, part] = [thumbnailWidth * 8, thumbnailHeight * 8, 8];
  const grey = drawScene({ ...scene, width, height });
  return Uint8Array.from({ length: thumbnailWidth * thumbnailHeight }, (_, index) => {
    const [x, y] = [(index % thumbnailWidth) * part, Math.floor(index / thumbnailWidth) * part];
    let sum = 0;
    for (let row = 0; row < part; row++) for (let column = 0; column < part; column++) sum += grey[(y + row) * width + x + column] as number;
    return sum / part ** 2;
  });
}

describe('black', () => {
  test('is a covered lens, with its noise', () => {
    expect(isBlack(thumbnail({ ground: 0 }))).toBe(true);
    expect(isBlack(thumbnail({ ground: 6, room: false, noise: 8 }))).toBe(true);
  });

  test('is not a dark room with a phone in it, nor anything by day', () => {
    expect(isBlack(thumbnail({ ground: 8, codes: [{ text: 'A', size: 60, inverted: true }] }))).toBe(false);
    expect(isBlack(thumbnail({ ground: 120 }))).toBe(false);
  });
});

describe('movement', () => {
  test('is a small code that comes into view, or moves', () => {
    expect(hasMoved(thumbnail({}), thumbnail({ codes: [{ text: 'A', size: 40 }] }))).toBe(true);
    expect(hasMoved(thumbnail({ codes: [{ text: 'A', size: 40 }] }), thumbnail({ codes: [{ text: 'A', size: 40, at: [0.53, 0.5] }] }))).toBe(true);
  });

  test('is not the noise of a camera', () => {
    expect(hasMoved(thumbnail({ noise: 10, seed: 1 }), thumbnail({ noise: 10, seed: 1 }))).toBe(false);
    const quiet = thumbnail({});
    expect(hasMoved(quiet, quiet.map((value, index) => value + ((index * 7) % 13) - 6))).toBe(false);
  });
});

test('brightness is what the eye sees, and a softer picture is as bright', () => {
  expect([...brightness(Uint8ClampedArray.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255]), new Uint8Array(4))]).toEqual([63, 127, 63, 255]);
  const grey = Uint8Array.from(drawScene({ width: 64, height: 48, noise: 40 }));
  expect(brightness(rgbaOf(grey), new Uint8Array(grey.length))).toEqual(grey);
  const soft = softened(grey, 64, 48);
  const mean = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const roughness = (values: Uint8Array): number => values.reduce((sum, value, index) => sum + (index === 0 ? 0 : Math.abs(value - (values[index - 1] as number))), 0);
  expect(Math.abs(mean(soft) - mean(grey))).toBeLessThan(2);
  expect(roughness(soft)).toBeLessThan(roughness(grey) / 2);
});

test('the camera that is picked', () => {
  const face = { id: 'f', name: 'Integrated IR Camera' };
  const front = { id: 'a', name: 'Integrated Camera' };
  const table = { id: 'b', name: 'Document camera' };
  expect(pickCamera([], 'a')).toBeNull();
  expect(pickCamera([face, front, table], 'b')).toBe(table);
  expect(pickCamera([face, front, table], 'gone')).toBe(front);
  expect(pickCamera([face], null)).toBe(face);
});

test.each([
  ['Error getting userMedia, error = NotAllowedError: Permission denied', 'denied'],
  ['Error getting userMedia, error = NotAllowedError: Permission denied by system', 'denied'],
  ['Error getting userMedia, error = NotReadableError: Could not start video source', 'busy'],
  ['Error getting userMedia, error = NotFoundError: Requested device not found', 'unplugged'],
  ['Error getting userMedia, error = OverconstrainedError', 'unplugged'],
  ['Error getting userMedia, error = AbortError: Starting videoinput failed', 'failed'],
  [new Error('html5-qrcode has changed inside.'), 'failed'],
])('“%s” is %s', (error, problem) => {
  expect(lostCameraOf(error)).toBe(problem);
});
