import { elementAt } from './elementAt.ts';
import type { ScalabilityParameters } from './scalabilityLaw.ts';
import { solveSymmetric } from './solveSymmetric.ts';

/** Throughput measured with so many requests in flight. */
export interface ScalabilityPoint {
  readonly concurrency: number;
  readonly perSecond: number;
}

export interface ScalabilityLeastSquares extends ScalabilityParameters {
  /** Sum of the squared relative distances of law and measurement. */
  readonly squares: number;
  /** Parameters that were free: 3, less one for each that its bound holds. */
  readonly free: number;
}

/** A face of the bounds: how the free coefficients make up 1/lambda, alpha/lambda and beta/lambda. */
type Face = readonly (readonly [number, number, number])[];

const contention: readonly Face[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
  ],
  [[1, 0, 0]],
  [[1, 1, 0]],
];
const coherency: Face = [[0, 0, 1]];

/**
 * The law with the least squares of measured/law − 1 within its bounds, 0 ≤ alpha ≤ 1 and beta ≥ 0. The reciprocal of
 * the law is linear in 1/lambda, alpha/lambda and beta/lambda, and so is this distance. The bounds are linear too: the
 * minimum is that of the face of the bounds on which it lies, so that trying each face finds it without a start value
 * or an iteration.
 *
 * @param options.coherency false holds beta at 0 (Amdahl's law)
 * @returns undefined when no face has a solution: fewer different levels than parameters
 */
export function leastSquaresOfScalability(
  points: readonly ScalabilityPoint[],
  options: { coherency: boolean },
): ScalabilityLeastSquares | undefined {
  const faces = options.coherency ? [...contention.map((face) => [...face, ...coherency]), ...contention] : contention;
  let best: ScalabilityLeastSquares | undefined;
  for (const face of faces) {
    const solved = solveOn(face, points);
    if (solved !== undefined && solved.squares < (best?.squares ?? Number.POSITIVE_INFINITY)) best = solved;
  }
  return best;
}

function solveOn(face: Face, points: readonly ScalabilityPoint[]): ScalabilityLeastSquares | undefined {
  const rows = points.map(({ concurrency, perSecond }) => {
    const weight = perSecond / concurrency;
    return face.map(([one, linear, square]) => weight * (one + (linear + square * concurrency) * (concurrency - 1)));
  });
  const sum = (term: (row: number[]) => number): number => rows.reduce((total, row) => total + term(row), 0);
  const columns = face.map((_, index) => index);
  const solved = solveSymmetric(
    columns.map((a) => columns.map((b) => sum((row) => elementAt(row, a) * elementAt(row, b)))),
    columns.map((a) => sum((row) => elementAt(row, a))),
  );
  if (solved === undefined) return undefined;
  const coefficient = (term: 0 | 1 | 2): number =>
    face.reduce((total, parts, index) => total + parts[term] * elementAt(solved, index), 0);
  const [one, linear, square] = [coefficient(0), coefficient(1), coefficient(2)];
  if (!(one > 0 && linear >= 0 && linear <= one && square >= 0)) return undefined;
  return {
    alpha: linear / one,
    beta: square / one,
    lambda: 1 / one,
    squares: sum((row) => (row.reduce((total, value, index) => total + value * elementAt(solved, index), 0) - 1) ** 2),
    free: face.length,
  };
}
