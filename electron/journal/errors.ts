/** Why the journal could not take events, with a sentence for the person in front of it. */
export class JournalWriteError extends Error {
  override readonly name = 'JournalWriteError';
  constructor(
    readonly code: 'disk_full' | 'read_only' | 'failed',
    message: string,
  ) {
    super(message);
  }
}

/** The refusal that a failed system call stands for. */
export function refusalOf(error: unknown, folder: string): JournalWriteError {
  if (error instanceof JournalWriteError) return error;
  const problem = driveProblem(error, folder);
  if (problem) return new JournalWriteError(problem.code, `${problem.sentence} and scan again.`);
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return new JournalWriteError('failed', `The journal in ${folder} cannot be written (${code}). Check the drive and scan again.`);
}

/** The sentence for a start that failed: of a drive that cannot be written what to do, of anything else its own words. */
export function startProblem(error: unknown, folder: string): string {
  const problem = driveProblem(error, folder);
  return problem ? `${problem.sentence} and start again.` : (error as Error).message;
}

function driveProblem(error: unknown, folder: string): { code: 'disk_full' | 'read_only'; sentence: string } | null {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return { code: 'disk_full', sentence: `The disk is full. Free some space on the drive of ${folder}` };
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return { code: 'read_only', sentence: `The folder ${folder} cannot be written. Allow writing to it` };
  }
  return null;
}
