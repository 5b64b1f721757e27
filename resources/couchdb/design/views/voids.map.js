// One row for each check-in that was taken back, by that check-in's event id.
function map(doc) {
  if (doc.type !== 'checkIn.voided') return;
  emit([doc.workshop, doc.data.eventId], null);
}
