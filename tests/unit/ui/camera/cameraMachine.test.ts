import { beforeEach, describe, expect, test } from 'vitest';
import { cameraDelays, isWorthShowing, type LostCamera, problemOf, retryPause } from '../../../../renderer/ui/camera/cameraMachine';
import { TestCamera } from './cameraHarness';

const watching = 'wanted.on.watching.one';
let camera: TestCamera;
beforeEach(() => {
  camera = new TestCamera();
  camera.send({ type: 'camera.wanted' });
});

test('is off until it is wanted, and lets everything go when it is not', () => {
  const off = new TestCamera();
  expect(off.state).toBe('off');
  expect(off.runs).toEqual([]);
  off.send({ type: 'camera.wanted' });
  off.starts('a');
  off.reads('CODE');
  off.send({ type: 'camera.unwanted' });
  expect(off.open).toEqual([]);
  expect(off.watching).toBe(false);
  expect(off.snapshot.context.view.seen.size).toBe(0);
});

test('a code in view is handed on once, and what a stopped camera still says is not', () => {
  camera.starts('a');
  for (let reading = 0; reading < 20; reading++) {
    camera.reads('CODE');
    camera.pass(100);
  }
  expect(camera.scanned).toEqual(['CODE']);
  camera.send({ type: 'camera.unwanted' });
  camera.reads('OTHER');
  camera.reads('OTHER');
  expect(camera.scanned).toEqual(['CODE']);
});

test('several codes: asks for one, takes none, and goes on with the one that stays', () => {
  camera.starts('a');
  camera.reads('A', 'B');
  expect(camera.state).toBe('wanted.on.watching.several');
  expect(camera.snapshot.hasTag('severalCodes')).toBe(true);
  for (let reading = 0; reading < 10; reading++) {
    camera.pass(100);
    camera.reads('B');
  }
  expect(camera.state).toBe(watching);
  expect(camera.scanned).toEqual(['B']);
});

describe.each<LostCamera>(['unplugged', 'busy', 'denied', 'none', 'failed'])('%s', (problem) => {
  test('is told, and tried again by itself, with growing pauses', () => {
    for (let failures = 1; failures <= 8; failures++) {
      expect(camera.runs).toHaveLength(failures);
      camera.report({ type: 'camera.lost', problem });
      expect(camera.state).toBe('wanted.problem');
      expect(camera.open).toEqual([]);
      expect(problemOf(camera.snapshot)).toBe(problem);
      expect(isWorthShowing(camera.snapshot)).toBe(problem !== 'none');
      camera.pass(retryPause(failures, problem) - 1);
      expect(camera.state).toBe('wanted.problem');
      camera.pass(1);
      expect(camera.state).toBe('wanted.on.starting');
      // Still told while it is tried again: words that come and go would be read by nobody.
      expect(problemOf(camera.snapshot)).toBe(problem);
    }
    expect(retryPause(8, problem)).toBe(problem === 'none' ? cameraDelays.noCamera : cameraDelays.longestRetry);
    camera.starts('a');
    expect(problemOf(camera.snapshot)).toBeNull();
    expect(isWorthShowing(camera.snapshot)).toBe(true);
    camera.report({ type: 'camera.lost', problem });
    camera.pass(retryPause(1, problem));
    expect(camera.state).toBe('wanted.on.starting');
  });

  test('is tried again at once when cameras come or go, or when somebody asks', () => {
    camera.report({ type: 'camera.lost', problem });
    camera.devices('a');
    expect(camera.state).toBe('wanted.on.starting');
    camera.report({ type: 'camera.lost', problem });
    camera.send({ type: 'retry.asked' });
    expect(camera.state).toBe('wanted.on.starting');
    expect(camera.runs).toHaveLength(3);
  });
});

test('a camera that never starts is given up after a while', () => {
  camera.pass(cameraDelays.startLimit);
  expect(camera.state).toBe('wanted.problem');
  expect(problemOf(camera.snapshot)).toBe('failed');
  expect(camera.open).toEqual([]);
});

test('a black picture is told while the camera goes on, until it is bright', () => {
  camera.starts('a');
  camera.report({ type: 'picture.black' });
  expect(problemOf(camera.snapshot)).toBe('black');
  expect(camera.snapshot.hasTag('picture')).toBe(false);
  expect(camera.open).toHaveLength(1);
  camera.report({ type: 'picture.bright' });
  expect(camera.state).toBe(watching);
  expect(camera.runs).toHaveLength(1);
});

describe('with more than one camera', () => {
  test('the next is switched to, and remembered', () => {
    camera.starts('a', 'b');
    camera.send({ type: 'camera.switched' });
    expect(camera.remembered).toBe('b');
    expect(camera.open.map(({ wish }) => wish.id)).toEqual(['b']);
    camera.starts('a', 'b');
    camera.send({ type: 'camera.switched' });
    expect(camera.remembered).toBe('a');
    camera.starts('a', 'b');
    camera.send({ type: 'camera.switched', to: 'b' });
    expect(camera.open.map(({ wish }) => wish.id)).toEqual(['b']);
  });

  test('the remembered one is wished for, and taken again when it comes back', () => {
    const second = new TestCamera('b');
    second.send({ type: 'camera.wanted' });
    expect(second.runs.at(-1)?.wish.id).toBe('b');
    second.report({ type: 'camera.started', current: 'a', cameras: [{ id: 'a', name: '' }] });
    second.devices('a', 'c');
    expect(second.runs).toHaveLength(1);
    second.devices('a', 'b');
    expect(second.runs).toHaveLength(2);
    expect(second.open).toHaveLength(1);
  });
});

test('with one camera there is nothing to switch to', () => {
  camera.starts('a');
  camera.send({ type: 'camera.switched' });
  expect(camera.runs).toHaveLength(1);
  expect(camera.remembered).toBeNull();
});
