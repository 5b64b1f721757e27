import PouchDB from 'pouchdb-browser';

/**
 * Check-in on PouchDB as its users write it: a person is found by an id that is the ticket code, a duplicate is
 * refused, and the check-in is stored together with the changed person in one `bulkDocs`.
 */
let database;

/**
 * A fresh database with these people.
 *
 * @returns {Promise<number>} ms it took
 */
export async function load(people) {
  const start = performance.now();
  await new PouchDB('bench').destroy();
  database = new PouchDB('bench');
  for (let from = 0; from < people.length; from += 2_000) {
    const some = people.slice(from, from + 2_000);
    await database.bulkDocs(some.map(({ code, ...person }) => ({ _id: `ticket:${code}`, ...person, checkIns: [] })));
  }
  return performance.now() - start;
}

async function scanOne(code, target) {
  const at = new Date().toISOString();
  const nonce = crypto.randomUUID();
  const person = await database.get(`ticket:${code}`);
  const duplicate = person.checkIns.some((each) => each.target === target);
  const type = duplicate ? 'scan.refused' : 'checkIn.recorded';
  const event = { _id: `event:${at}:${nonce}`, type, code, registrationId: person.id, target, at, nonce, direction: 'in', station: 'Entrance 1' };
  const changed = { ...person, checkIns: [...person.checkIns, { target, at }] };
  const results = await database.bulkDocs(duplicate ? [event] : [event, changed]);
  if (results.some((result) => result.error)) throw new Error('PouchDB did not store a scan');
}

/** Answers scans that come over a port from another window. */
window.addEventListener('message', ({ data, ports: [port] }) => {
  if (data?.kind !== 'bench:port') return;
  port.onmessage = ({ data: { code, target } }) =>
    scanOne(code, target).then(
      () => port.postMessage({ answer: 'ok' }),
      (error) => port.postMessage({ error: String(error) }),
    );
});
