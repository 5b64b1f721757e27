import path from 'node:path';

type Logger = Awaited<ReturnType<typeof loadLogger>>;

/**
 * The log file: at most 5 MB, and one older one beside it. Standard output stays clean for headless commands. What
 * writes it is loaded with the first message, as a start that has nothing to say need not wait for it.
 */
export function openLog(dataFolder: string, toConsole: boolean): (message: string) => void {
  let logger: Promise<Logger> | null = null;
  return (message) => {
    logger ??= loadLogger(dataFolder);
    void logger.then((log) => log.info(message));
    if (toConsole) process.stderr.write(`${message}\n`);
  };
}

async function loadLogger(dataFolder: string) {
  const { default: log } = await import('electron-log/node');
  log.transports.file.resolvePathFn = () => path.join(dataFolder, 'logs', 'main.log');
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.file.level = 'info';
  log.transports.console.level = false;
  return log;
}
