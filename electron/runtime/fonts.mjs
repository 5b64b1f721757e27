/** Puts the fonts of certificates in place, for `npm run build`; the other commands do it by themselves. */
import { fontsIfStale } from './fontsIfStale.mjs';
import { runScript } from './runtimeProblem.mjs';

await runScript(async () => {
  await fontsIfStale();
  return 0;
});
