import fs from 'node:fs';
import path from 'node:path';
import { openPeers } from '../peers.mjs';
import { atLeast, figure } from '../report.mjs';
import { median, quantile } from '../statistics.mjs';

const perKind = 30;
const atOnce = 30;

/** How many pictures of codes are read, and how fast: the kiosk's reader against html5-qrcode's own decoder. */
export async function decode({ say }) {
  const peers = await openPeers();
  try {
    const count = await peers.page('decode.load', perKind);
    await peers.page('decode.read', 0, 10); // both are compiled while they warm up
    const results = [];
    for (let from = 0; from < count; from += atOnce) {
      say(`${from} of ${count} pictures`);
      results.push(...(await peers.page('decode.read', from, Math.min(count, from + atOnce))));
    }
    const figures = figuresOf(results);
    if (process.env.QR_PICTURES) {
      const photos = photographs(process.env.QR_PICTURES);
      const read = [];
      for (let from = 0; from < photos.length; from += atOnce) {
        say(`${from} of ${photos.length} photographs`);
        read.push(...(await peers.page('decode.readPhotos', photos.slice(from, from + atOnce))));
      }
      figures.push(...figuresOfPhotos(read));
    }
    return figures;
  } finally {
    await peers.close();
  }
}

const types = { '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif' };

/** The pictures below a folder; a text file of the same name beside one says what its code says. */
function photographs(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => types[path.extname(name).toLowerCase()])
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      const said = file.replace(/\.\w+$/, '.txt');
      const url = `data:${types[path.extname(name).toLowerCase()]};base64,${fs.readFileSync(file).toString('base64')}`;
      return { name, url, text: fs.existsSync(said) ? fs.readFileSync(said, 'utf8') : null };
    });
}

/** What the camera hands over is what a kiosk's reader always gets, so that is where it is to be faster. */
function figuresOfPhotos(results) {
  const kinds = [
    { kind: 'photograph', name: 'photographs by themselves', how: 'each drawn as large as it is, most of 300 pixels', goal: 1 },
    { kind: 'taken', name: 'photographs as a camera takes them', how: 'each as large as fits into a picture of 1280 × 720', goal: 3 },
  ];
  return kinds.flatMap(({ kind, name, how, goal }) => {
    const some = results.filter((each) => each.kind === kind);
    const readBy = (reader) => some.filter((each) => each[reader].read).length;
    const timeOf = (reader) => median(some.map((each) => each[reader].milliseconds));
    const taken = `${some.length} photographs of a public set (QR_PICTURES), ${how}, read by both from the same canvas, in turn`;
    return [
      figure({
        name: `codes read, ${name}`,
        value: readBy('kiosk'),
        unit: `of ${some.length}`,
        against: { name: 'html5-qrcode alone', value: readBy('own') },
        goal: { text: 'more', met: readBy('kiosk') > readBy('own') },
        how: taken,
      }),
      figure({
        name: `time, ${name}, median`,
        value: timeOf('kiosk'),
        unit: 'ms',
        against: { name: 'html5-qrcode alone', value: timeOf('own') },
        ratio: timeOf('own') / timeOf('kiosk'),
        goal: atLeast(timeOf('own') / timeOf('kiosk'), goal, goal > 1 ? `at least ${goal}× faster` : 'faster'),
        how: taken,
      }),
    ];
  });
}

function figuresOf(results) {
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  const readOf = (name, some = results) => some.filter((each) => each[name].read).length;
  const times = (name, some = results) => some.map((each) => each[name].milliseconds);
  const both = results.filter(({ kiosk, own }) => kiosk.read && own.read);
  const wrong = results.filter(({ kiosk }) => kiosk.wrong).length;
  const pictures =
    `${results.length} drawn pictures of 1280 × 720, ${perKind} of each kind (${kinds.join(', ')}), from easy to impossible, with tickets of 18, 25 and 176 ` +
    'characters; the same every time. Both read each picture from the same canvas, in turn';
  const [kiosk, own] = [median(times('kiosk')), median(times('own'))];
  return [
    figure({
      name: 'codes read',
      value: readOf('kiosk'),
      unit: `of ${results.length}`,
      against: { name: 'html5-qrcode alone', value: readOf('own') },
      goal: { text: 'more, none wrong', met: readOf('kiosk') > readOf('own') && wrong === 0 },
      how: pictures,
      details: Object.fromEntries(kinds.map((kind) => [kind, ['kiosk', 'own'].map((name) => readOf(name, results.filter((each) => each.kind === kind)))])),
    }),
    figure({
      name: 'time for a picture, median',
      value: kiosk,
      unit: 'ms',
      against: { name: 'html5-qrcode alone', value: own },
      ratio: own / kiosk,
      goal: atLeast(own / kiosk, 3, 'at least 3× faster'),
      how: 'the same pictures, read or not, from the canvas to the text; the ratio is html5-qrcode’s median ÷ ours',
      details: {
        p90: quantile(times('kiosk'), 0.9),
        ownP90: quantile(times('own'), 0.9),
        readByBoth: both.length,
        medianOfThese: median(times('kiosk', both)),
        ownMedianOfThese: median(times('own', both)),
      },
    }),
  ];
}
