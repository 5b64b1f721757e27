import { describe, expect, test } from 'vitest';
import type { SealedCertificate } from '../../../electron/certificates/sealedCertificates';
import { type Pressing, SteadyPress } from '../../../electron/certificates/steadyPress';

const sealed = (registrationId: string): SealedCertificate => ({ number: `N-${registrationId}`, certificate: { registrationId } }) as SealedCertificate;

/** Presses that die when they are asked for the nth time, counted over all of them. */
function presses(...dieAt: number[]) {
  let asked = 0;
  let opened = 0;
  const open = (): Pressing => {
    opened += 1;
    const pages: string[] = [];
    const press = { ended: false };
    const answer = <T>(value: () => T): Promise<T> => {
      asked += 1;
      if (press.ended) return Promise.reject(new Error('The press was closed.'));
      if (!dieAt.includes(asked)) return Promise.resolve(value());
      press.ended = true;
      return Promise.reject(new Error('out of memory'));
    };
    const whole = { missing: [], tooLong: false };
    return Object.assign(press, {
      file: (one: SealedCertificate) => (one.number === 'N-bad' ? Promise.reject(new Error('cannot be set')) : answer(() => ({ ...whole, pdf: Buffer.from(one.number) }))),
      page: (one: SealedCertificate) => answer(() => (pages.push(one.number), whole)),
      finish: () => answer(() => Buffer.from(pages.join())),
      close: () => Promise.resolve(void (press.ended = true)),
    });
  };
  return { open, counts: () => ({ asked, opened }) };
}

describe('a press whose thread dies', () => {
  test('is followed by another, which makes the same file', async () => {
    const { open, counts } = presses(2);
    const press = new SteadyPress(open);
    const files = [];
    for (const id of ['A', 'B', 'C']) files.push(String((await press.file(sealed(id))).pdf));
    expect(files).toEqual(['N-A', 'N-B', 'N-C']);
    expect(counts()).toEqual({ asked: 4, opened: 2 });
  });

  test.each([[[1]], [[3]], [[4]], [[2, 4]], [[3, 5]]])('loses no page of a merged file, and doubles none (at %j)', async (dieAt) => {
    const press = new SteadyPress(presses(...dieAt).open);
    for (const id of ['A', 'B', 'C']) await press.page(sealed(id));
    expect(String(await press.finish())).toBe('N-A,N-B,N-C');
    await press.page(sealed('D'));
    expect(String(await press.finish())).toContain('N-D');
  });

  test('again and again at one certificate, it is said which one', async () => {
    const { open, counts } = presses(2, 3, 4);
    const press = new SteadyPress(open);
    await press.file(sealed('A'));
    await expect(press.file(sealed('B'))).rejects.toThrow(/ended 3 times at B \(N-B\): out of memory/);
    expect(counts().opened).toBe(3);
    expect(String((await press.file(sealed('C'))).pdf)).toBe('N-C');
  });

  test('what cannot be set is told at once, and a press that was closed stays so', async () => {
    const { open, counts } = presses();
    const press = new SteadyPress(open);
    await expect(press.file(sealed('bad'))).rejects.toThrow('cannot be set');
    expect(counts().opened).toBe(1);
    const { open: dying, counts: ofDying } = presses(1);
    const closed = new SteadyPress(dying);
    const asked = closed.file(sealed('A'));
    await closed.close();
    await expect(asked).rejects.toThrow('out of memory');
    expect(ofDying().opened).toBe(1);
  });
});
