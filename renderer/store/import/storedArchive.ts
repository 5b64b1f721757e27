/**
 * A ZIP archive of files that are unpacked already, for a reader that takes nothing else and checks no checksums:
 * those are left at zero, as reckoning them takes longer than all the rest (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12
 * and 4.3.16).
 */
export function storedArchive(files: Record<string, Uint8Array>): ArrayBuffer {
  const entries = Object.entries(files).map(([name, bytes]) => ({ name: new TextEncoder().encode(name), bytes, at: 0 }));
  const sizeOf = (head: number): number => entries.reduce((size, { name }) => size + head + name.length, 0);
  const directory = entries.reduce((size, { bytes }) => size + bytes.length, sizeOf(30));
  const archive = new Uint8Array(directory + sizeOf(46) + 22);
  const view = new DataView(archive.buffer);
  let at = 0;
  const put16 = (...values: number[]): void => {
    for (const value of values) {
      view.setUint16(at, value, true);
      at += 2;
    }
  };
  const put32 = (...values: number[]): void => {
    for (const value of values) {
      view.setUint32(at, value, true);
      at += 4;
    }
  };
  const put = (bytes: Uint8Array): void => {
    archive.set(bytes, at);
    at += bytes.length;
  };
  /** What both kinds of header share: version, flags (names in UTF-8), stored, no time, no checksum, sizes. */
  const describe = ({ name, bytes }: (typeof entries)[number]): void => {
    put16(20, 0x0800, 0, 0, 0);
    put32(0, bytes.length, bytes.length);
    put16(name.length, 0);
  };
  for (const entry of entries) {
    entry.at = at;
    put32(0x04034b50);
    describe(entry);
    put(entry.name);
    put(entry.bytes);
  }
  for (const entry of entries) {
    put32(0x02014b50);
    put16(20);
    describe(entry);
    put16(0, 0, 0);
    put32(0, entry.at);
    put(entry.name);
  }
  const size = at - directory;
  put32(0x06054b50);
  put16(0, 0, entries.length, entries.length);
  put32(size, directory);
  put16(0);
  return archive.buffer;
}
