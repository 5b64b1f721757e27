import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
// The file that belongs to barcode-detector: it carries zxing-wasm of exactly this version inside.
import readerFile from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { brightness, softened } from './picture';

type Prepared = Awaited<ReturnType<typeof prepareModule>>;
type Options = Parameters<Prepared['readBarcodesFromPixmap']>[3];

/** The module as Emscripten makes it: memory of its own, in which pictures are laid. */
type Module = Prepared & { HEAPU8: Uint8Array; _malloc(bytes: number): number; _free(place: number): void };

/** As zxing-wasm encodes its options for its module: QR codes alone, and everything that finds one more. */
const options: Options = {
  formats: 'QRCode',
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 0, // local average
  isPure: false,
  downscaleFactor: 3,
  downscaleThreshold: 500,
  minLineCount: 2,
  maxNumberOfSymbols: 8, // one would do; more is enough to say that there are too many
  validateOptionalChecksum: false,
  returnErrors: false,
  eanAddOnSymbol: 0,
  textMode: 0, // plain
  characterSet: 0, // guessed
  tryCode39ExtendedMode: false,
};

/** How much is spent on a picture: `quick` finds nearly all codes, `thorough` some more in twice the time. */
export type Effort = 'quick' | 'thorough';

/** Finds all square codes in a picture. */
export interface CodeReader {
  /** Different codes, each once. @throws if the reader itself is broken: a picture without a code is no error. */
  read(rgba: Uint8ClampedArray, width: number, height: number, effort: Effort): string[];
}

function prepareModule() {
  return prepareZXingModule({ overrides: { locateFile: () => readerFile }, fireImmediately: true });
}

let loading: Promise<CodeReader> | null = null;

/**
 * The WebAssembly reader, loaded once, from the application itself. It is asked directly and not through the detector
 * interface, which copies the picture once more and has no say in the effort.
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
  let grey = new Uint8Array(0);
  // Kept from picture to picture: the module's memory does not grow while pictures keep their size.
  let place = 0;

  const find = (picture: Uint8Array, width: number, height: number): string[] => {
    module.HEAPU8.set(picture, place);
    const found = module.readBarcodesFromPixmap(place, width, height, options);
    const codes = new Set<string>();
    for (let i = 0; i < found.size(); i++) {
      const { text } = found.get(i) as { text: string };
      if (text.trim() !== '') codes.add(text);
    }
    (found as unknown as { delete?(): void }).delete?.(); // a vector of C++: nobody else frees it
    return [...codes];
  };

  return {
    read(rgba, width, height, effort) {
      if (grey.length !== width * height) {
        if (place !== 0) module._free(place);
        grey = new Uint8Array(width * height);
        place = module._malloc(grey.length);
      }
      brightness(rgba, grey);
      const codes = find(grey, width, height);
      return codes.length > 0 || effort === 'quick' ? codes : find(softened(grey, width, height), width, height);
    },
  };
}
