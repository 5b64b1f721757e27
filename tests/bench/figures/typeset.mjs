import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { fontsFolder, fontsIfStale } from '../../../electron/runtime/fontsIfStale.mjs';
import { projectRoot } from '../../../electron/runtime/projectFolders.mjs';
import { atLeast, atMost, figure } from '../report.mjs';
import { rounded } from '../statistics.mjs';
import { buildWorker } from '../typeset/build.mjs';
import { chromiumPeer, pdfKitPeer, pdfLibPeer } from '../typeset/peers.mjs';
import { openWorker } from '../typeset/workerThread.mjs';
import { freshFolder } from '../workFolder.mjs';

const FILES = 300;
const PEER_FILES = 60;
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
    say('one file each');
    // Each once before: fonts are read and code is compiled.
    await worker.ask({ job: 'files', people: people(PEER_FILES), to });
    const ours = await worker.ask({ job: 'files', people: people(FILES), to });
    const filesOfPeers = [];
    for (const peer of peers) filesOfPeers.push({ name: peer.name, ...await filesBy(peer, to, say) });
    say(`one file of ${MERGED}`);
    const oursMerged = await worker.ask({ job: 'merged', people: people(MERGED), to: path.join(to, 'merged.pdf') });
    const mergedOfPeers = [];
    for (const peer of peers) mergedOfPeers.push({ name: peer.name, ...await mergedBy(peer, to, say) });
    say(`one file of ${MANY}, in a process of its own`);
    const many = await manyPages(folder, to);

    const perSecond = FILES / (ours.milliseconds / 1000);
    const [printed] = filesOfPeers;
    const fastest = mergedOfPeers.reduce((best, peer) => (peer.seconds < best.seconds ? peer : best));
    const seconds = oursMerged.milliseconds / 1000;
    return [
      figure({
        name: 'certificates as files', value: perSecond, unit: 'a second', against: { name: 'printToPDF', value: printed.perSecond },
        goal: atLeast(perSecond / printed.perSecond, 3, '≥ 3 × printToPDF'),
        how: `${FILES} files of one page (a name in one of all scripts, a title and five sentences, a QR code, a frame), written to disk by a worker thread; Chromium printed ${PEER_FILES} of them from one open page`,
        details: { kilobytesEach: rounded(ours.bytes / FILES / 1000), peers: filesOfPeers },
      }),
      figure({
        name: `one file of ${MERGED} certificates`, value: seconds, unit: 's', against: { name: `the fastest other, ${fastest.name}`, value: fastest.seconds },
        goal: atMost(seconds / fastest.seconds, 1, 'faster than each other'),
        how: `the same page for ${MERGED} people in one PDF that has each font once`,
        details: { megabytes: rounded(oursMerged.bytes / 1e6), peers: mergedOfPeers, namesThatFontkitCannotSet: [...failures] },
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

async function filesBy(peer, to, say) {
  say(`one file each, by ${peer.name}`);
  const [warm, measured] = [people(10), people(PEER_FILES)];
  const make = (person, at) => peer.make([person], path.join(to, `${peer.name}-${at}.pdf`));
  for (const [at, person] of warm.entries()) await make(person, at);
  const start = performance.now();
  for (const [at, person] of measured.entries()) await make(person, at);
  return { perSecond: rounded(PEER_FILES / ((performance.now() - start) / 1000)) };
}

async function mergedBy(peer, to, say) {
  say(`one file of ${MERGED}, by ${peer.name}`);
  const start = performance.now();
  const file = path.join(to, `${peer.name}-merged.pdf`);
  await peer.make(people(MERGED), file);
  return { seconds: rounded((performance.now() - start) / 1000), megabytes: rounded(fs.statSync(file).size / 1e6) };
}

async function manyPages(folder, to) {
  const list = path.join(to, 'people.json');
  fs.writeFileSync(list, JSON.stringify(people(MANY)));
  const script = path.join(projectRoot, 'tests', 'bench', 'typeset', 'memory.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder, list, path.join(to, 'many.pdf')]);
  return JSON.parse(stdout);
}
