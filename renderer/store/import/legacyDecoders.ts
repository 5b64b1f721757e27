/**
 * Decoders for legacy encodings that read the same in every engine. Chromium follows the Encoding Standard; Node, in
 * which the tests run, takes windows-1252 for ISO-8859-1 and does not know the 8,822 syllables that UHC adds to EUC-KR.
 */
export interface LegacyDecoder {
  decode(bytes: Uint8Array): string;
}

/** 0x80 to 0x9F of windows-1252, from https://encoding.spec.whatwg.org/index-windows-1252.txt */
const windows1252Marks = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(): LegacyDecoder {
  const decoder = new TextDecoder('windows-1252');
  return {
    decode: (bytes) =>
      // eslint-disable-next-line no-control-regex -- these are what ISO-8859-1 makes of the marks
      decoder.decode(bytes).replace(/[\u0080-\u009f]/g, (letter) => windows1252Marks[letter.charCodeAt(0) - 0x80] ?? letter),
  };
}

/** The place of a pair among those that UHC adds, or -1: three rows of letters first, then whole rows of 178 or 84. */
function uhcIndex(lead: number, trail: number): number {
  const place =
    trail >= 0x41 && trail <= 0x5a ? trail - 0x41
    : trail >= 0x61 && trail <= 0x7a ? trail - 0x61 + 26
    : trail >= 0x81 && trail <= (lead <= 0xa0 ? 0xfe : 0xa0) ? trail - 0x81 + 52
    : -1;
  if (place < 0 || lead < 0x81 || lead > 0xc6) return -1;
  const index = lead <= 0xa0 ? (lead - 0x81) * 178 + place : 32 * 178 + (lead - 0xa1) * 84 + place;
  return index < 8822 ? index : -1;
}

/** The syllables that KS X 1001 lacks, in the order of Unicode, which is the order of UHC. */
function uhcSyllables(decoder: TextDecoder): string[] {
  const standard = new Set<string>();
  for (let lead = 0xb0; lead <= 0xc8; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) standard.add(decoder.decode(Uint8Array.of(lead, trail)));
  }
  const syllables: string[] = [];
  for (let code = 0xac00; code <= 0xd7a3; code += 1) {
    const syllable = String.fromCharCode(code);
    if (!standard.has(syllable)) syllables.push(syllable);
  }
  return syllables;
}

function koreanWithUhc(): LegacyDecoder {
  const decoder = new TextDecoder('euc-kr');
  const knowsUhc = decoder.decode(Uint8Array.of(0x81, 0x41)) === '\uac02';
  if (knowsUhc) return decoder;
  const syllables = uhcSyllables(decoder);
  return {
    decode(bytes) {
      let text = '';
      let start = 0;
      for (let i = 0; i < bytes.length; i += 1) {
        const lead = bytes[i] as number;
        if (lead < 0x80) continue;
        const index = uhcIndex(lead, bytes[i + 1] ?? 0);
        if (index >= 0) {
          text += decoder.decode(bytes.subarray(start, i)) + (syllables[index] ?? '\ufffd');
          start = i + 2;
        }
        if (lead > 0x80 && (bytes[i + 1] ?? 0) >= 0x41) i += 1;
      }
      return text + decoder.decode(bytes.subarray(start));
    },
  };
}

/** A decoder for a label of `TextDecoder` (or `gbk`). Throws RangeError for one that does not exist. */
export function legacyDecoder(label: string): LegacyDecoder {
  if (label === 'windows-1252') return windows1252();
  if (label === 'euc-kr') return koreanWithUhc();
  return new TextDecoder(label === 'gbk' ? 'gb18030' : label);
}
