import { describe, expect, it } from 'vitest';
import { load } from './launchers';

describe('missing libraries', async () => {
  const { parseMissingLibraries, needsNewerLibc, packagesForLibraries } =
    await load('systemLibraries');
  const { parseOsRelease, isDebianFamily, aptCommandLine } = await load('debianPackages');
  const bookworm = parseOsRelease('ID=debian\nVERSION_ID="12"\n');
  const ubuntu24 = parseOsRelease('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n');

  it('takes from ldd only what was not found, each once', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibnss3.so => not found',
      '\tlibgtk-3.so.0 => not found',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)',
    ].join('\n');
    expect(parseMissingLibraries(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
    expect(parseMissingLibraries('\tstatically linked\n')).toEqual([]);
  });

  it('tells an old C library from a missing one', () => {
    const output = "/opt/electron: /lib/libc.so.6: version `GLIBC_2.38' not found (required by x)";
    expect(needsNewerLibc(output)).toBe(true);
    expect(parseMissingLibraries(output)).toEqual([]);
    expect(needsNewerLibc('\tlibgbm.so.1 => not found')).toBe(false);
  });

  it('names each Debian package once, and the libraries it knows nothing of', () => {
    const libraries = ['libnss3.so', 'libsmime3.so', 'libgtk-3.so.0', 'libXss.so.1', 'libodd.so.7'];
    expect(packagesForLibraries(libraries, bookworm)).toEqual({
      packages: ['libgtk-3-0', 'libnss3', 'libxss1'],
      unknown: ['libodd.so.7'],
    });
  });

  it('uses the names of the 64-bit time_t transition where they apply', () => {
    const libraries = ['libasound.so.2', 'libgbm.so.1'];
    expect(packagesForLibraries(libraries, bookworm).packages).toEqual(['libasound2', 'libgbm1']);
    expect(packagesForLibraries(libraries, ubuntu24).packages).toEqual(['libasound2t64', 'libgbm1']);
  });

  it('knows the families of Debian', () => {
    expect(isDebianFamily(ubuntu24)).toBe(true);
    expect(isDebianFamily(parseOsRelease('ID=fedora\nVERSION_ID=41'))).toBe(false);
    expect(isDebianFamily(parseOsRelease(''))).toBe(false);
  });

  it('writes a command that can be typed', () => {
    expect(aptCommandLine(['xvfb', 'xauth'])).toBe(
      'apt-get update && apt-get install -y --no-install-recommends xvfb xauth',
    );
  });
});

describe('what tests use where it can be had', async () => {
  const { lackingPackages, testTools } = await load('testTools');
  const { readTestPlan } = await load('testPlan');

  it('names the packages that are lacking, each once', () => {
    expect(lackingPackages('networks', () => false)).toEqual(['iproute2', 'nftables']);
    expect(lackingPackages('networks', (name: string) => name !== 'nft')).toEqual(['nftables']);
    expect(lackingPackages('keychain', () => true)).toEqual([]);
  });

  it('is all looked for before all tests', () => {
    expect(readTestPlan([]).needs).toEqual(expect.arrayContaining(testTools));
  });
});
