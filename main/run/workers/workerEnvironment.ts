/**
 * Variables that a worker inherits. An allow-list and not a block-list: a worker needs none of the user's secrets, and a
 * variable such as NODE_OPTIONS would change what is measured. Those that look like libraries' search paths stay, since
 * GPU tools and runtimes are found through them.
 */
const inherited = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SystemDrive',
  'ProgramFiles',
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
  'LD_LIBRARY_PATH',
  'CUDA_VISIBLE_DEVICES',
  'NVIDIA_VISIBLE_DEVICES',
  'VK_ICD_FILENAMES',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
];

/** The environment of a worker process: the allowed variables of this process that are set. */
export function workerEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of inherited) {
    const value = environment[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
