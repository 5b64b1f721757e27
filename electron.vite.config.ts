import fs from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { catalogueProblems, translated } from './renderer/i18n/catalogueCheck';
import { languages } from './shared/contract/values';

const root = import.meta.dirname;
const alias = {
  '@shared': path.join(root, 'shared'),
  '@ui': path.join(root, 'renderer/ui'),
  '@i18n': path.join(root, 'renderer/i18n'),
};

/** Ends a build that would show people a text in the wrong language, or none. */
export function wholeCatalogues(folder: string): Plugin {
  const words = (language: string, namespace: string): object =>
    JSON.parse(fs.readFileSync(path.join(folder, language, `${namespace}.json`), 'utf8')) as object;
  return {
    name: 'whole-catalogues',
    apply: 'build',
    buildStart(): void {
      const problems = translated.flatMap((namespace) =>
        languages.flatMap((language) =>
          catalogueProblems(words('en', namespace), words(language, namespace), language).map((problem) => `${language}/${namespace}.json: ${problem}`),
        ),
      );
      if (problems.length > 0) throw new Error(`The catalogues of words are not whole:\n${problems.join('\n')}`);
    },
  };
}

const pages = {
  store: path.join(root, 'renderer/store/index.html'),
  kiosk: path.join(root, 'renderer/kiosk/index.html'),
  sheet: path.join(root, 'renderer/sheet/index.html'),
  desk: path.join(root, 'renderer/desk/index.html'),
  hq: path.join(root, 'renderer/hq/index.html'),
};

interface ModuleGraph {
  getModuleInfo(id: string): { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] } | null;
}

/**
 * Names the chunk of a module that a page needs at its start, by all the pages that do: a start then reads a handful of
 * files and not fifty, each of which the main process has to answer for. A page that comes to a module later, by
 * something it loads lazily, is told apart: in the chunk of another page alone, it would get that page's start along with
 * it. What is loaded later only stays as it is split, and so does Mantine, whose one index reaches all its components.
 * Headquarters, which nobody waits for at a door, reads what kiosk and desk share with each other rather than have that
 * split once more.
 */
export function chunkOfPages(): (id: string, graph: ModuleGraph) => string | null {
  let names: Map<string, string> | null = null;
  return (id, graph) => {
    if (!names) {
      const users = new Map<string, string[]>();
      const laterUsers = new Map<string, string[]>();
      for (const [page, html] of Object.entries(pages)) {
        const atStart = reached(html, graph, false);
        for (const each of reached(html, graph, true)) {
          const of = atStart.has(each) ? users : laterUsers;
          of.set(each, [...(of.get(each) ?? []), page]);
        }
      }
      const nameOf = (each: string, of: readonly string[]): string => {
        const named = of.includes('kiosk') || of.includes('store') ? of.filter((page) => page !== 'hq') : of;
        return [...named, ...(laterUsers.has(each) ? ['later'] : [])].join('-');
      };
      // What lies behind Mantine is split as it is, but for what every page needs by itself.
      const behindMantine = behind(Object.values(pages), isMantine, graph);
      const isSplit = (each: string, of: readonly string[]): boolean => behindMantine.has(each) && of.length < Object.keys(pages).length - 1;
      names = new Map([...users].filter(([each, of]) => !each.endsWith('.html') && !isSplit(each, of)).map(([each, of]) => [each, nameOf(each, of)]));
    }
    return names.get(id) ?? (everywhere.test(id) ? 'everywhere' : null);
  };
}

const isMantine = (id: string): boolean => id.includes('/@mantine/core/');
/** What every page has of React and Mantine at its start. */
const everywhere =
  /@mantine\/core\/esm\/core\/(MantineProvider|DirectionProvider|InlineStyles|utils)\/|@mantine\/hooks\/esm\/(use-isomorphic-effect|use-color-scheme|use-mutation-observer|use-media-query)\/|node_modules\/react(-dom)?\//;

