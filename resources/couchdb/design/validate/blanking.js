// What an erasure blanks in the data of an event: texts that somebody wrote or scanned (electron/journal/FORMAT.md).
function withoutTexts(data) {
  var rest = {};
  Object.keys(data).forEach(function (key) {
    var isText = (key === 'code' || key === 'note' || key === 'reason') && typeof data[key] === 'string';
    if (key === 'override' && data.override && typeof data.override.reason === 'string') {
      rest.override = {};
      Object.keys(data.override).forEach(function (each) {
        rest.override[each] = each === 'reason' ? '' : data.override[each];
      });
    } else {
      rest[key] = isText ? '' : data[key];
    }
  });
  return rest;
}

// Whether the text at a place is as it was, or is empty now.
function keptOrEmptied(before, after) {
  return before === after || (typeof before === 'string' && after === '');
}

// Whether a new revision is the old one save what an erasure blanks: the personal part, and texts in the data, for which
// the event then says itself what its hash was.
function onlyBlanks(before, after) {
  var plain = function (doc) {
    var rest = {};
    Object.keys(doc).forEach(function (key) {
      if (key.charAt(0) !== '_' && key !== 'person' && key !== 'blanked' && key !== 'data') rest[key] = doc[key];
    });
    return canonicalJson(rest);
  };
  if (plain(before) !== plain(after)) return false;
  var personKept = canonicalJson(before.person === undefined ? 'none' : before.person) === canonicalJson(after.person === undefined ? 'none' : after.person);
  var personBlanked = before.person !== undefined && before.person !== null && after.person === null;
  if (!personKept && !personBlanked) return false;
  var textsKept = canonicalJson(before.data) === canonicalJson(after.data);
  var hash = before._id.slice(-32);
  if (textsKept) return before.blanked === after.blanked && personBlanked;
  if (canonicalJson(withoutTexts(before.data)) !== canonicalJson(withoutTexts(after.data))) return false;
  var inPlace = ['code', 'note', 'reason'].every(function (key) {
    return keptOrEmptied(before.data[key], after.data[key]);
  });
  if (before.data.override && !keptOrEmptied(before.data.override.reason, after.data.override.reason)) inPlace = false;
  return inPlace && after.blanked === hash && (before.blanked === undefined || before.blanked === hash);
}
