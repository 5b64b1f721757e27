// Canonical JSON (RFC 8785) of a value that came as JSON: keys in the order of their UTF-16 units, no spaces. Null for what
// has none: half a surrogate pair, or a nesting so deep that this engine's stack might not hold.
function canonicalJson(value, depth) {
  depth = depth || 0;
  if (depth > 100) return null;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return isFinite(value) ? JSON.stringify(value) : null;
  if (typeof value === 'string') return isWellFormed(value) ? JSON.stringify(value) : null;
  var parts = [];
  var i, part;
  if (Array.isArray(value)) {
    for (i = 0; i < value.length; i++) {
      part = canonicalJson(value[i], depth + 1);
      if (part === null) return null;
      parts.push(part);
    }
    return '[' + parts.join(',') + ']';
  }
  var keys = Object.keys(value).sort();
  for (i = 0; i < keys.length; i++) {
    part = canonicalJson(value[keys[i]], depth + 1);
    if (part === null || !isWellFormed(keys[i])) return null;
    parts.push(JSON.stringify(keys[i]) + ':' + part);
  }
  return '{' + parts.join(',') + '}';
}

// Whether every surrogate of a text has its other half.
function isWellFormed(text) {
  for (var i = 0; i < text.length; i++) {
    var unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    var next = text.charCodeAt(i + 1);
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
    i += 1;
  }
  return true;
}

// The bytes of a well-formed text in UTF-8.
function utf8(text) {
  var bytes = [];
  for (var i = 0; i < text.length; i++) {
    var code = text.charCodeAt(i);
    if (code < 0x80) {
      bytes.push(code);
    } else if (code < 0x800) {
      bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    } else if (code >= 0xd800 && code <= 0xdbff) {
      i += 1;
      code = 0x10000 + ((code - 0xd800) << 10) + (text.charCodeAt(i) - 0xdc00);
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    } else {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  return bytes;
}

// The hash that the application gives a value: the first 32 hexadecimal digits of the SHA-256 of its canonical JSON.
// Null for a value that has no canonical JSON.
function hashJson(value) {
  var json = canonicalJson(value);
  return json === null ? null : sha256(utf8(json)).slice(0, 32);
}

// The hash of an event: of all of it but its personal part and its signature. One that lost a text says itself what it was.
function hashEvent(doc) {
  if (typeof doc.blanked === 'string') return doc.blanked;
  var event = {};
  Object.keys(doc).forEach(function (key) {
    if (key.charAt(0) !== '_' && key !== 'person' && key !== 'signature') event[key] = doc[key];
  });
  return hashJson(event);
}
