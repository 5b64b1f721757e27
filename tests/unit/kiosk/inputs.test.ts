import { describe, expect, test } from 'vitest';
import { languages } from '@shared/contract/values';
import { scanMemory } from '../../../renderer/kiosk/scanning/scanMemory';
import { stationFromAddress } from '../../../renderer/kiosk/station';
import { typedCode } from '../../../renderer/kiosk/scanning/typedCode';

describe('a code that somebody types', () => {
  test.each([
    ['sel25-00001-736313', 'SEL25-00001-736313'],
    ['  SEL25-00001-736313 ', 'SEL25-00001-736313'],
    ['ＳＥＬ２５－００００１', 'SEL25-00001'],
    ['SEL25–00001—7', 'SEL25-00001-7'],
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۱۲', '012'],
    ['mil25-1', 'MIL25-1'],
    ['abc-1', 'abc-1'],
    ['', ''],
  ])('%s is %s', (text, code) => expect(typedCode(text, ['SEL25', 'MIL25'])).toBe(code));
});

describe('the station in the address', () => {
  test('everything has its default', () => {
    expect(stationFromAddress('')).toEqual({ target: 'auto', direction: 'in', name: null, language: null, languages, camera: null, printer: null, night: null, wrongTarget: null });
  });
  test('all of it can be given', () => {
    expect(stationFromAddress('?target=session:S04&station=Entrance%201&direction=out&language=ko&night=yes')).toEqual({
      target: 'session:S04', direction: 'out', name: 'Entrance 1', language: 'ko', languages, camera: null, printer: null, night: true, wrongTarget: null,
    });
    expect(stationFromAddress('?languages=ko,xx,en&camera=Front&printer=Lobby')).toMatchObject({ languages: ['ko', 'en'], language: 'ko', camera: 'Front', printer: 'Lobby' });
    expect(stationFromAddress('?target=day:2025-09-24').target).toBe('day:2025-09-24');
    expect(stationFromAddress('?target=room:Room%20A').target).toBe('room:Room A');
  });
  test('a target that cannot be one is not taken for another', () => {
    expect(stationFromAddress('?target=day:tomorrow&direction=up&station=%20')).toEqual({
      target: 'auto', direction: 'in', name: null, language: null, languages, camera: null, printer: null, night: null, wrongTarget: 'day:tomorrow',
    });
  });
});

describe('the memory for scans that have no answer yet', () => {
  function storage(content?: string) {
    const map = new Map<string, string>(content === undefined ? [] : [['champions.unanswered', content]]);
    return {
      map,
      getItem: (key: string) => map.get(key) ?? null,
      setItem: (key: string, value: string) => void map.set(key, value),
      removeItem: (key: string) => void map.delete(key),
    };
  }
  const scan = { code: 'SEL25-1', nonce: 'n', at: '2025-09-24T00:00:00.000Z' };

  test('gives back what it was given', () => {
    const place = storage();
    scanMemory(place).write([scan, { ...scan, nonce: 'm', consent: true, resumed: true }]);
    expect(scanMemory(place).read()).toEqual([scan, { ...scan, nonce: 'm', consent: true }]);
  });
  test('holds nothing when nobody waits', () => {
    const place = storage();
    scanMemory(place).write([scan]);
    scanMemory(place).write([]);
    expect(place.map.size).toBe(0);
  });
  test.each(['', '{', '7', '{}', '[{"code":1}]', '[{"code":"a"}]'])('takes %j for nothing', (content) => {
    expect(scanMemory(storage(content)).read()).toEqual([]);
  });
});
