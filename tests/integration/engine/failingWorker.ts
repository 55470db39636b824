import { reportUncaughtErrors } from '../../../main/engine/index.ts';

reportUncaughtErrors((event) => process.send?.(event));
setImmediate(() => {
  throw new Error('the sky fell');
});
