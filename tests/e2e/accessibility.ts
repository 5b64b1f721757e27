import axe from 'axe-core';
import type { Page } from 'playwright';

const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What axe finds wrong with a page as it is now: rule and elements. By day and night, only the `rules` of colours differ. */
export async function faultsOf(page: Page, rules = allRules): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ runOnly });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  }, rules);
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
 * it; the whole screen only where `screenMayScroll`. `within` is the part that can be used at the moment: the last such one.
 */
export function outOfReach(page: Page, { screenMayScroll = false, within = 'body' } = {}): Promise<string[]> {
  return page.evaluate(([wholeScreen, part]) => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      ((/auto|scroll/.test(getComputedStyle(element).overflowY) && (wholeScreen || !element.matches('main'))) || scrolls(element.parentElement));
    const shown = [...[...document.querySelectorAll(part)].at(-1)!.querySelectorAll('button, input, h1, h2, p, li, label')].filter(
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
  }, [screenMayScroll, within] as const);
}

/**
 * Texts that are cut off or stick out of their box. What may be shortened with dots says its whole text in a `title`;
 * `data` selects what comes from people's files and may be of any length.
 */
export function cutTexts(page: Page, data = '[data-testid="roster-row"] *, [data-testid="scan"] *, select, input'): Promise<string[]> {
  return page.evaluate((free) => {
    const hasOwnText = (element: Element): boolean => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
    return [...document.querySelectorAll('body *')].flatMap((element) => {
      if (!hasOwnText(element) || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return [];
      if (element.matches(`${free}, [title], [title] *, .visually-hidden, script, style, option`) || getComputedStyle(element).display === 'inline') return [];
      const { width } = element.getBoundingClientRect();
      if (width < 4) return []; // for screen readers alone
      const byWidth = element.scrollWidth > element.clientWidth + 1;
      const byHeight = /hidden|clip/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 2;
      return byWidth || byHeight ? [`${element.tagName.toLowerCase()} "${(element.textContent ?? '').slice(0, 40)}" is cut`] : [];
    });
  }, data);
}

/** Has a window looked at as it is by day and by night, each once it has come to rest. Day comes back afterwards. */
export async function byDayAndNight(page: Page, look: (scheme: 'light' | 'dark') => Promise<void>): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const show = (scheme: string): Promise<void> =>
    page.evaluate((next) => {
      document.documentElement.dataset.mantineColorScheme = next;
    }, scheme);
  for (const scheme of ['light', 'dark'] as const) {
    await show(scheme);
    await stillness(page);
    await look(scheme);
  }
  await show('light');
}
