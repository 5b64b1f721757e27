import { type RefObject, useEffect, useRef } from 'react';

/** A new screen is read out from its heading: it gets the focus when the screen comes. */
export function useFocusedHeading(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
