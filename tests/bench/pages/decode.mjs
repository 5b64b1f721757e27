import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode';
import { codeReader } from '../../../renderer/ui/camera/codeReader';
import { drawScene, frameHeight, frameWidth, rgbaOf } from '../../scenes/pictures.mjs';
import { pictureSet } from '../../scenes/pictureSets.mjs';

/** The kiosk's reader and html5-qrcode's own decoder, which is zxing for JavaScript, on the same pictures. */

let pictures;
let contenders;

/** @returns how many pictures of each kind there will be */
export async function load(perKind) {
  pictures = pictureSet(perKind);
  const reader = await codeReader();
  const element = document.createElement('div');
  element.id = 'own-decoder';
  document.body.append(element);
  const own = new Html5Qrcode(element.id, { formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE], useBarCodeDetectorIfSupported: false, verbose: false }).qrcode;
  contenders = {
    // As the camera's adapter asks: from the canvas, with all that it spends on a picture in which it finds nothing.
    kiosk: async (canvas) => reader.read(canvas, 'thorough'),
    own: (canvas) => own.decodeAsync(canvas).then(({ text }) => [text], () => []),
  };
  return pictures.length;
}

/**
 * Lets both read some of the pictures, in turn, from a canvas like html5-qrcode's.
 *
 * @returns {Promise<{kind: string, kiosk: {read: boolean, milliseconds: number}, own: {read: boolean, milliseconds: number}}[]>}
 */
export async function read(from, to) {
  const canvas = Object.assign(document.createElement('canvas'), { width: frameWidth, height: frameHeight });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const results = [];
  for (const [index, { kind, text, scene }] of pictures.slice(from, to).entries()) {
    context.putImageData(new ImageData(rgbaOf(drawScene(scene)), frameWidth, frameHeight), 0, 0);
    const result = { kind };
    for (const name of index % 2 === 0 ? ['kiosk', 'own'] : ['own', 'kiosk']) {
      const start = performance.now();
      const codes = await contenders[name](canvas);
      result[name] = { milliseconds: performance.now() - start, read: codes.includes(text), wrong: codes.some((code) => code !== text) };
    }
    results.push(result);
  }
  return results;
}

/**
 * Lets both read photographs, each once as it is, at most as large as a kiosk's picture, and once as a kiosk's camera
 * would have taken it: as large as fits into the camera's picture.
 *
 * @param {{name: string, url: string, text: string | null}[]} photos with the text of the code, if it is known
 * @returns two results of each, as of `read`, of the kinds `photograph` and `taken`
 */
export async function readPhotos(photos) {
  const results = [];
  for (const [index, { url, text }] of photos.entries()) {
    const image = await createImageBitmap(await (await fetch(url)).blob());
    const fit = Math.min(frameWidth / image.width, frameHeight / image.height);
    const right = (codes) => (text === null ? codes.length > 0 : codes.includes(text));
    for (const [kind, canvas] of [['photograph', drawnAlone(image, Math.min(1, fit))], ['taken', drawnInFrame(image, fit)]]) {
      const result = { kind };
      for (const name of index % 2 === 0 ? ['kiosk', 'own'] : ['own', 'kiosk']) {
        const start = performance.now();
        const codes = await contenders[name](canvas);
        result[name] = { milliseconds: performance.now() - start, read: right(codes), wrong: !right(codes) && codes.length > 0 };
      }
      results.push(result);
    }
  }
  return results;
}

function drawnAlone(image, scale) {
  const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
  canvas.getContext('2d', { willReadFrequently: true }).drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function drawnInFrame(image, scale) {
  const canvas = Object.assign(document.createElement('canvas'), { width: frameWidth, height: frameHeight });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#808080';
  context.fillRect(0, 0, frameWidth, frameHeight);
  const [width, height] = [image.width * scale, image.height * scale];
  context.drawImage(image, (frameWidth - width) / 2, (frameHeight - height) / 2, width, height);
  return canvas;
}
