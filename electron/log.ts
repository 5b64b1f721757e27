import path from 'node:path';
import log from 'electron-log/node';

/** The log file: at most 5 MB, and one older one beside it. Standard output stays clean for headless commands. */
export function openLog(dataFolder: string, toConsole: boolean): (message: string) => void {
  log.transports.file.resolvePathFn = () => path.join(dataFolder, 'logs', 'main.log');
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.file.level = 'info';
  log.transports.console.level = false;
  return (message) => {
    log.info(message);
    if (toConsole) process.stderr.write(`${message}\n`);
  };
}