const mainEntry = path.join(root, 'electron/main.ts');
/** What runs in a thread of its own. */
const threads = {
  verifyJournal: path.join(root, 'electron/journal/verifyJournal.ts'),
  tableWorker: path.join(root, 'electron/exports/tableWorker.ts'),
  documentWorker: path.join(root, 'electron/sync/client/documentWorker.ts'),
  rowsWorker: path.join(root, 'electron/exports/rowsWorker.ts'),
  pressWorker: path.join(root, 'electron/certificates/pressWorker.ts'),
  hubWorker: path.join(root, 'electron/sync/hub/hubWorker.ts'),
};

/**
 * Names the chunk of a module that the main process needs at its start: one file, and one for what threads need too,
 * which must not get Electron along with it. To find, read and compile each of a dozen takes a start longer than what is in them.
 */
function chunkOfStart(): (id: string, graph: ModuleGraph) => string | null {
  let names: Map<string, string> | null = null;
  return (id, graph) => {
    if (!names) {
      const inThreads = new Set(Object.values(threads).flatMap((entry) => [...reached(entry, graph, true)]));
      names = new Map([...reached(mainEntry, graph, false)].filter((each) => each !== mainEntry).map((each) => [each, inThreads.has(each) ? 'start-threads' : 'start']));
    }
    return names.get(id) ?? null;
  };
}

/** Every module that an entry imports, with or without what it loads lazily; nothing of Mantine, and nothing for its sake. */
function reached(entry: string, graph: ModuleGraph, lazily: boolean): Set<string> {
  return follow([entry], (id) => importsOf(id, graph, lazily).filter((each) => !isMantine(each)));
}

/** Every module that some modules, which entries come to in any way, import. */
function behind(entries: readonly string[], which: (id: string) => boolean, graph: ModuleGraph): Set<string> {
  const all = (id: string): readonly string[] => importsOf(id, graph, true);
  return follow([...follow(entries, all)].filter(which).flatMap(all), all);
}

function follow(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set(from);
  for (const each of seen) for (const other of next(each)) seen.add(other);
  return seen;
}

function importsOf(id: string, graph: ModuleGraph, lazily: boolean): readonly string[] {
  const found = graph.getModuleInfo(id);
  return [...(found?.importedIds ?? []), ...(lazily ? (found?.dynamicallyImportedIds ?? []) : [])];
}

/** Less to read at each start; names stay, for the stack traces in the log. */
const shortened = { compress: true, mangle: false, codegen: true };

// CommonJS for main and preload, and these targets, so that the application also runs on Electron 25
// (Chrome 114, Node 18), which tests use where the pinned Electron cannot be downloaded.
export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node18',
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: {
        input: {
          main: mainEntry,
          ...threads,
        },
        // All in one folder: workers and pages are found from where the code that starts them lies.
        output: {
          format: 'cjs', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', minify: shortened,
          codeSplitting: { includeDependenciesRecursively: false, groups: [{ debugName: 'start', name: chunkOfStart() }] },
        },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: 'node18',
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: {
          window: path.join(root, 'electron/preload.ts'),
          store: path.join(root, 'electron/windows/storePreload.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js', minify: shortened },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    // Every window has its own origin, such as app://kiosk/, with its page at the top.
    base: './',
    plugins: [react(), wholeCatalogues(path.join(root, 'renderer/i18n'))],
    resolve: { alias },
    worker: { format: 'es' },
    // Catalogues of words are read as JSON, which takes half the time of reading them as code.
    json: { stringify: true, namedExports: false },
    build: {
      target: 'chrome114',
      minify: true,
      // Small files would go into the style sheets as data: addresses, which the pages' policy refuses for fonts.
      assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
      outDir: path.join(root, 'out/renderer'),
      rollupOptions: {
        input: pages,
        output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ debugName: 'pages', name: chunkOfPages() }] } },
      },
    },
  },
});
