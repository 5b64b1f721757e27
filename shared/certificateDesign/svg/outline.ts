import { SvgProblem } from './xml';

/** A line in the image's own units, all places absolute; `points` are x and y in turn. */
export interface Segment {
  op: 'M' | 'L' | 'C' | 'Z';
  points: number[];
}

const counts: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };
const numberPattern = /[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y;
const flagPattern = /[\s,]*([01])/y;
const restPattern = /[\s,]*()$/y;
const commandPattern = /[\s,]*([MLHVCSQTAZmlhvcsqtaz])/y;

/** @throws SvgProblem for a path that SVG 2, 9.3, does not know. */
export function readOutline(path: string): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(path);
    if (!found) return null;
    at = pattern.lastIndex;
    return found[1] as string;
  };
  let [x, y, startX, startY, controlX, controlY] = [0, 0, 0, 0, 0, 0];
  let [command, before] = ['', ''];
  const curve = (...points: [number, number, number, number, number, number]): void => {
    segments.push({ op: 'C', points });
    [controlX, controlY, x, y] = points.slice(2) as [number, number, number, number];
  };
  while (match(restPattern) === null) {
    const written = match(commandPattern);
    if (written) command = written;
    else if (command === '' || /z/i.test(command)) throw unreadable();
    else if (/m/i.test(command)) command = command === 'M' ? 'L' : 'l';
    const kind = command.toUpperCase();
    if (segments.length === 0 && kind !== 'M') throw unreadable();
    const values = Array.from({ length: counts[kind] as number }, (_, index) => match(kind === 'A' && (index === 3 || index === 4) ? flagPattern : numberPattern)).map((value) => (value === null ? Number.NaN : Number(value)));
    if (!values.every(Number.isFinite)) throw unreadable();
    const [fromX, fromY] = command === kind ? [0, 0] : [x, y];
    const v = (index: number): number => values[index] as number;
    const px = (index: number): number => fromX + v(index);
    const py = (index: number): number => fromY + v(index);
    const [mirroredX, mirroredY] = [2 * x - controlX, 2 * y - controlY];
    if (kind === 'M' || kind === 'L' || kind === 'H' || kind === 'V') {
      [x, y] = kind === 'H' ? [px(0), y] : kind === 'V' ? [x, py(0)] : [px(0), py(1)];
      if (kind === 'M') [startX, startY] = [x, y];
      segments.push({ op: kind === 'M' ? 'M' : 'L', points: [x, y] });
    } else if (kind === 'C') curve(px(0), py(1), px(2), py(3), px(4), py(5));
    else if (kind === 'S') {
      const [firstX, firstY] = 'CS'.includes(before) && before !== '' ? [mirroredX, mirroredY] : [x, y];
      curve(firstX, firstY, px(0), py(1), px(2), py(3));
    } else if (kind === 'Q' || kind === 'T') {
      const smooth = 'QT'.includes(before) && before !== '';
      const [qx, qy] = kind === 'Q' ? [px(0), py(1)] : smooth ? [mirroredX, mirroredY] : [x, y];
      const [endX, endY] = kind === 'Q' ? [px(2), py(3)] : [px(0), py(1)];
      curve(x + (2 / 3) * (qx - x), y + (2 / 3) * (qy - y), endX + (2 / 3) * (qx - endX), endY + (2 / 3) * (qy - endY), endX, endY);
      [controlX, controlY] = [qx, qy];
    } else if (kind === 'A') {
      const [endX, endY] = [px(5), py(6)];
      for (const points of arcCurves(x, y, v(0), v(1), v(2), v(3) === 1, v(4) === 1, endX, endY)) curve(...points);
      if (x !== endX || y !== endY) segments.push({ op: 'L', points: [endX, endY] });
      [x, y] = [endX, endY];
    } else {
      segments.push({ op: 'Z', points: [] });
      [x, y] = [startX, startY];
    }
    before = kind;
    if (segments.length > MOST_SEGMENTS) throw tooDetailed();
  }
  return segments;
}

export const MOST_SEGMENTS = 50_000;

export function tooDetailed(): SvgProblem {
  return new SvgProblem('It has more than 50,000 lines. Save it as PNG, or simplify it.');
}

function unreadable(): SvgProblem {
  return new SvgProblem('One of its paths cannot be read. Save it as PNG, or as "plain SVG".');
}

type Curve = [number, number, number, number, number, number];

/** An arc as curves of a quarter at most. Source: SVG 2, B.2. */
function arcCurves(x1: number, y1: number, givenRx: number, givenRy: number, degrees: number, large: boolean, sweep: boolean, x2: number, y2: number): Curve[] {
  let [rx, ry] = [Math.abs(givenRx), Math.abs(givenRy)];
  if (rx === 0 || ry === 0 || (x1 === x2 && y1 === y2)) return [];
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [dx, dy] = [(x1 - x2) / 2, (y1 - y2) / 2];
  const [x, y] = [cos * dx + sin * dy, cos * dy - sin * dx];
  const reach = (x / rx) ** 2 + (y / ry) ** 2;
  if (reach > 1) [rx, ry] = [rx * Math.sqrt(reach), ry * Math.sqrt(reach)];
  const under = (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2;
  const factor = Math.sqrt(Math.max(0, under / ((rx * y) ** 2 + (ry * x) ** 2))) * (large === sweep ? -1 : 1);
  const [cx, cy] = [(factor * rx * y) / ry, (-factor * ry * x) / rx];
  const [centreX, centreY] = [cos * cx - sin * cy + (x1 + x2) / 2, sin * cx + cos * cy + (y1 + y2) / 2];
  const from = Math.atan2((y - cy) / ry, (x - cx) / rx);
  let turn = Math.atan2((-y - cy) / ry, (-x - cx) / rx) - from;
  if (sweep && turn < 0) turn += 2 * Math.PI;
  if (!sweep && turn > 0) turn -= 2 * Math.PI;
  const parts = Math.max(1, Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-9));
  const step = turn / parts;
  const reachOut = (4 / 3) * Math.tan(step / 4);
  const place = (ux: number, uy: number): [number, number] => [centreX + cos * rx * ux - sin * ry * uy, centreY + sin * rx * ux + cos * ry * uy];
  return Array.from({ length: parts }, (_, index): Curve => {
    const [a, b] = [from + index * step, from + (index + 1) * step];
    return [
      ...place(Math.cos(a) - reachOut * Math.sin(a), Math.sin(a) + reachOut * Math.cos(a)),
      ...place(Math.cos(b) + reachOut * Math.sin(b), Math.sin(b) - reachOut * Math.cos(b)),
      ...place(Math.cos(b), Math.sin(b)),
    ];
  });
}
