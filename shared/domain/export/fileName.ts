/** A name that every file system takes, out of what the file is about: letters of any script, digits and hyphens. */
export function exportFileName(parts: readonly string[], ending: string): string {
  const words = parts.map((part) => part.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')).filter((part) => part !== '');
  return `${[...words.join('-')].slice(0, 80).join('')}.${ending}`;
}
