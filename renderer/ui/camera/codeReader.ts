import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
// The file that belongs to barcode-detector: it carries zxing-wasm of exactly this version inside.
import readerFile from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { brightness, softened } from './picture';

type Prepared = Awaited<ReturnType<typeof prepareModule>>;
type Options = Parameters<Prepared['readBarcodesFromPixmap']>[3];

/** The module as Emscripten makes it: memory of its own, in which pictures are laid. */
type Module = Prepared & { HEAPU8: Uint8Array; _malloc(bytes: number): number; _free(place: number): void };

/** As zxing-wasm encodes its options for its module: QR codes alone, and everything that finds one more. */
const everything: Options = {
  formats: 'QRCode',
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 0, // local average
  isPure: false,
  downscaleFactor: 3,
  downscaleThreshold: 300, // pixels of the shorter side from which on it also looks at a smaller copy
  minLineCount: 2,
  maxNumberOfSymbols: 8, // one would do; more is enough to say that there are too many
  validateOptionalChecksum: false,
  returnErrors: false,
  eanAddOnSymbol: 0,
  textMode: 0, // plain
  characterSet: 0, // guessed
  tryCode39ExtendedMode: false,
};

/** For half the size: nothing of what finds no more there. */
const briefly: Options = { ...everything, tryHarder: false, tryRotate: false, tryDownscale: false };

/** Pixels of the shorter side from which on a quarter of a picture is worth a look. */
const quarterFrom = 480;

/**
 * How much is spent on a picture. `brief` looks at a quarter and half of its size alone. `quick` looks at half its size, where most codes are found in a third of the time,
 * and at the whole only if there was none. `thorough` then looks at a softer copy too. `every` looks at both sizes in
 * any case: where one code was found, another may be too small for the half.
 */
export type Effort = 'brief' | 'quick' | 'thorough' | 'every';

/** Finds square codes in a picture. */
export interface CodeReader {
  /** Different codes, each once. @throws if the reader itself is broken: a picture without a code is no error. */
  read(canvas: HTMLCanvasElement, effort: Effort): string[];
}

function prepareModule() {
  return prepareZXingModule({ overrides: { locateFile: () => readerFile }, fireImmediately: true });
}

let loading: Promise<CodeReader> | null = null;

/**
 * The WebAssembly reader, loaded once, from the application itself. It is asked directly and not through the detector
 * interface, which copies the picture once more and has no say in the effort; and also where the browser has a detector
 * of its own, as on macOS: so every kiosk reads alike, as tested, inverted codes too.
 *
 * @throws if the file cannot be loaded; the next call tries again.
 */
export function codeReader(): Promise<CodeReader> {
  // html5-qrcode looks for a detector when it is made; where it finds none it makes its slower decoder of its own.
  if (!('BarcodeDetector' in window)) Object.assign(window, { BarcodeDetector });
  loading ??= prepareModule().then((module) => readerOf(module as Module), (error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

function readerOf(module: Module): CodeReader {
  const half = document.createElement('canvas');
  const quarter = document.createElement('canvas');
  // In the module's memory, for pictures of up to `room` pixels; kept, so that it does not grow.
  let place = 0;
  let room = 0;

  const makeRoom = (pixels: number): void => {
    if (room >= pixels) return;
    if (place !== 0) module._free(place);
    place = module._malloc(pixels);
    room = pixels;
  };

  /** What lies in the module's memory: a view for now, as that memory may move when it grows. */
  const laid = (pixels: number): Uint8Array => module.HEAPU8.subarray(place, place + pixels);
  const lay = ({ width, height }: HTMLCanvasElement, context: CanvasRenderingContext2D): void =>
    void brightness(context.getImageData(0, 0, width, height).data, laid(width * height));

  const find = ({ width, height }: HTMLCanvasElement, options: Options): string[] => {
    const found = module.readBarcodesFromPixmap(place, width, height, options);
    const codes: string[] = [];
    for (let i = 0; i < found.size(); i++) {
      const { text } = found.get(i) as { text: string };
      if (text.trim() !== '') codes.push(text);
    }
    (found as unknown as { delete?(): void }).delete?.(); // a vector of C++: nobody else frees it
    return codes;
  };

  /** Looks at a smaller copy: each pixel the mean of those it stands for, which also takes noise away. */
  const findInSmaller = (canvas: HTMLCanvasElement, smaller: HTMLCanvasElement, divisor: number): string[] => {
    const [width, height] = [Math.floor(canvas.width / divisor), Math.floor(canvas.height / divisor)];
    if (smaller.width !== width || smaller.height !== height) Object.assign(smaller, { width, height });
    const context = contextOf(smaller);
    context.imageSmoothingQuality = 'medium';
    context.drawImage(canvas, 0, 0, width, height);
    lay(smaller, context);
    return find(smaller, briefly);
  };

  return {
    read(canvas, effort) {
      const { width, height } = canvas;
      makeRoom(width * height);
      if (effort !== 'every' && Math.min(width, height) >= quarterFrom) {
        const large = findInSmaller(canvas, quarter, 4);
        if (large.length > 0) return large;
      }
      const codes = new Set(findInSmaller(canvas, half, 2));
      if (effort === 'brief' || (codes.size > 0 && effort !== 'every')) return [...codes];
      lay(canvas, contextOf(canvas));
      for (const code of find(canvas, everything)) codes.add(code);
      if (codes.size > 0 || effort !== 'thorough') return [...codes];
      const picture = laid(width * height);
      picture.set(softened(picture, width, height));
      return [...new Set(find(canvas, everything))];
    },
  };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
}
