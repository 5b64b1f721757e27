import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A Node process of its own for one of the peers: its work must not hold up what is measured beside it. */
export function startChild(name, execArgv = []) {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), { execArgv });
  const open = new Map();
  let nextId = 1;
  child.on('message', ({ id, value, error }) => {
    const call = open.get(id);
    open.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve)).then((code) => {
    for (const { reject } of open.values()) reject(new Error(`${name} ended with ${code}.`));
  });
  return {
    call: (what, ...args) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        open.set(id, { resolve, reject });
        child.send({ id, what, args });
      }),
    async close() {
      child.kill();
      await ended;
    },
  };
}

/** The other side: answers the bench with functions by their names. */
export function answerParent(calls) {
  process.on('message', async ({ id, what, args }) => {
    try {
      process.send({ id, value: (await calls[what](...args)) ?? null });
    } catch (error) {
      process.send({ id, error: `${error.stack ?? error} ${error.status ?? ''} ${error.reason ?? ''}`.trim() });
    }
  });
  process.on('disconnect', () => process.exit());
}
