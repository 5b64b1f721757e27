import axe from 'axe-core';
import type { Page } from 'playwright';

/** What axe finds wrong with a page as it is now: rule and elements. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  });
}

/** Waits until nothing on the page is in motion any more, but for what moves for ever. */
export async function stillness(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity && Number(effect?.getComputedTiming().duration) < 2_000)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
}
