import { pageSizes } from '../typesetting/document';
import type { Place } from './boxPlace';

/** A path for another paper, each place in proportion, and turned around where the page is mirrored. */
export function placedPath(path: string, { mirrors, across, down }: Place): string {
  if (!mirrors && across === 1 && down === 1) return path;
  const parts = path.match(/[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? [];
  let command = 'M';
  let index = 0;
  return parts
    .map((part) => {
      if (/^[A-DF-Za-df-z]$/.test(part)) {
        command = part;
        index = 0;
        return part;
      }
      const value = Number(part);
      const isDown = /[Vv]/.test(command) || (!/[Hh]/.test(command) && index % 2 === 1);
      index += 1;
      if (isDown) return rounded(value * down);
      if (!mirrors) return rounded(value * across);
      return rounded((command === command.toLowerCase() ? -value : pageSizes.A4.width - value) * across);
    })
    .join(' ');
}

function rounded(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}
