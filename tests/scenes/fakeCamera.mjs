import fs from 'node:fs';
import { drawScene, frameHeight, frameWidth } from './pictures.mjs';

/**
 * A camera for Chromium that sees what it is told to: a file of one picture (YUV4MPEG2), which Chromium reads again and
 * again, as often as its head says, and which is written anew in place to show something else.
 */
export class FakeCamera {
  #header;
  #file;

  /** @param {string} path @param {import('./pictures.mjs').Scene} scene what it sees first */
  constructor(path, scene = {}, picturesPerSecond = 10) {
    this.path = path;
    this.#header = `YUV4MPEG2 W${frameWidth} H${frameHeight} F${picturesPerSecond}:1 Ip A1:1\nFRAME\n`;
    this.#file = fs.openSync(path, 'w+');
    const picture = Buffer.alloc(this.#header.length + frameWidth * frameHeight * 1.5, 128); // grey: no colour
    picture.write(this.#header, 'latin1');
    fs.writeSync(this.#file, picture, 0, picture.length, 0);
    this.show(scene);
  }

  /** Chromium's switches for it. */
  get flags() {
    return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${this.path}`];
  }

  /** From its next picture on it sees this. @param {import('./pictures.mjs').Scene} scene */
  show(scene) {
    this.showLuma(lumaOf(scene));
  }

  /**
   * The same with a picture that has been made ready before: at once.
   *
   * @param {Uint8Array} luma of `lumaOf`
   * @returns the moment it began, in ms since 1970
   */
  showLuma(luma) {
    const at = performance.timeOrigin + performance.now();
    fs.writeSync(this.#file, luma, 0, luma.length, this.#header.length);
    return at;
  }

  close() {
    fs.closeSync(this.#file);
    fs.rmSync(this.path, { force: true });
  }
}

/** A scene as video has it: black at 16, white at 235. @param {import('./pictures.mjs').Scene} scene */
export function lumaOf(scene) {
  return Uint8Array.from(drawScene(scene), (value) => 16 + (value * 219) / 255);
}
