import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode';
import type { CameraReport, CameraWish, LostCamera } from './cameraMachine';
import { listCameras, lostCameraOf, pickCamera } from './cameras';
import { type CodeReader, codeReader, type Effort } from './codeReader';
import { brightness, hasMoved, isBlack, thumbnailHeight, thumbnailWidth } from './picture';
import { pictureWidth } from './pictureHost';

/** All times of the adapter, in ms. */
const cameraTimes = {
  /** Between readings while something moves. */
  reading: 100,
  /** Between readings of a picture that stands still: it may only have become sharp. */
  stillReading: 500,
  /** html5-qrcode's own pause between readings: the pace is made here, so that a new code is read again at once. */
  ownPause: 20,
  /** A picture must be black for so long: a hand passes, an exposure settles. */
  black: 2_000,
  watch: 1_000,
  /** Without a new picture or a reading for so long, a camera is lost. */
  silence: 5_000,
  /** For an earlier camera to let go. */
  letGo: 5_000,
};

/** Every so many readings without a code, more is spent on one. */
const thoroughEvery = 3;
/** So many readings of a picture that stands still are as careful as others: it may only have become sharp. */
const carefulWhenStill = 2;

/** What the adapter needs of html5-qrcode's private fields. `qrcode` is asked for the code in each picture. */
interface Html5QrcodeInside {
  qrcode: { decodeAsync(canvas: HTMLCanvasElement): Promise<DecoderResult> };
}

interface DecoderResult {
  text: string;
  format: { format: Html5QrcodeSupportedFormats; formatName: string };
  debugData: { decoderName: string };
}

/**
 * The camera, through html5-qrcode: the only place that knows it. It takes the picture, draws it and keeps the time;
 * the codes in it are found by `codeReader`.
 *
 * html5-qrcode is not asked for more, since it cannot be stopped before its video plays, goes on reading twice when it
 * is started again too soon, says nothing of a lost camera, and swallows what callbacks throw. So each start has an
 * instance and an element of its own, waits for the one before to end, and is watched.
 */
export class Html5Camera {
  private tail: Promise<unknown> = Promise.resolve();
  private count = 0;

  /** @param host where the picture is put; it must be laid out, `pictureWidth` wide */
  constructor(private readonly host: HTMLElement) {}

  /** Starts a camera as soon as the one before has let go, and reports. @returns what stops it */
  run(wish: CameraWish, report: (what: CameraReport) => void): () => void {
    const run = new Run(this.host, `camera-picture-${++this.count}`, wish, report);
    const before = Promise.race([this.tail, pause(cameraTimes.letGo)]);
    const started = before.then(() => run.start());
    this.tail = started;
    return () => {
      run.end();
      this.tail = started.then(() => run.close());
    };
  }
}

/** One start of one camera, to its end. */
class Run {
  private over = false;
  private readonly element = document.createElement('div');
  private scanner: Html5Qrcode | null = null;
  private track: MediaStreamTrack | null = null;
  private watch: ReturnType<typeof setInterval> | undefined;
  private readonly small = document.createElement('canvas');
  private thumbnail: Uint8Array = new Uint8Array(0);
  private codes: readonly string[] = [];
  /** The last reading found other codes than the one before. */
  private changed = false;
  private fruitless = 0;
  /** Readings since something moved. */
  private still = 0;
  private readings = 0;
  private readAt = 0;
  private brightAt = 0;
  private black = false;
  private frames = -1;
  private framesAt = 0;

  constructor(
    private readonly host: HTMLElement,
    id: string,
    private readonly wish: CameraWish,
    private readonly tell: (what: CameraReport) => void,
  ) {
    this.element.id = id;
    this.element.style.width = `${pictureWidth}px`;
    Object.assign(this.small, { width: thumbnailWidth, height: thumbnailHeight });
  }

