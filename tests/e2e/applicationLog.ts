import fs from 'node:fs';
import path from 'node:path';

/** What the application has written to its log file so far; it is made with the first message, a moment after it. */
export function logOf(data: string): string {
  const file = path.join(data, 'logs/main.log');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}
