import { describe, expect, it } from 'vitest';
import {
  chooseNames,
  hasDisplay,
  installPackages,
  missingCompilers,
  missingFrom,
} from '../../../scripts/setup/systemLibraries.js';

const gtk = ['libgtk-3-0', 'libgtk-3-0t64'];
const nss = ['libnss3'];
const sound = ['libasound2', 'libasound2t64'];

describe('missingFrom', () => {
  it('counts a package under either of its names, and only when it is installed', () => {
    const listing = [
      'dpkg-query: no packages found matching libgtk-3-0',
      'libgtk-3-0t64 installed',
      'libnss3 config-files',
      'libasound2 unpacked',
      '',
    ].join('\n');
    expect(missingFrom([gtk, nss, sound], listing)).toEqual([nss, sound]);
  });

  it('finds everything missing in an empty listing and nothing in a full one', () => {
    expect(missingFrom([gtk, nss], '')).toEqual([gtk, nss]);
    expect(missingFrom([gtk, nss], 'libgtk-3-0 installed\nlibnss3 installed\n')).toEqual([]);
  });
});

describe('chooseNames', () => {
  it('takes the name that this release can install', () => {
    const policy = [
      'libgtk-3-0:',
      '  Installed: (none)',
      '  Candidate: (none)',
      'libgtk-3-0t64:',
      '  Installed: (none)',
      '  Candidate: 3.24.41-4ubuntu1',
      'libnss3:',
      '  Installed: (none)',
      '  Candidate: 2:3.98-1',
    ].join('\n');
    expect(chooseNames([gtk, nss], policy)).toEqual(['libgtk-3-0t64', 'libnss3']);
  });

  it('falls back on the first name when nothing is known', () => {
    expect(chooseNames([gtk, sound], '')).toEqual(['libgtk-3-0', 'libasound2']);
  });
});

describe('missingCompilers', () => {
  it('names the package of each tool that is not there', () => {
    expect(missingCompilers((command) => command === 'make')).toEqual([['g++'], ['python3'], ['binutils']]);
    expect(missingCompilers(() => true)).toEqual([]);
  });
});

describe('installPackages', () => {
  it('tells a user without rights the exact command', async () => {
    const refused = installPackages([nss], 'npm start', { isRoot: false, isThere: () => true });
    await expect(refused).rejects.toMatchObject({
      message: 'System packages are missing: libnss3. This user cannot install them.',
      remedy: expect.stringContaining('sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3'),
    });
    await expect(refused).rejects.toMatchObject({ remedy: expect.stringContaining('then: npm start') });
  });

  it('says what is missing where there is no apt', async () => {
    const refused = installPackages([gtk], 'npm start', { isRoot: true, isThere: () => false });
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('libgtk-3-0') });
  });
});

describe('hasDisplay', () => {
  it.skipIf(process.platform !== 'linux')('looks at both kinds of display', () => {
    expect(hasDisplay({})).toBe(false);
    expect(hasDisplay({ DISPLAY: '' })).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });
});
