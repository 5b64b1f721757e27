// One row for each check-in. With _count: group_level=1 the workshop, 2 its days and sessions, 3 one row for each person
// at each of them, so the number of those rows is how many different people came.
function map(doc) {
  if (doc.type !== 'checkIn.recorded') return;
  emit([doc.workshop, doc.data.target, doc.data.registrationId, doc.id], doc.device);
}
