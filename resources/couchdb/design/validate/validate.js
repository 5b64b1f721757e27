// What the database of a workshop takes: events as their devices wrote them. Each refusal begins with the name that the
// application has for it (documentProblem in shared/contract/sync.ts). Signatures are not checked here: no JavaScript of
// CouchDB has Ed25519. Whoever reads an event checks its signature; here the password of the user is what counts.
function validate(newDoc, oldDoc, userCtx) {
  var refuse = function (problem, words) {
    throw { forbidden: problem + ': ' + words + '.' };
  };
  var has = function (role) {
    return userCtx.roles.indexOf(role) !== -1;
  };
  if (newDoc._id.indexOf('_design/') === 0) return; // CouchDB lets only admins write them
  if (!userCtx.name && !has('_admin')) throw { unauthorized: 'Log in first.' };
  if (newDoc._deleted) refuse('edited', 'an event is never deleted');

  var wrong = shapeProblem(newDoc);
  if (wrong) refuse('malformed', wrong);
  if (databaseOf(newDoc.workshop) !== userCtx.db) refuse('other_workshop', 'the events of ' + newDoc.workshop + ' belong into the database ' + databaseOf(newDoc.workshop));
  var hash = hashEvent(newDoc);
  if (hash === null) refuse('malformed', 'it holds half a character, or is nested too deeply');
  if (hash !== newDoc._id.slice(-32)) refuse('edited', 'its content is not what its id says');
  if ((newDoc.person === undefined) !== (newDoc.personHash === undefined)) refuse('edited_person', 'a personal part and its hash belong together');
  if (newDoc.person && hashJson(newDoc.person) !== newDoc.personHash) refuse('edited_person', 'its personal part is not the one that was written');
  if (deviceOfKey(newDoc.signature.key) !== newDoc.signature.signer) refuse('bad_signature', 'the key is not that of ' + newDoc.signature.signer);

  if (oldDoc && !oldDoc._deleted) {
    // Whoever may write here may say that somebody is erased, and then everybody blanks them; so they may do it here, too.
    if (!onlyBlanks(oldDoc, newDoc)) refuse('edited', 'an event that is there is not changed, save to blank what an erasure blanks');
    return;
  }
  if (has('_admin') || has('champions-relay')) return;
  if (newDoc.device !== userCtx.name) refuse('not_their_device', userCtx.name + ' writes its own events only; to pass on those of ' + newDoc.device + ' it needs the role champions-relay');
  if (newDoc.signature.signer !== userCtx.name) refuse('not_their_device', userCtx.name + ' vouches for its own events only');
}
