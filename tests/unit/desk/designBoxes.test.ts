import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { certificateDesign, type DesignBox } from '@shared/contract/certificateDesign';
import { aligned, edges, kindsOf, onKinds, page, type PlacedBox, placeOf } from '../../../renderer/desk/design/boxes';

const image: PlacedBox = { kind: 'image', x: 10, y: 20, width: 40, height: 10, image: 'logo1' };
const qr: PlacedBox = { kind: 'qr', x: 200, y: 100, size: 36 };
const whole = { x: 0, y: 0, ...page };

describe('a box', () => {
  test('is aligned to the page, across or down, and keeps its size', () => {
    const places = edges.map((edge) => [aligned(image, edge, whole).x, aligned(image, edge, whole).y]);
    expect(places).toEqual([[0, 20], [128.5, 20], [257, 20], [10, 0], [10, 100], [10, 200]]);
    for (const edge of edges) expect(aligned(image, edge, whole)).toMatchObject({ width: 40, height: 10 });
  });

  test('is aligned to another, of another size and kind', () => {
    const places = edges.map((edge) => [aligned(image, edge, placeOf(qr)).x, aligned(image, edge, placeOf(qr)).y]);
    expect(places).toEqual([[200, 20], [198, 20], [196, 20], [10, 100], [10, 113], [10, 126]]);
  });

  test('stays whole on the page, though the other one does not', () => {
    expect(aligned(image, 'end', { x: 250, y: 0, width: 100, height: 10 }).x).toBe(257);
    expect(aligned(image, 'start', { x: -30, y: 0, width: 10, height: 10 }).x).toBe(0);
  });

  test('stands on the kinds that were chosen, on all without a word, and always on one', () => {
    expect(kindsOf(image)).toEqual(['co_signed', 'confirmation', 'award']);
    const signed = onKinds(image, ['award', 'co_signed']);
    expect(signed).toMatchObject({ only: ['co_signed', 'award'] });
    expect(kindsOf({ ...image, only: 'co_signed' })).toEqual(['co_signed']);
    expect(onKinds(signed, ['co_signed', 'confirmation', 'award'])).not.toHaveProperty('only');
    expect(onKinds(signed, [])).not.toHaveProperty('only');
    const boxes: DesignBox[] = [signed, qr];
    expect(v.parse(certificateDesign, { version: 1, name: 'x', boxes }).boxes).toEqual(boxes);
  });
});
