import { describe, expect, test } from 'vitest';
import { parseEnrolmentLine } from '@shared/contract/hub';
import { type CommandContext, readWords, UsageError } from '../../../electron/cli/command';
import { hubCommand } from '../../../electron/cli/hub';
import { loadDeviceKey } from '../../../electron/deviceKey';
import { loadHubFile } from '../../../electron/sync/hub/hubFile';
import type { Workspace } from '../../../electron/workspace';
import { freshKey } from './freshKey';
import { enrolment, workerFile } from './hubHarness';
import { freshFolder } from './memoryFolder';
import { MemorySource } from './memorySource';

/** The headless command, as somebody calls it, without Electron around it. */

async function serve(rest: string[], json: boolean, meanwhile: (printed: string[]) => Promise<void>, dataFolder = freshFolder(), lines = json ? 1 : 4): Promise<{ code: number; printed: string[]; dataFolder: string }> {
  const printed: string[] = [];
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const command = hubCommand({ sourceOf: () => new MemorySource(), version: () => '0.1.0', untilStopped: () => stopped, workerFile: await workerFile() });
  const context = {
    workspace: { dataFolder, log: () => {} } as unknown as Workspace,
    json,
    print: async (line: string) => void printed.push(line),
  } as CommandContext;
  const running = command.run(context, readWords(command, rest));
  running.catch(() => stop());
  const whileItRuns = async (): Promise<void> => {
    await expect.poll(() => printed.length).toBeGreaterThanOrEqual(lines);
    await meanwhile(printed);
  };
  await Promise.race([running, whileItRuns()]);
  stop();
  return { code: await running, printed, dataFolder };
}

const post = (address: string, body: object): Promise<Response> => fetch(`${address}/_enrol`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('hub', () => {
  test('prints where it is and how to enrol, then what happens, until it is stopped', async () => {
    const device = freshKey();
    const { code, printed, dataFolder } = await serve(['--port', '0', '--uses', '2', '--relay'], true, async ([first]) => {
      const { address, enrolment: line } = JSON.parse(first as string) as { address: string; enrolment: string };
      const { code } = parseEnrolmentLine(line).line!;
      expect((await post(address, enrolment(device, code))).status).toBe(201);
      expect((await post(address, enrolment(freshKey(), code))).status).toBe(201);
      expect((await fetch(address)).status).toBe(401);
    });
    expect(code).toBe(0);
    const [first, ...events] = printed.map((each) => JSON.parse(each) as Record<string, unknown>);
    expect(first).toMatchObject({ address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), host: '127.0.0.1', tls: false, fingerprint: null, device: loadDeviceKey(dataFolder)?.device });
    expect(events).toMatchObject([{ event: 'enrolled', device: device.device, relay: true }, { event: 'enrolled' }, { event: 'refused', status: 401, code: 'unauthorized' }]);
    // What a window has chosen stays as it was.
    expect(loadHubFile(dataFolder)).toMatchObject({ enabled: false, port: 7984, devices: [{ device: device.device }, {}] });
    await expect(fetch((first as { address: string }).address)).rejects.toThrow();
  });

  test('speaks to people in sentences', async () => {
    const { printed } = await serve(['--port=0', '--tls'], false, async () => {});
    expect(printed[0]).toMatch(/^The hub ".+" serves at https:\/\/127\.0\.0\.1:\d+\. Stop it with Ctrl\+C\.$/);
    expect(parseEnrolmentLine(printed[3] as string)).toMatchObject({ problem: null, line: { fingerprint: expect.any(String) } });
    expect(printed[1]).toContain(parseEnrolmentLine(printed[3] as string).line?.fingerprint as string);
  });

  test.each([['--port', 'x'], ['--port', '70000'], ['--uses', '-1'], ['--minutes', '1.5']])('with %s %s is called wrongly', async (...rest) => {
    await expect(serve(rest, true, async () => {})).rejects.toThrow(UsageError);
  });

  test('lists the devices that are enrolled, and shuts one out, without serving', async () => {
    const [device, other] = [freshKey(), freshKey()];
    const dataFolder = freshFolder();
    await serve(['--port', '0', '--uses', '2'], true, async ([first]) => {
      const { address, enrolment: line } = JSON.parse(first as string) as { address: string; enrolment: string };
      for (const each of [device, other]) expect((await post(address, enrolment(each, parseEnrolmentLine(line).line!.code))).status).toBe(201);
    }, dataFolder);
    const ask = async (rest: string[], json = true): Promise<string[]> => {
      const printed: string[] = [];
      const command = hubCommand({ sourceOf: () => new MemorySource(), version: () => '0.1.0', untilStopped: () => Promise.reject(new Error('it serves')) });
      const context = { workspace: { dataFolder, log: () => {} } as unknown as Workspace, json, print: async (line: string) => void printed.push(line) } as CommandContext;
      expect(await command.run(context, readWords(command, rest))).toBe(0);
      return printed;
    };
    const listed = async (): Promise<unknown[]> => (await ask(['--devices'])).map((line) => JSON.parse(line) as unknown);
    expect(await listed()).toMatchObject([{ device: device.device, name: 'Entrance', relay: false, revokedAt: null }, { device: other.device, revokedAt: null }]);
    expect((await ask(['--devices'], false))[0]).toMatch(new RegExp(`^${device.device}  Entrance, enrolled 20.+Z, last seen 20.+Z$`));
    expect(JSON.parse((await ask(['--revoke', device.device]))[0] as string)).toMatchObject({ device: device.device, revokedAt: expect.any(String) });
    expect(await listed()).toMatchObject([{ device: device.device, revokedAt: expect.any(String) }, { device: other.device, revokedAt: null }]);
    expect((await ask(['--devices'], false))[0]).toMatch(/, shut out 20.+Z$/);
    await expect(ask(['--revoke', device.device])).rejects.toThrow('is shut out already');
    await expect(ask(['--revoke', '00000000'])).rejects.toThrow('No device 00000000 was ever enrolled here');
    await expect(ask(['--devices', '--port', '0'])).rejects.toThrow(UsageError);
    expect(await serve(['--devices'], false, async () => {}, freshFolder(), 1)).toMatchObject({ printed: ['No device is enrolled here.'] });
  });

  test('ends when nobody reads what it prints', async () => {
    const command = hubCommand({ sourceOf: () => new MemorySource(), version: () => '0.1.0', untilStopped: () => new Promise(() => {}), workerFile: await workerFile() });
    const gone = new Error('nobody reads');
    let address = '';
    const context = {
      workspace: { dataFolder: freshFolder(), log: () => {} } as unknown as Workspace,
      json: true,
      print: async (line: string) => {
        if (address !== '') throw gone;
        ({ address } = JSON.parse(line) as { address: string });
        setTimeout(() => void fetch(address), 10);
      },
    } as unknown as CommandContext;
    await expect(command.run(context, readWords(command, ['--port', '0']))).rejects.toBe(gone);
  });
});
