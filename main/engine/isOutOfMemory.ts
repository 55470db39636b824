import { errorText } from './errorText.ts';

/** How V8 and the runtime say that memory ran out; neither gives a code. */
const outOfMemoryTexts =
  /bad_alloc|bad allocation|array buffer allocation failed|invalid typed array length|failed to allocate|cannot allocate memory|out of memory|ENOMEM/i;

/** Whether an error says that memory ran out. */
export function isOutOfMemory(error: unknown): boolean {
  return outOfMemoryTexts.test(errorText(error));
}