  /** Never rejects: what goes wrong is reported. */
  async start(): Promise<void> {
    if (this.over) return;
    try {
      const [reader, cameras] = await Promise.all([codeReader(), listCameras()]);
      const camera = pickCamera(cameras, this.wish.id);
      if (camera === null) return this.lose('none');
      if (this.over) return;
      this.host.append(this.element);
      if (this.element.clientWidth !== pictureWidth) throw new Error(`The picture is ${this.element.clientWidth} px wide.`);
      this.scanner = new Html5Qrcode(this.element.id, { formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE], verbose: false });
      this.replaceDecoder(reader);
      await this.scanner.start(
        camera.id || 'any',
        {
          fps: 1_000 / cameraTimes.ownPause,
          disableFlip: true,
          videoConstraints: {
            ...(camera.id === '' ? {} : { deviceId: { exact: camera.id } }),
            width: { ideal: pictureWidth },
            height: { ideal: (pictureWidth * 9) / 16 },
            frameRate: { ideal: 30 },
          },
        },
        (_text, { result }) => {
          // Read by whoever wants to know which decoder the codes come from.
          this.element.dataset.decoder = (result as { debugData?: { decoderName?: string } }).debugData?.decoderName ?? '';
        },
        undefined,
      );
      const stream = this.element.querySelector('video')?.srcObject;
      this.track = stream instanceof MediaStream ? (stream.getVideoTracks()[0] ?? null) : null;
      this.track?.addEventListener('ended', () => this.lose('unplugged'));
      this.framesAt = performance.now();
      this.readAt = this.framesAt;
      if (!this.over) this.watch = setInterval(() => this.check(), cameraTimes.watch);
    } catch (error) {
      this.lose(lostCameraOf(error));
    }
  }

  /** From here on nothing is read and nothing reported. */
  end(): void {
    this.over = true;
    clearInterval(this.watch);
  }

  /** Lets the camera go. To be called when `start` has come to its end. */
  async close(): Promise<void> {
    this.end();
    try {
      // It can only stop what plays, throws otherwise, and may never come to an end.
      await Promise.race([this.scanner?.stop(), pause(cameraTimes.watch)]);
    } catch {
      // The track and the element are all that has to go.
    }
    this.track?.stop();
    this.element.remove();
  }

  private report(what: CameraReport): void {
    if (!this.over) this.tell(what);
  }

  private lose(problem: LostCamera): void {
    this.report({ type: 'camera.lost', problem });
    this.end();
  }

  /** Puts our reader where html5-qrcode has its own, so that JavaScript's zxing is never asked. */
  private replaceDecoder(reader: CodeReader): void {
    const inside = this.scanner as unknown as Html5QrcodeInside;
    if (typeof inside.qrcode?.decodeAsync !== 'function') throw new Error('html5-qrcode has changed inside.');
    inside.qrcode = { decodeAsync: (canvas) => this.decode(reader, canvas) };
  }

  /** Reads one picture and waits until the next one is worth it. Rejects without a code: html5-qrcode expects that. */
  private async decode(reader: CodeReader, canvas: HTMLCanvasElement): Promise<DecoderResult> {
    // Never answered: so html5-qrcode's loop ends here.
    if (this.over) return new Promise(() => {});
    try {
      this.read(reader, canvas);
      await this.untilWorthReading();
    } catch (error) {
      console.error(error);
      this.lose('failed');
    }
    const [text] = this.codes;
    if (text === undefined) throw new Error('no code');
    return {
      text,
      format: { format: Html5QrcodeSupportedFormats.QR_CODE, formatName: 'QR_CODE' },
      debugData: { decoderName: 'zxing-wasm' },
    };
  }

  private read(reader: CodeReader, canvas: HTMLCanvasElement): void {
    const video = this.element.querySelector('video');
    if (!video || canvas.width === 0 || canvas.height === 0) throw new Error('There is no picture to read.');
    const isFirst = this.thumbnail.length === 0;
    this.readAt = performance.now();
    this.thumbnail = this.takeThumbnail(video);
    if (isFirst) void this.announce(video);
    const codes = reader.read(canvas, this.effort());
    this.fruitless = codes.length > 0 ? 0 : this.fruitless + 1;
    this.changed = codes.length !== this.codes.length || codes.some((code) => !this.codes.includes(code));
    this.codes = codes;
    // For whoever watches the camera at work, as tests and benches do.
    this.element.dataset.readings = String(++this.readings);
    this.report({ type: 'codes.read', codes, at: this.readAt });
  }

  /** Where there is a code, there may be another; where there was none for some time, one may be hard to read, and little is to be expected of a picture that stands still. */
  private effort(): Effort {
    if (this.codes.length > 0) return 'every';
    if (this.fruitless % thoroughEvery === thoroughEvery - 1) return 'thorough';
    return this.still > carefulWhenStill ? 'brief' : 'quick';
  }

  private async announce({ srcObject }: HTMLVideoElement): Promise<void> {
    const [track] = srcObject instanceof MediaStream ? srcObject.getVideoTracks() : [];
    const { deviceId = '' } = track?.getSettings() ?? {};
    this.report({ type: 'camera.started', current: deviceId, cameras: await listCameras() });
  }

  /** The next picture at once when the codes have changed; else after a while, and later still where nothing moves. */
  private async untilWorthReading(): Promise<void> {
    const video = this.element.querySelector('video');
    if (!video) return;
    if (this.changed) return nextPicture(video);
    for (;;) {
      await pause(cameraTimes.reading - cameraTimes.ownPause);
      if (this.over) return;
      const moved = hasMoved(this.thumbnail, this.takeThumbnail(video));
      if (moved || performance.now() - this.readAt >= cameraTimes.stillReading) {
        this.still = moved ? 0 : this.still + 1;
        return;
      }
    }
  }

  private takeThumbnail(video: HTMLVideoElement): Uint8Array {
    const context = this.small.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    context.drawImage(video, 0, 0, thumbnailWidth, thumbnailHeight);
    const pixels = context.getImageData(0, 0, thumbnailWidth, thumbnailHeight).data;
    const thumbnail = brightness(pixels, new Uint8Array(thumbnailWidth * thumbnailHeight));
    const now = performance.now();
    const isDark = isBlack(thumbnail);
    if (!isDark || this.brightAt === 0) this.brightAt = now;
    if (isDark !== this.black && (!isDark || now - this.brightAt >= cameraTimes.black)) {
      this.black = isDark;
      this.report({ type: isDark ? 'picture.black' : 'picture.bright' });
    }
    return thumbnail;
  }

  /** A camera that was pulled out, or hangs, may say nothing of it. */
  private check(): void {
    const video = this.element.querySelector('video');
    const now = performance.now();
    if (!this.track || this.track.readyState === 'ended') return this.lose('unplugged');
    const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
    // A window that cannot be seen may be given no pictures.
    if (frames !== this.frames || document.visibilityState === 'hidden') this.framesAt = now;
    this.frames = frames;
    if (now - this.framesAt > cameraTimes.silence || now - this.readAt > cameraTimes.silence) this.lose('failed');
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Resolves with the video's next picture, or after the time of some pictures: of a video off the screen none is told. */
function nextPicture(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => resolve());
    setTimeout(resolve, cameraTimes.reading);
  });
}
