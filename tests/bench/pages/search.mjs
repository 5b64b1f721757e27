import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { PrefixIndex } from '../../../renderer/store/search/prefixIndex';
import { tokensOf } from '../../../renderer/store/search/searchTexts';
import { queryTokens } from '../../../shared/domain/names/foldForSearch';

/** The store's search index and two libraries over the same names, each asked for the best 50. */
const most = 50;

/** Each takes people and gives a function from what somebody typed to how many it found. */
const builders = {
  own(people) {
    const index = PrefixIndex.build(people.map(({ id, code, name }, row) => ({ row, tokens: tokensOf({ name, identifiers: [id, code] }) })));
    return (text) => index.search(queryTokens(text), most).total;
  },
  minisearch(people) {
    const index = new MiniSearch({ fields: ['name', 'id', 'code'], idField: 'row' });
    index.addAll(people.map(({ id, code, name }, row) => ({ row, id, code, name })));
    return (text) => index.search(text, { prefix: true, combineWith: 'AND' }).length;
  },
  fuse(people) {
    const index = new Fuse(people, { keys: ['name'] });
    return (text) => index.search(text, { limit: most }).length;
  },
};

const engines = {};

/** Builds an engine over the people; ms. */
export function build(engine, people) {
  const start = performance.now();
  engines[engine] = builders[engine](people);
  return performance.now() - start;
}

/**
 * Types texts into an engine, one after the other.
 *
 * @returns {{times: number[], nothing: number}} ms of each, and how many found nobody
 */
export function type(engine, texts) {
  const times = [];
  let nothing = 0;
  for (const text of texts) {
    const start = performance.now();
    const found = engines[engine](text);
    times.push(performance.now() - start);
    if (found === 0) nothing += 1;
  }
  return { times, nothing };
}
