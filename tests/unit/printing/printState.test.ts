import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSettled, needsHands, printWordOf, readinessOf, type Said } from '@shared/domain/printing/printState';

const said = (some: Partial<Said>): Said => ({ job: 'processing', jobReasons: [], printer: 'processing', printerReasons: [], printerMessage: '', ...some });

describe('what a printer says of a job, in one word', () => {
  test.each<[string, Partial<Said>, string]>([
    ['printing', {}, 'printing'],
    ['waiting behind others', { job: 'pending', printer: 'processing' }, 'waiting'],
    ['done', { job: 'completed', jobReasons: ['job-completed-successfully'], printer: 'idle' }, 'printed'],
    ['done, with warnings only', { job: 'completed', jobReasons: ['job-completed-with-warnings'] }, 'printed'],
    ['done, with errors', { job: 'completed', jobReasons: ['job-completed-with-errors'] }, 'unsure'],
    ['done although the tray is empty now', { job: 'completed', printerReasons: ['media-empty-error'] }, 'printed'],
    ['cancelled', { job: 'canceled' }, 'cancelled'],
    ['aborted', { job: 'aborted', jobReasons: ['document-format-error'] }, 'failed'],
    ['no paper, and goes on saying that it processes the job', { printerReasons: ['media-empty-warning'] }, 'out_of_paper'],
    ['no paper of this size', { printerReasons: ['media-needed-error'], printer: 'stopped' }, 'out_of_paper'],
    ['a jam before everything else', { printerReasons: ['media-empty', 'media-jam-error', 'cover-open'] }, 'paper_jam'],
    ['a door', { printerReasons: ['door-open-error', 'media-empty'] }, 'door_open'],
    ['no toner', { printerReasons: ['toner-empty-error'] }, 'out_of_ink'],
    ['little toner is no trouble', { printerReasons: ['toner-low-warning', 'marker-supply-low-report'] }, 'printing'],
    ['a report is no trouble', { printerReasons: ['media-empty-report'] }, 'printing'],
    ['offline', { printerReasons: ['offline-report'] }, 'asleep'],
    ['a spooler that reaches nobody, in words alone', { printerMessage: 'The printer may not exist or is unavailable at this time.' }, 'asleep'],
    ['a spooler that tries again later, and calls its printer idle', { job: 'pending-held', printer: 'idle' }, 'asleep'],
    ['held by somebody', { job: 'pending-held', jobReasons: ['job-hold-until-specified'] }, 'held'],
    ['paused', { job: 'pending', printer: 'stopped', printerReasons: ['paused'] }, 'printer_stopped'],
    ['stopped in the middle', { job: 'processing-stopped' }, 'printer_stopped'],
  ])('%s', (_case, some, word) => {
    expect(printWordOf(said(some))).toBe(word);
  });

  test('“printed” is said of a job that the printer calls completed, and of no other', () => {
    const keyword = fc.constantFrom('none', 'paused', 'media-empty', 'media-jam-error', 'job-printing', 'job-completed-successfully', 'offline-report', 'cover-open-warning', 'x');
    const anything = fc.record<Said>({
      job: fc.constantFrom('pending', 'pending-held', 'processing', 'processing-stopped', 'canceled', 'aborted', 'completed', ''),
      jobReasons: fc.array(keyword),
      printer: fc.constantFrom('idle', 'processing', 'stopped', ''),
      printerReasons: fc.array(keyword),
      printerMessage: fc.string(),
    });
    fc.assert(
      fc.property(anything, (each) => {
        const word = printWordOf(each);
        if (word === 'printed') expect(each.job).toBe('completed');
        if (each.job === 'completed') expect(isSettled(word)).toBe(true);
        expect(isSettled(word) && needsHands(word)).toBe(false);
      }),
    );
  });
});

test('what a printer says of itself', () => {
  expect(readinessOf({ printer: 'idle', printerReasons: [] })).toBe('ready');
  expect(readinessOf({ printer: 'processing', printerReasons: [] })).toBe('printing');
  expect(readinessOf({ printer: 'stopped', printerReasons: ['paused'] })).toBe('printer_stopped');
  expect(readinessOf({ printer: 'idle', printerReasons: ['media-empty-error'] })).toBe('out_of_paper');
});
