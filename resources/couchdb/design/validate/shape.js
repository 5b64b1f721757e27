// What is wrong with the shape of a document, in words; null if nothing is. As shared/contract/sync.ts has it.
function shapeProblem(doc) {
  var isHash = function (value) {
    return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
  };
  var isObject = function (value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  };
  var isCount = function (value, most) {
    return typeof value === 'number' && Math.floor(value) === value && value >= 1 && value <= most;
  };
  var parts = {
    id: typeof doc.id === 'string',
    workshop: typeof doc.workshop === 'string' && /^[^\/\s]{1,128}$/.test(doc.workshop) && isWellFormed(doc.workshop),
    device: typeof doc.device === 'string' && /^[0-9A-Z]{8}$/.test(doc.device),
    seq: isCount(doc.seq, 9999999999),
    at: typeof doc.at === 'string',
    hlc: typeof doc.hlc === 'string' && /^\d{13}-[0-9a-f]{4}$/.test(doc.hlc),
    type: typeof doc.type === 'string' && doc.type.length >= 1 && doc.type.length <= 100,
    v: isCount(doc.v, 9007199254740991),
    data: isObject(doc.data),
    person: doc.person === undefined || doc.person === null || isObject(doc.person),
    personHash: doc.personHash === undefined || isHash(doc.personHash),
    prev: doc.prev === '' || isHash(doc.prev),
    blanked: doc.blanked === undefined || isHash(doc.blanked),
    signature: isObject(doc.signature) && /^key,(path,)?signer,value$/.test(Object.keys(doc.signature).sort().join()) &&
      /^[0-9A-Z]{8}$/.test(doc.signature.signer) && /^[0-9a-f]{64}$/.test(doc.signature.key) && /^[0-9a-f]{128}$/.test(doc.signature.value) &&
      (doc.signature.path === undefined || (typeof doc.signature.path === 'string' && /^([lr][0-9a-f]{32}){1,16}$/.test(doc.signature.path)))
  };
  var name;
  for (name in parts) if (!parts[name]) return 'the field "' + name + '" is not as it should be';
  var own = ['_id', '_rev', '_revisions', '_deleted'];
  for (name in doc) {
    if (!parts.hasOwnProperty(name) && own.indexOf(name) === -1) return 'there is no field "' + name + '" in an event';
  }
  var id = doc.workshop + '/' + doc.device + '/' + ('000000000' + doc.seq).slice(-10);
  if (doc.id !== id) return 'its id is not made of its workshop, device and sequence number';
  if (typeof doc._id !== 'string' || doc._id.length !== id.length + 33 || doc._id.slice(0, -32) !== id + ':' || !isHash(doc._id.slice(-32))) return 'its _id is not its id, a colon and a hash';
  return null;
}
