import { reportUncaughtErrors } from '../../../main/engine/process/reportUncaughtErrors.ts';

reportUncaughtErrors((event) => process.send?.(event));
setImmediate(() => {
  throw new Error('the sky fell');
});
