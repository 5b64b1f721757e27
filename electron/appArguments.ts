import path from 'node:path';

/** How the application was started. */
export type Start =
  | { kind: 'windows'; dataFolder: string; mirror: string | null; sample: boolean; kiosk: string | null; role: 'venue' | 'hq' | null }
  | { kind: 'headless'; dataFolder: string; mirror: string | null; json: boolean; command: string; rest: string[] }
  | { kind: 'wrong'; message: string };

export const usage = `Champions Kiosk

  (no command)              opens the desk
    --sample                with the sample workshop, if there is none yet
    --hq                    opens headquarters instead, which sees every venue; remembered for this data folder
    --venue                 opens the desk again where headquarters was opened before
    --kiosk[=QUERY]         and a kiosk window, such as --kiosk=station=Entrance; with locked=1 it is left only
                            with the organizer's PIN, and display=ID names the display it covers

  --headless COMMAND        runs one command without a window:
    import-roster FILE [--map MAPPING.json] [--dry-run]
    import-agenda FILE [--dry-run]
    check-in --stdin [--target day:DATE|session:ID]
    attendance [--format json|csv|xlsx] [--out FILE]
    issue-tickets --out DIR [--kind token|signed] [--sheet a4|none]
    certificates (--attendee ID | --all) --out DIR [--kind co_signed|confirmation|award]
    verify-certificate FILE|TEXT [--name NAME] [--key did:key:...]
    revoke-certificate NUMBER --reason TEXT
    revoked-certificates [--out FILE | --import FILE]
    issuer-key [--recovery] [--restore TEXT | --new] [--distrust KEY --reason TEXT | --trust KEY]
    hand-over --out FILE [--to AGE_RECIPIENT | --passphrase-env NAME] [--since OLDER]
                            what this laptop holds, in one file for headquarters
    take-over FILE [--identity FILE | --passphrase-env NAME]
    hq-key [--remember AGE_RECIPIENT]
                            for whom hand-overs are made: said at headquarters, remembered on a venue's laptop
    setup-hq URL [--workshop ID[,ID]] [--device ID[:relay|:hq][,...]] [--new-password]
                            makes a CouchDB ready to be headquarters
    erase REGISTRATION_ID   blanks all that is personal of somebody, everywhere in the data folder
    sync [--hq URL] [--all] one push and pull; the address as https://user:password@host, or with the password in
                            KIOSK_SYNC_SECRET, or a hub's enrolment line
    hub [--port N] [--host H] [--tls] [--uses N] [--minutes N] [--relay]
                            serves the sync endpoints until it is stopped, and prints a line to enrol devices with
    rebuild
    doctor

  for both:
    --data DIR              the data folder (also KIOSK_DATA_DIR)
    --mirror DIR            a second folder that gets a copy of the journal, remembered for this data folder
    --json                  one JSON object a result on standard output
`;

/** What of a process's arguments is ours: from source, what follows `--` or else the application's folder. */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const dashes = argv.indexOf('--');
  if (dashes !== -1) return argv.slice(dashes + 1);
  if (isPackaged) return argv.slice(1);
  const folder = argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return folder === -1 ? [] : argv.slice(folder + 1);
}

const ofWindows = ['--sample', '--kiosk', '--hq', '--venue'];

/**
 * Reads the command line. Switches of Electron and Chromium itself are passed over.
 *
 * @param argv as `ownArguments` gives them.
 */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv, defaultFolder: string, cwd: string): Start {
  const options = new Map<string, string>();
  const words: string[] = [];
  let headless = false;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === '--headless' || word === '--headless-command') {
      headless = true;
    } else if (word === '--data' || word === '--mirror') {
      const value = argv[++i];
      if (value === undefined || value.startsWith('--')) return { kind: 'wrong', message: `${word} needs a folder.` };
      options.set(word, value);
    } else if (/^--(data|mirror|kiosk)=/.test(word)) {
      options.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    } else if (word === '--json' || (!headless && ofWindows.includes(word))) {
      // Behind --headless they are a command's own, such as `sync --hq URL`.
      options.set(word, '');
    } else if (headless || !word.startsWith('-')) {
      words.push(word);
    }
  }
  const dataFolder = path.resolve(cwd, options.get('--data') ?? env.KIOSK_DATA_DIR ?? defaultFolder);
  const mirror = options.has('--mirror') ? path.resolve(cwd, options.get('--mirror') as string) : null;
  if (!headless) {
    if (options.has('--hq') && options.has('--venue')) return { kind: 'wrong', message: 'Give --hq or --venue, not both.' };
    const role = options.has('--hq') ? 'hq' : options.has('--venue') ? 'venue' : null;
    return { kind: 'windows', dataFolder, mirror, sample: options.has('--sample'), kiosk: options.get('--kiosk') ?? null, role };
  }
  const [command, ...rest] = words;
  if (command === undefined) return { kind: 'wrong', message: 'A command is missing.' };
  return { kind: 'headless', dataFolder, mirror, json: options.has('--json'), command, rest };
}
