/**
 * HarfBuzz, bound as thinly as what is needed here. harfbuzzjs itself finds and compiles its WebAssembly when it is
 * imported, which a worker bundled as CommonJS cannot await, and keeps an object per buffer for the garbage collector.
 */
export interface HarfBuzz {
  /** Copies a font into the shaper's memory, where it stays. */
  openFont(bytes: Uint8Array): ShaperFont;
  /**
   * Shapes a part of a text, with what stands around it as context. Glyphs come in the order in which they are seen,
   * from left to right; clusters are offsets into the whole text, in UTF-16 units.
   */
  shape(font: ShaperFont, text: string, part: { start: number; end: number; script: string; rightToLeft: boolean; language: string }): ShapedGlyph[];
}

/** All in units of the font, y upwards. */
export interface ShapedGlyph {
  id: number;
  cluster: number;
  xAdvance: number;
  yAdvance: number;
  xOffset: number;
  yOffset: number;
}

export interface GlyphBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface ShaperFont {
  readonly pointer: number;
  readonly unitsPerEm: number;
  readonly ascender: number;
  /** Below zero. */
  readonly descender: number;
  /** A glyph's advance when it stands alone. */
  advance(glyph: number): number;
  /** The box of a glyph's ink; null where it has none. */
  box(glyph: number): GlyphBox | null;
}

type Exports = Record<string, (...numbers: number[]) => number> & { memory: WebAssembly.Memory };

const WRITABLE = 2;
const LEFT_TO_RIGHT = 4;
const RIGHT_TO_LEFT = 5;
/** Of hb_glyph_info_t and hb_glyph_position_t, in 32-bit words. */
const RECORD_WORDS = 5;
const PAGE = 65_536;

export async function openHarfBuzz(wasm: Uint8Array): Promise<HarfBuzz> {
  let memory: WebAssembly.Memory;
  const imports = {
    wasi_snapshot_preview1: { proc_exit: (code: number) => fail(`ended with ${code}`) },
    env: {
      _emscripten_runtime_keepalive_clear: () => undefined,
      _abort_js: () => fail('gave up'),
      _setitimer_js: () => 0,
      emscripten_resize_heap: (bytes: number) => grow(memory, bytes >>> 0),
    },
  };
  const { instance } = await WebAssembly.instantiate(wasm as BufferSource, imports as WebAssembly.Imports);
  const hb = instance.exports as unknown as Exports;
  memory = hb.memory;
  hb.__wasm_call_ctors?.();
  return bind(hb);
}

function fail(what: string): never {
  throw new Error(`HarfBuzz ${what}.`);
}

function grow(memory: WebAssembly.Memory, bytes: number): number {
  try {
    memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE));
    return 1;
  } catch {
    return 0;
  }
}

function bind(hb: Exports): HarfBuzz {
  const call = (name: string, ...numbers: number[]): number => (hb[name] as (...numbers: number[]) => number)(...numbers);
  // The memory's buffer is another one after it has grown, so a view is taken anew each time.
  const words = () => new Int32Array(hb.memory.buffer);
  const scratch = call('malloc', 256);
  const buffer = call('hb_buffer_create');
  let text = { pointer: call('malloc', 512), units: 256 };

  function ascii(value: string): number {
    const bytes = new Uint8Array(hb.memory.buffer, scratch, 256);
    const length = Math.min(value.length, 255);
    for (let at = 0; at < length; at++) bytes[at] = value.charCodeAt(at) & 0x7f;
    bytes[length] = 0;
    return scratch;
  }
  const remembered = (make: (value: string) => number) => {
    const known = new Map<string, number>();
    return (value: string): number => {
      let pointer = known.get(value);
      if (pointer === undefined) known.set(value, (pointer = make(value)));
      return pointer;
    };
  };
  const scriptTag = remembered((code) => call('hb_script_from_string', ascii(code), -1));
  const languageTag = remembered((code) => call('hb_language_from_string', ascii(code), -1));

  function openFont(bytes: Uint8Array): ShaperFont {
    const data = call('malloc', bytes.byteLength);
    if (data === 0) fail('has no memory left for another font');
    new Uint8Array(hb.memory.buffer).set(bytes, data);
    const face = call('hb_face_create', call('hb_blob_create', data, bytes.byteLength, WRITABLE, 0, 0), 0);
    const pointer = call('hb_font_create', face);
    call('hb_font_get_h_extents', pointer, scratch);
    const [ascender = 0, descender = 0] = words().subarray(scratch >> 2);
    const boxes = new Map<number, GlyphBox | null>();
    const advances = new Map<number, number>();
    return {
      pointer,
      unitsPerEm: call('hb_face_get_upem', face),
      ascender,
      descender,
      advance(glyph) {
        let known = advances.get(glyph);
        if (known === undefined) advances.set(glyph, (known = call('hb_font_get_glyph_h_advance', pointer, glyph)));
        return known;
      },
      box(glyph) {
        let known = boxes.get(glyph);
        if (known === undefined) boxes.set(glyph, (known = readBox(pointer, glyph)));
        return known;
      },
    };
  }

  function readBox(font: number, glyph: number): GlyphBox | null {
    if (!call('hb_font_get_glyph_extents', font, glyph, scratch)) return null;
    const [x = 0, y = 0, width = 0, height = 0] = words().subarray(scratch >> 2);
    return width === 0 || height === 0 ? null : { left: x, top: y, right: x + width, bottom: y + height };
  }

  function placeText(value: string): void {
    if (value.length > text.units) {
      call('free', text.pointer);
      text = { pointer: call('malloc', value.length * 4), units: value.length * 2 };
    }
    const units = new Uint16Array(hb.memory.buffer, text.pointer, value.length);
    for (let at = 0; at < value.length; at++) units[at] = value.charCodeAt(at);
  }

  return {
    openFont,
    shape(font, value, { start, end, script, rightToLeft, language }) {
      placeText(value);
      call('hb_buffer_reset', buffer);
      call('hb_buffer_add_utf16', buffer, text.pointer, value.length, start, end - start);
      call('hb_buffer_set_direction', buffer, rightToLeft ? RIGHT_TO_LEFT : LEFT_TO_RIGHT);
      call('hb_buffer_set_script', buffer, scriptTag(script));
      call('hb_buffer_set_language', buffer, languageTag(language));
      call('hb_shape', font.pointer, buffer, 0, 0);
      const infos = call('hb_buffer_get_glyph_infos', buffer, scratch) >> 2;
      const positions = call('hb_buffer_get_glyph_positions', buffer, scratch) >> 2;
      const view = words();
      const count = view[scratch >> 2] as number;
      const glyphs: ShapedGlyph[] = [];
      for (let at = 0; at < count; at++) {
        const info = infos + at * RECORD_WORDS;
        const position = positions + at * RECORD_WORDS;
        glyphs.push({
          id: view[info] as number,
          cluster: view[info + 2] as number,
          xAdvance: view[position] as number,
          yAdvance: view[position + 1] as number,
          xOffset: view[position + 2] as number,
          yOffset: view[position + 3] as number,
        });
      }
      return glyphs;
    },
  };
}
