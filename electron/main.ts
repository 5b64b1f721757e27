import { webcrypto } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { app, Menu, session } from 'electron';
import { ownArguments, readArguments, usage } from './appArguments';
import { startProblem } from './journal/errors';
import { createFolder } from './journal/segments';
import { openLog } from './log';
import { runWindows } from './windows/desktop';
import { registerAppScheme, serveApp } from './windows/appScheme';
import { lockDownAllContents, lockDownSession } from './windows/lockdown';
import { mark } from './startMarks';
import { Workspace } from './workspace';

// Composition root: reads how the application was started, opens the data folder, and hands over.

(globalThis as { crypto?: unknown }).crypto ??= webcrypto; // Node 18 of Electron 25 has it only as a module

const start = readArguments(
  ownArguments(process.argv, app.isPackaged),
  process.env,
  path.join(app.getPath('appData'), 'Champions Kiosk', 'data'),
  process.env.KIOSK_CWD ?? process.cwd(),
);

// A kiosk's two notes need no process of their own for sound, which costs 18 MB.
app.commandLine.appendSwitch('disable-features', 'AudioServiceOutOfProcess');

async function run(): Promise<void> {
  mark('mainAt');
  if (start.kind === 'wrong') return leave(2, `${start.message}\n\n${usage}`);
  const { dataFolder } = start;
  const profile = path.join(dataFolder, 'profile');
  try {
    createFolder(profile);
    // Asked here, as the lock below would take a read-only folder for one in use.
    fs.accessSync(profile, fs.constants.W_OK);
  } catch (error) {
    return leave(1, `The data folder ${dataFolder} cannot be used. ${startProblem(error, dataFolder)}`);
  }
  app.setPath('userData', profile);
  app.setPath('sessionData', profile);
  if (!app.requestSingleInstanceLock({ headless: start.kind === 'headless' })) {
    return start.kind === 'headless'
      ? leave(1, `The data folder ${dataFolder} is in use by another process. Close that window or command and try again.`)
      : leave(0, 'Champions Kiosk is open already with this data folder; its window has been brought to the front.');
  }
  // Before it is ready: otherwise Electron makes a menu of its own first.
  Menu.setApplicationMenu(null);
  registerAppScheme();
  lockDownAllContents(app);
  let workspace: Workspace;
  try {
    workspace = Workspace.open(dataFolder, start.mirror, openLog(dataFolder, start.kind === 'headless'));
  } catch (error) {
    return leave(1, startProblem(error, dataFolder));
  }
  mark('journalOpenAt');
  await app.whenReady();
  mark('appReadyAt');
  const devServer = process.env.ELECTRON_RENDERER_URL;
  lockDownSession(session.defaultSession, devServer);
  serveApp(session.defaultSession, path.join(__dirname, '../renderer'), devServer);
  if (start.kind === 'headless') return (await import('./cli/run')).runHeadless(workspace, start);
  return runWindows(workspace, start);
}

function leave(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  app.exit(code);
}

void run();
