import { PrefixIndex } from './prefixIndex';
import { type SearchTexts, tokensOf } from './searchTexts';

// Folding 100,000 names and sorting their tokens takes seconds; the store answers scans meanwhile.
const people: SearchTexts[] = [];

globalThis.onmessage = ({ data }: MessageEvent<SearchTexts[] | 'build'>) => {
  if (data !== 'build') {
    for (const each of data) people.push(each);
    return;
  }
  const index = PrefixIndex.build(people.map((texts, row) => ({ row, tokens: tokensOf(texts) })));
  globalThis.postMessage(index.toBuffers());
};
