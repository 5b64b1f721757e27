// The id of a device, which follows from its public key: the first 40 bits of the key's SHA-256 in Crockford's base 32.
function deviceOfKey(publicKey) {
  var bytes = [];
  for (var i = 0; i < publicKey.length; i += 2) bytes.push(parseInt(publicKey.substr(i, 2), 16));
  var bits = parseInt(sha256(bytes).slice(0, 10), 16);
  var id = '';
  for (var place = 7; place >= 0; place--) id += '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(Math.floor(bits / Math.pow(32, place)) % 32);
  return id;
}

// The database of a workshop: lower-case letters, digits and "-" stand for themselves, every other byte becomes "$" and
// two hexadecimal digits.
function databaseOf(workshop) {
  return 'wego-' + utf8(workshop).map(function (byte) {
    var plain = (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x2d;
    return plain ? String.fromCharCode(byte) : '$' + ('0' + byte.toString(16)).slice(-2);
  }).join('');
}
