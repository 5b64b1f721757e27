import Papa from 'papaparse';

/**
 * Parses a CSV text in one go, and nothing else.
 *
 * @returns {{milliseconds: number, rows: number}}
 */
export function parse(text) {
  const start = performance.now();
  const { data } = Papa.parse(text, { header: true, skipEmptyLines: true });
  return { milliseconds: performance.now() - start, rows: data.length };
}
