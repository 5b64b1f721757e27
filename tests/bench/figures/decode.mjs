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
    return figuresOf(results);
  } finally {
    await peers.close();
  }
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
