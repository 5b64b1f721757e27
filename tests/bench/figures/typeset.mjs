import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { fontsFolder, fontsIfStale } from '../../../electron/runtime/fontsIfStale.mjs';
import { projectRoot } from '../../../electron/runtime/projectFolders.mjs';
import { atLeast, atMost, figure } from '../report.mjs';
import { median, rounded } from '../statistics.mjs';
import { buildWorker } from '../typeset/build.mjs';
import { chromiumPeer, pdfKitPeer, pdfLibPeer } from '../typeset/peers.mjs';
import { openWorker } from '../typeset/workerThread.mjs';
import { freshFolder } from '../workFolder.mjs';

const ROUNDS = 3;
const FILES = 150;
const PEER_FILES = 15;
const MERGED = 500;
const MANY = 5000;

/** Certificates a second, as files and as one, by a worker thread of ours and by what else could make them. */
export async function typeset({ say }) {
  await fontsIfStale();
  const folder = await buildWorker(freshFolder('typeset-worker'));
  const to = freshFolder('typeset');
  const page = await import(pathToFileURL(path.join(folder, 'certificate.mjs')).href);
  const worker = await openWorker(folder);
  const chromium = await chromiumPeer(page, [...new Set(['NotoSans-400.ttf', 'NotoSans-600.ttf', ...people(FILES).map(({ font }) => font)])]);
  const failures = new Set();
  const nameless = (name, error) => failures.add(`${name}: ${error.message}`);
  const peers = [chromium, await pdfKitPeer(page, nameless), await pdfLibPeer(page, nameless)];
  try {
    say('once, to read fonts and compile');
    await worker.ask({ job: 'files', people: people(FILES), to });
    for (const peer of peers) for (const person of people(PEER_FILES)) await peer.make([person], path.join(to, `${peer.name}.pdf`));
    const files = { ours: [], peers: peers.map(() => []) };
    const merged = { ours: [], peers: peers.map(() => []) };
    let [kilobytesEach, megabytes] = [0, 0];
    for (let round = 1; round <= ROUNDS; round++) {
      say(`one file each, round ${round} of ${ROUNDS}`);
      const made = await worker.ask({ job: 'files', people: people(FILES), to });
      files.ours.push(FILES / (made.milliseconds / 1000));
      kilobytesEach = rounded(made.bytes / FILES / 1000);
      for (const [at, peer] of peers.entries()) files.peers[at].push(PEER_FILES / (await secondsOf(() => eachBy(peer, to))));
      say(`one file of ${MERGED}, round ${round} of ${ROUNDS}`);
      const one = await worker.ask({ job: 'merged', people: people(MERGED), to: path.join(to, 'merged.pdf') });
      merged.ours.push(one.milliseconds / 1000);
      megabytes = rounded(one.bytes / 1e6);
      for (const [at, peer] of peers.entries()) merged.peers[at].push(await secondsOf(() => peer.make(people(MERGED), path.join(to, `${peer.name}-merged.pdf`))));
    }
    say(`one file of ${MANY}, in a process of its own`);
    const many = await manyPages(folder, to);

    const perSecond = median(files.ours);
    const seconds = median(merged.ours);
    const told = (samples) => Object.fromEntries(peers.map(({ name }, at) => [name, rounded(median(samples[at]))]));
    const printed = median(files.peers[0]);
    const [fastest, least] = Object.entries(told(merged.peers)).reduce((best, peer) => (peer[1] < best[1] ? peer : best));
    return [
      figure({
        name: 'certificates as files', value: perSecond, unit: 'a second', against: { name: 'printToPDF', value: printed },
        goal: atLeast(perSecond / printed, 3, '≥ 3 × printToPDF'),
        how: `${FILES} files of one page (a name in one of all scripts, a title and five sentences, a QR code, a frame), written to disk by a worker thread; the others made ${PEER_FILES} of them, Chromium from one open page; medians of ${ROUNDS}, in turns`,
        details: { kilobytesEach, aSecond: told(files.peers) },
      }),
      figure({
        name: `one file of ${MERGED} certificates`, value: seconds, unit: 's', against: { name: `the fastest other, ${fastest}`, value: least },
        goal: atMost(seconds / least, 1, 'faster than each other'),
        how: `the same page for ${MERGED} people in one PDF that has each font once; medians of ${ROUNDS}, in turns`,
        details: { megabytes, seconds: told(merged.peers), namesThatFontkitCannotSet: [...failures] },
      }),
      figure({
        name: `memory while ${MANY} certificates are set`, value: many.megabytes, unit: 'MB', goal: atMost(many.megabytes, 600, '≤ 600 MB'),
        how: `peak resident memory of a process with one worker that makes one PDF of ${MANY} pages, ${rounded(many.milliseconds / 1000)} s`,
        details: { seconds: rounded(many.milliseconds / 1000), megabytesOfFile: rounded(many.bytes / 1e6) },
      }),
    ];
  } finally {
    await worker.stop();
    await chromium.stop();
  }
}

const named = JSON.parse(fs.readFileSync(path.join(projectRoot, 'tests', 'fixtures', 'names-of-all-scripts.json'), 'utf8'));

/** People with names of all scripts in turn, each with a code as long as a signed one and the font that has the name. */
function people(count) {
  const { fonts } = JSON.parse(fs.readFileSync(path.join(fontsFolder, 'index.json'), 'utf8'));
  // Spread over the scripts, so that any number of people is of all of them.
  return Array.from({ length: count }, (_, at) => {
    const { name, language, script } = named[(at * 37) % named.length];
    const having = fonts.filter(({ weight, scripts }) => weight === 400 && scripts.includes(script === 'Jpan' ? 'Hira' : script));
    // The others have trouble with Nastaliq: they get Urdu in the plain hand.
    const { file } = having.find(({ languages }) => languages.includes(language)) ?? having[0];
    const font = file.startsWith('NotoNastaliq') ? 'NotoNaskhArabic-400.ttf' : file;
    return { name, language, font, code: `${'CHAMPIONSKIOSK25'.repeat(12)}${String(at).padStart(5, '0')}` };
  });
}

async function eachBy(peer, to) {
  for (const [at, person] of people(PEER_FILES).entries()) await peer.make([person], path.join(to, `${peer.name}-${at}.pdf`));
}

async function secondsOf(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function manyPages(folder, to) {
  const list = path.join(to, 'people.json');
  fs.writeFileSync(list, JSON.stringify(people(MANY)));
  const script = path.join(projectRoot, 'tests', 'bench', 'typeset', 'memory.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder, list, path.join(to, 'many.pdf')]);
  return JSON.parse(stdout);
}
