// How far the events of each device go. With _stats and group=true: events are missing where count is less than max.
function map(doc) {
  if (typeof doc.device !== 'string' || typeof doc.seq !== 'number') return;
  emit([doc.workshop, doc.device], doc.seq);
}
