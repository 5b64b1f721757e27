import { openApplication } from '../application.mjs';
import { openPeers } from '../peers.mjs';
import { atMost, figure } from '../report.mjs';
import { median, p99, steppedQuantile } from '../statistics.mjs';
import { dataFolder, roster } from '../workFolder.mjs';

const people = 100_000;
const namesPerScript = 150;
const fuseKeystrokes = 40;
const scripts = ['Latin', 'Hangul', 'Han', 'Arabic'];

/** Every name typed letter by letter: what a search field asks for, one keystroke after the other. */
function keystrokes(script) {
  const named = roster(people).people.filter((person) => person.script === script);
  const step = named.length / namesPerScript;
  return Array.from({ length: namesPerScript }, (_, index) => named[Math.floor(index * step)].name).flatMap((name) => {
    const letters = [...name];
    return letters.map((_, end) => letters.slice(0, end + 1).join(''));
  });
}

/** A keystroke's search over 100,000 people, by script: the store's index against two libraries in the same page. */
export async function search({ say }) {
  const peers = await openPeers();
  try {
    const everybody = roster(people).people.map(({ id, code, name }) => ({ id, code, name }));
    const built = {};
    for (const engine of ['own', 'minisearch', 'fuse']) {
      say(`building ${engine}`);
      built[engine] = await peers.page('search.build', engine, everybody);
    }
    const figures = [];
    for (const script of scripts) {
      say(`typing ${script}`);
      const texts = keystrokes(script);
      const type = (engine, some) => peers.page('search.type', engine, some);
      await type('own', texts.slice(0, 100));
      const own = await type('own', texts);
      const mini = await type('minisearch', texts);
      const fuse = await type('fuse', texts.slice(0, fuseKeystrokes));
      if (own.nothing > 0) throw new Error(`${own.nothing} beginnings of ${script} names found nobody.`);
      const value = p99(own.times);
      figures.push(
        figure({
          name: `search, ${script}, p99`,
          value,
          unit: 'ms',
          against: { name: 'minisearch', value: p99(mini.times) },
          ratio: p99(mini.times) / value,
          goal: atMost(value, 2, '≤ 2 ms'),
          how: `${texts.length} keystrokes over ${people} people, best 50 with their exact number, in a page; the ratio is minisearch's p99 ÷ ours; Fuse.js on ${fuseKeystrokes} of them`,
          details: { median: median(own.times), slowest: Math.max(...own.times), minisearchMedian: median(mini.times), fuseP99: p99(fuse.times), fuseMedian: median(fuse.times), buildMs: built },
        }),
      );
    }
    figures.push(await throughTheDesk(say));
    return figures;
  } finally {
    await peers.close();
  }
}

/** The same keystrokes through the desk's port, as its search field sends them: for information. */
async function throughTheDesk(say) {
  say('typing at the desk');
  const application = openApplication({ data: await dataFolder(people), desk: true });
  try {
    await application.inDesk('openPorts', 1);
    const texts = scripts.flatMap((script) => keystrokes(script).slice(0, 250));
    const asked = texts.map((text) => ({ search: text, filter: 'all', target: 'auto', offset: 0, limit: 50 }));
    await application.inDesk('queries', 'roster.page', asked.slice(0, 20));
    const times = await application.inDesk('queries', 'roster.page', asked);
    return figure({
      name: "search, through the desk's port, p99",
      value: steppedQuantile(times, 0.99),
      unit: 'ms',
      how: `roster.page with 50 rows for ${texts.length} keystrokes, from the desk's page to the store and back`,
      details: { median: steppedQuantile(times, 0.5), slowest: Math.max(...times) },
    });
  } finally {
    await application.close();
  }
}
