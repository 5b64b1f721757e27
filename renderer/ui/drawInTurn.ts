/**
 * Drawings that can wait take turns, one a frame: when several of them become due at once, none of the frames is late.
 * Of two for the same owner only the later one is drawn, in the place of the earlier.
 */
const waiting = new Map<object, () => void>();
let stopWaiting: (() => void) | null = null;

/** A window that nobody sees has no frames: then it is after so many ms. */
const withoutFrames = 100;

export function drawInTurn(owner: object, draw: () => void): void {
  waiting.set(owner, draw);
  if (stopWaiting === null) waitForFrame();
}

/** The owner has gone: nothing is drawn for it any more. */
export function leaveTurn(owner: object): void {
  waiting.delete(owner);
}

function waitForFrame(): void {
  const frame = requestAnimationFrame(drawNext);
  const timer = setTimeout(drawNext, withoutFrames);
  stopWaiting = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

function drawNext(): void {
  stopWaiting?.();
  stopWaiting = null;
  const [next] = waiting;
  if (!next) return;
  const [owner, draw] = next;
  waiting.delete(owner);
  if (waiting.size > 0) waitForFrame();
  draw();
}
