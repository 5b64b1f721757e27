/**
 * Whether another dialog lies over the one that an element is in. Every open dialog hears Escape; the one below has to
 * stay where it is. What lies on top stands last in the page.
 */
export function isCovered(inside: Element | null): boolean {
  const dialog = inside?.closest('[role="dialog"]') ?? null;
  return dialog !== null && [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1) !== dialog;
}
