import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { isSameCell } from '../../state/live/searchLevel.ts';

/** A piece of the bar of steps. A search is one piece with a place for each of its levels, those to come included. */
export interface StepSegment {
  steps: PlannedStep[];
  /** Places side by side in it; at least as many as steps. */
  places: number;
  /** Its share of the bar against that of a single step. */
  weight: number;
}

/** Room for the levels that a search most often has; one with more gets as much again. */
const placesOfSearch = 8;
const weightOfSearch = 4;

/**
 * The bar's pieces. A search holds its steps and what rests on it in one piece of fixed width, so that the bar stays as it
 * is when a step is added.
 */
export function segmentsOfSteps(steps: readonly PlannedStep[]): StepSegment[] {
  const pieces: PlannedStep[][] = [];
  for (const step of steps) {
    const last = pieces.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first?.search !== undefined && isSameCell(first, step)) last.push(step);
    else pieces.push([step]);
  }
  return pieces.map((piece) =>
    piece[0]?.search === undefined
      ? { steps: piece, places: 1, weight: 1 }
      : { steps: piece, places: Math.ceil(piece.length / placesOfSearch) * placesOfSearch, weight: weightOfSearch },
  );
}
