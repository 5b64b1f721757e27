// What somebody has to look at: refusals that do not end by themselves, and admissions against a refusal. "answered" rows
// carry the event ids that somebody has dealt with.
function map(doc) {
  var wanting = ['unknown_ticket', 'ambiguous', 'wrong_workshop', 'cancelled', 'revoked', 'bad_signature', 'not_registered_for_session', 'session_full', 'too_late'];
  var data = doc.data;
  if (doc.type === 'scan.refused' && wanting.indexOf(data.answer) !== -1) emit([doc.workshop, 'refused', data.answer, doc.id], data.registrationId);
  if (doc.type === 'checkIn.recorded' && data.override) emit([doc.workshop, 'override', data.override.refusal, doc.id], data.registrationId);
  if (doc.type === 'sync.exceptionAnswered') {
    for (var i = 0; i < data.eventIds.length; i++) emit([doc.workshop, 'answered', null, data.eventIds[i]], null);
  }
}
