import { readOutline, type Segment } from './outline';
import { SvgProblem, type XmlElement } from './xml';

/** The outline of a basic shape (SVG 1.1, 9). @throws SvgProblem */
export function outlineOfShape({ name, attributes }: XmlElement): Segment[] {
  const of = (attribute: string, without = 0): number => {
    const text = attributes.get(attribute);
    const value = text === undefined ? without : Number(text.replace(/px\s*$/, ''));
    if (!Number.isFinite(value)) throw new SvgProblem(`The size of one of its parts ("${name}") cannot be read. Save it as PNG.`);
    return value;
  };
  if (name === 'line') return readOutline(`M${of('x1')} ${of('y1')}L${of('x2')} ${of('y2')}`);
  if (name === 'polyline' || name === 'polygon') {
    const points = (attributes.get('points') ?? '').trim();
    return points === '' ? [] : readOutline(`M${points}${name === 'polygon' ? 'Z' : ''}`);
  }
  if (name === 'circle' || name === 'ellipse') {
    const [x, y] = [of('cx'), of('cy')];
    const [rx, ry] = name === 'circle' ? [of('r'), of('r')] : [of('rx'), of('ry')];
    return rx > 0 && ry > 0 ? readOutline(`M${x - rx} ${y}A${rx} ${ry} 0 0 1 ${x + rx} ${y}A${rx} ${ry} 0 0 1 ${x - rx} ${y}Z`) : [];
  }
  const [x, y, width, height] = [of('x'), of('y'), of('width'), of('height')];
  if (width <= 0 || height <= 0) return [];
  const rx = Math.min(of('rx', of('ry')), width / 2);
  const ry = Math.min(of('ry', of('rx')), height / 2);
  if (rx <= 0 || ry <= 0) return readOutline(`M${x} ${y}h${width}v${height}h${-width}Z`);
  const corner = `a${rx} ${ry} 0 0 1`;
  return readOutline(`M${x + rx} ${y}h${width - 2 * rx}${corner} ${rx} ${ry}v${height - 2 * ry}${corner} ${-rx} ${ry}h${2 * rx - width}${corner} ${-rx} ${-ry}v${2 * ry - height}${corner} ${rx} ${-ry}Z`);
}
