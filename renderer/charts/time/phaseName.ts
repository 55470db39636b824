import { phaseTitle } from '../../../core/format/phaseTitle.ts';

/** How a phase is called where its name stands alone: "Warm-up" for `warmUp`, "Burst" for `burst`. */
export function phaseName(name: string): string {
  const title = phaseTitle(name);
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}
