import { createHash } from 'node:crypto';

// oxlint-disable-next-line no-control-regex -- Windows takes none of these in a name
const unsafe = /[<>:"/\\|?*\u0000-\u001f\u007f]/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** In characters: with the hash and the ending, at most the 255 bytes that file systems take. */
const longest = 60;

/**
 * A file name for each registration id that Windows, macOS and Linux take, none twice even where letter case does not
 * count. An id that is no such name gets a short hash of itself behind it.
 */
export function fileNamesOf(ids: readonly string[]): Map<string, string> {
  const plain = ids.map((id) => ({ id, name: safe(id) }));
  const times = new Map<string, number>();
  for (const { name } of plain) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  return new Map(
    plain.map(({ id, name }) => {
      const clear = name === id && times.get(name.toLowerCase()) === 1;
      return [id, clear ? name : `${name}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`];
    }),
  );
}

function safe(id: string): string {
  const short = [...id.normalize('NFC')].slice(0, longest).join('');
  const name = short.replace(unsafe, '_').replace(/^[. ]+|[. ]+$/g, '');
  return name === '' || reserved.test(name) ? `_${name}` : name;
}
