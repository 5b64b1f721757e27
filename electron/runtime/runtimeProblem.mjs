/**
 * A situation the person at the keyboard can put right: its message is a whole sentence with the
 * remedy in it, so it is shown alone. Anything else that is thrown is a fault and keeps its stack.
 */
export class RuntimeProblem extends Error {
  name = 'RuntimeProblem';
}

/** Writes a line to standard error: standard output belongs to the app and its commands. */
export function logLine(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs a script's main function, which answers the exit code, and ends the process with it. */
export async function runScript(main) {
  let exitCode = 1;
  try {
    exitCode = await main(process.argv.slice(2));
  } catch (error) {
    logLine(error instanceof RuntimeProblem ? error.message : String(error?.stack ?? error));
  }
  // Waits until what was printed has left the process; exit() would cut a slow pipe short.
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(exitCode);
}
