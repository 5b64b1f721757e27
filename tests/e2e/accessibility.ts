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

/**
 * What stands outside the window, or under something else, where nobody can touch or read it. Lists may be scrolled to
 * it; the whole screen only where `screenMayScroll`.
 */
export function outOfReach(page: Page, { screenMayScroll = false } = {}): Promise<string[]> {
  return page.evaluate((wholeScreen) => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      ((/auto|scroll/.test(getComputedStyle(element).overflowY) && (wholeScreen || !element.matches('main'))) || scrolls(element.parentElement));
    const shown = [...document.querySelectorAll('button, input, h1, h2, p, li, label')].filter(
      (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest('.visually-hidden') && !scrolls(element),
    );
    const say = (element: Element): string => `${element.tagName.toLowerCase()} ${element.getAttribute('data-testid') ?? ''} "${(element.textContent ?? '').slice(0, 30)}"`;
    return shown.flatMap((element) => {
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) return [];
      if (left < -1 || top < -1 || right > window.innerWidth + 1 || bottom > window.innerHeight + 1) return [`${say(element)} is outside`];
      if (!element.matches('button, input')) return [];
      const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return above === null || element.contains(above) || above.contains(element) || above.closest('label')?.contains(element) ? [] : [`${say(element)} is under ${say(above)}`];
    });
  }, screenMayScroll);
}
