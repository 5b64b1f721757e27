import { createHash } from 'node:crypto';

/** The design document of a workshop's database, made from the readable files in resources/couchdb/design. */
export interface DesignDocument {
  _id: string;
  language: 'javascript';
  /** Grows with each change that is not to be undone by an older application. */
  version: number;
  views: Record<string, { map: string; reduce?: string }>;
  validate_doc_update: string;
}

export const designId = '_design/champions';
const designVersion = 2;

const parts = import.meta.glob<string>('../../../resources/couchdb/design/validate/*.js', { query: '?raw', import: 'default', eager: true });
const maps = import.meta.glob<string>('../../../resources/couchdb/design/views/*.map.js', { query: '?raw', import: 'default', eager: true });
const reduces = import.meta.glob<string>('../../../resources/couchdb/design/views/*.reduce.txt', { query: '?raw', import: 'default', eager: true });

/** One function without a name, as CouchDB wants it, around functions that have names. */
function wrapped(parameters: string, sources: readonly string[], call: string): string {
  return `function (${parameters}) {\n${sources.map((source) => source.trim()).join('\n\n')}\n\n${call}\n}`;
}

/** Sources in the order of their files' names, so that the same files make the same document. */
function inOrder(files: Record<string, string>): string[] {
  return Object.keys(files).sort().map((file) => files[file] as string);
}

function nameIn(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.(map\.js|reduce\.txt)$/, '');
}

export function designDocument(): DesignDocument {
  const reduceOf = new Map(Object.entries(reduces).map(([file, source]) => [nameIn(file), source.trim()]));
  const views: DesignDocument['views'] = {};
  for (const file of Object.keys(maps).sort()) {
    const name = nameIn(file);
    const reduce = reduceOf.get(name);
    views[name] = { map: wrapped('doc', [maps[file] as string], 'map(doc);'), ...(reduce === undefined ? {} : { reduce }) };
  }
  return {
    _id: designId,
    language: 'javascript',
    version: designVersion,
    views,
    validate_doc_update: wrapped('newDoc, oldDoc, userCtx, secObj', inOrder(parts), 'return validate(newDoc, oldDoc, userCtx, secObj);'),
  };
}

/** A short name for what a design document does, to tell two apart. */
export function fingerprintOf({ views, validate_doc_update, language }: {
  language: string;
  validate_doc_update: string;
  views: Record<string, { map: string; reduce?: string | undefined }>;
}): string {
  const sorted = Object.keys(views).sort().map((name) => [name, views[name]?.map, views[name]?.reduce ?? null]);
  return createHash('sha256').update(JSON.stringify([language, validate_doc_update, sorted])).digest('hex');
}
