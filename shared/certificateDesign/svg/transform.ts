import { SvgProblem } from './xml';

/** a, b, c, d, e, f of SVG's `matrix`. */
export type Matrix = readonly [number, number, number, number, number, number];

export function multiplied([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

const LONGEST = 2_000;

/** @throws SvgProblem for what SVG 1.1, 7.6, does not know. */
export function readTransform(text: string): Matrix {
  if (text === '') return [1, 0, 0, 1, 0, 0];
  if (text.length > LONGEST) throw unreadable();
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const rest = text.replaceAll(/(\w+)\s*\(([^()]*)\)[\s,]*/g, (_whole, name: string, list: string) => {
    const values = list.trim().split(/[\s,]+/).map(Number);
    const one = values.every(Number.isFinite) ? matrixOf(name, values) : null;
    if (!one) throw unreadable();
    matrix = multiplied(matrix, one);
    return '';
  });
  if (rest.trim() !== '' || !matrix.every(Number.isFinite)) throw unreadable();
  return matrix;
}

function matrixOf(name: string, values: readonly number[]): Matrix | null {
  const [first = 0, second, third] = values;
  const angle = (first * Math.PI) / 180;
  if (name === 'matrix' && values.length === 6) return values as unknown as Matrix;
  if (name === 'translate' && values.length <= 2) return [1, 0, 0, 1, first, second ?? 0];
  if (name === 'scale' && values.length <= 2) return [first, 0, 0, second ?? first, 0, 0];
  if (name === 'skewX' && values.length === 1) return [1, 0, Math.tan(angle), 1, 0, 0];
  if (name === 'skewY' && values.length === 1) return [1, Math.tan(angle), 0, 1, 0, 0];
  if (name !== 'rotate' || (values.length !== 1 && values.length !== 3)) return null;
  const [x, y] = [second ?? 0, third ?? 0];
  const turn: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
  return multiplied(multiplied([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y]);
}

function unreadable(): SvgProblem {
  return new SvgProblem('It turns or moves its parts in a way that cannot be read. Save it as "plain SVG", or as PNG.');
}
