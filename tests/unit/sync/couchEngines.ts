import vm from 'node:vm';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';

/** A row that a map function emitted. */
export interface Emitted {
  key: unknown;
  value: unknown;
}

/** What runs the functions of a design document, as CouchDB's query servers do: from text, with JSON in and out. */
export interface Engine {
  name: string;
  /** What a validate_doc_update throws; null if it takes the document. */
  validate(source: string, args: readonly unknown[]): { forbidden?: string; unauthorized?: string } | null;
  map(source: string, docs: readonly unknown[]): Emitted[];
  /** The value of an expression in the scope of some source, as JSON. */
  evaluate(source: string, expression: string): unknown;
}

/** CouchDB evaluates a function in parentheses or after giving them itself, freezes what it hands in, and takes a thrown object for a refusal. */
const prelude = `
var emitted = [];
function emit(key, value) { emitted.push({ key: key, value: value === undefined ? null : value }); }
function frozen(value) {
  if (value && typeof value === 'object') { Object.freeze(value); Object.keys(value).forEach(function (key) { frozen(value[key]); }); }
  return value;
}
function validateWith(fun, json) {
  try { fun.apply({}, frozen(JSON.parse(json))); } catch (error) {
    if (error.name && error.stack) throw error;
    return JSON.stringify(error);
  }
  return 'null';
}
function mapWith(fun, json) { emitted = []; JSON.parse(json).forEach(function (doc) { fun(frozen(doc)); }); return JSON.stringify(emitted); }
`;

function engineOf(name: string, run: (code: string) => string): Engine {
  return {
    name,
    validate: (source, args) => JSON.parse(run(`${prelude}\nvalidateWith((${source}), ${JSON.stringify(JSON.stringify(args))})`)) as ReturnType<Engine['validate']>,
    map: (source, docs) => JSON.parse(run(`${prelude}\nmapWith((${source}), ${JSON.stringify(JSON.stringify(docs))})`)) as Emitted[],
    evaluate: (source, expression) => JSON.parse(run(`${source}\nJSON.stringify(${expression})`)) as unknown,
  };
}

/** V8, in a context that has nothing of Node. */
const v8 = engineOf('V8', (code) => vm.runInContext(code, vm.createContext(Object.create(null) as object), { timeout: 10_000 }) as string);

let quickJs: QuickJSWASMModule;

/** QuickJS, which CouchDB 3.5 can be told to use. */
const quick = engineOf('QuickJS', (code) => {
  const context = quickJs.newContext();
  try {
    const value = context.unwrapResult(context.evalCode(code));
    const text = context.getString(value);
    value.dispose();
    return text;
  } finally {
    context.dispose();
  }
});

export async function engines(): Promise<Engine[]> {
  quickJs = await newQuickJSWASMModuleFromVariant(variant);
  return [v8, quick];
}
