import type { PathItem } from '../document';
import { colourOperands, number, pointsPerMillimetre } from './numbers';

const capNumbers = { butt: 0, round: 1, square: 2 };
const joinNumbers = { miter: 0, round: 1, bevel: 2 };
const operandCounts: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, Z: 0 };

/**
 * The operators of a path.
 *
 * @param pageHeight points.
 * @throws a RangeError for a path that cannot be read.
 */
export function pathContent(item: PathItem, pageHeight: number): string {
  let known = drawn.get(item);
  if (known?.pageHeight !== pageHeight) drawn.set(item, (known = { pageHeight, content: newPathContent(item, pageHeight) }));
  return known.content;
}

/** The frame of a template is drawn in every one of its documents. */
const drawn = new WeakMap<PathItem, { pageHeight: number; content: string }>();

function newPathContent(item: PathItem, pageHeight: number): string {
  const outline = pathOperators(item.path, pageHeight);
  const parts = ['q'];
  if (item.fill) parts.push(`${colourOperands(item.fill)} rg`);
  if (item.stroke) {
    parts.push(`${colourOperands(item.stroke)} RG ${number((item.strokeWidth ?? 0.25) * pointsPerMillimetre)} w`);
    if (item.lineCap) parts.push(`${capNumbers[item.lineCap]} J`);
    if (item.lineJoin) parts.push(`${joinNumbers[item.lineJoin]} j`);
    if (item.dash) parts.push(`[${item.dash.map((length) => number(length * pointsPerMillimetre)).join(' ')}] 0 d`);
  }
  const star = item.fillRule === 'evenodd' ? '*' : '';
  const paint = item.fill && item.stroke ? `B${star}` : item.fill ? `f${star}` : item.stroke ? 'S' : 'n';
  return [...parts, outline, paint, 'Q'].join(' ');
}

interface Pen {
  x: number;
  y: number;
}

/** SVG 2, 9.3, without arcs. */
function pathOperators(path: string, pageHeight: number): string {
  const tokens = path.match(/[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g) ?? [];
  const operators: string[] = [];
  const point = ({ x, y }: Pen): string => `${number(x * pointsPerMillimetre)} ${number(pageHeight - y * pointsPerMillimetre)}`;
  let [pen, start, control]: [Pen, Pen, Pen] = [{ x: 0, y: 0 }, { x: 0, y: 0 }, { x: 0, y: 0 }];
  let [command, before] = ['', ''];
  const curve = (first: Pen, second: Pen, to: Pen): void => {
    operators.push(`${point(first)} ${point(second)} ${point(to)} c`);
    pen = to;
  };
  for (let at = 0; at < tokens.length;) {
    if (/[A-Za-z]/.test(tokens[at] as string)) command = tokens[at++] as string;
    else if (command === 'M') command = 'L';
    else if (command === 'm') command = 'l';
    const kind = command.toUpperCase();
    const count = operandCounts[kind];
    const operands = tokens.slice(at, at + (count ?? 0)).map(Number);
    if (count === undefined || operands.length < count || operands.some(Number.isNaN) || (count === 0 && before === 'Z')) throw new RangeError(`This path cannot be drawn, at "${tokens.slice(at - 1, at + 4).join(' ')}".`);
    at += count;
    const origin = command === kind ? { x: 0, y: 0 } : pen;
    const pair = (index: number): Pen => ({ x: origin.x + (operands[index] as number), y: origin.y + (operands[index + 1] as number) });
    const reflected = (kinds: string): Pen => (kinds.includes(before) ? { x: 2 * pen.x - control.x, y: 2 * pen.y - control.y } : pen);
    if (kind === 'M' || kind === 'L') {
      pen = pair(0);
      if (kind === 'M') start = pen;
      operators.push(`${point(pen)} ${kind === 'M' ? 'm' : 'l'}`);
    } else if (kind === 'H' || kind === 'V') {
      const [length = 0] = operands;
      pen = kind === 'H' ? { x: origin.x + length, y: pen.y } : { x: pen.x, y: origin.y + length };
      operators.push(`${point(pen)} l`);
    } else if (kind === 'C' || kind === 'S') {
      const first = kind === 'C' ? pair(0) : reflected('CS');
      control = pair(kind === 'C' ? 2 : 0);
      curve(first, control, pair(kind === 'C' ? 4 : 2));
    } else if (kind === 'Q' || kind === 'T') {
      control = kind === 'Q' ? pair(0) : reflected('QT');
      const to = pair(kind === 'Q' ? 2 : 0);
      const third = (from: Pen): Pen => ({ x: from.x + (2 / 3) * (control.x - from.x), y: from.y + (2 / 3) * (control.y - from.y) });
      curve(third(pen), third(to), to);
    } else {
      operators.push('h');
      pen = start;
    }
    before = kind;
  }
  if (operators.length > 0 && !(operators[0] as string).endsWith(' m')) throw new RangeError('A path begins with M.');
  return operators.join(' ');
}
