import type { Absent } from '../contract/distribution.ts';
import { elementAt } from './arrays.ts';
import { studentQuantile } from './distributions.ts';

/** Parameters of the Universal Scalability Law. */
export interface ScalabilityParameters {
  /** Contention, from 0 to 1: the share of a request that is done one after the other. */
  readonly alpha: number;
  /** Coherency: what each pair of requests in flight costs, as a share of one request. */
  readonly beta: number;
  /** Requests per second of one alone. */
  readonly lambda: number;
}

/** X(N) = lambda N / (1 + alpha (N − 1) + beta N (N − 1)): requests per second with N in flight, N from 1. */
export function scalabilityLaw({ alpha, beta, lambda }: ScalabilityParameters, concurrency: number): number {
  return (lambda * concurrency) / (1 + alpha * (concurrency - 1) + beta * concurrency * (concurrency - 1));
}

export interface ScalabilityFit extends ScalabilityParameters {
  /** Concurrency of the law's highest throughput, sqrt((1 − alpha)/beta), at least 1; or why none is given. */
  readonly knee: number | Absent;
  /** Requests per second at the knee, or the limit lambda/alpha where beta is 0; or why neither is given. */
  readonly saturationPerSecond: number | Absent;
  /** 1 − Σ(x − law)² / Σ(x − mean)² of the throughputs. */
  readonly rSquared: number;
}

/** Three parameters, and one level more that shows whether they fit. */
const fewestScalabilityLevels = 4;

/** How many times the lowest level the highest must be, for a curve to show. */
const leastScalabilitySpan = 8;

/** A limit further than this above the highest throughput measured is not given: nothing measured came near it. */
const FARTHEST_LIMIT = 1.25;

/**
 * A level further than this from the law refutes it: a queue with a fixed number of places is up to 40 % off. R² would
 * not tell, since throughput that hardly changes with concurrency has next to no variance to explain.
 */
const WORST_MISFIT = 0.1;
/**
 * The highest level must bring so much less than the best one: the law bends smoothly, and a queue whose throughput stays
 * where it is looks to it as if it were about to fall.
 */
const LEAST_FALL = 0.05;
/** Squares of distances that rounding alone makes, for each level. */
const ROUNDING = 1e-24;

/**
 * Fits the Universal Scalability Law (N. Gunther, "Guerrilla Capacity Planning", 2007, ch. 4–6) to throughput measured at
 * several levels of concurrency, by least squares of relative distances ({@link leastSquaresOfScalability}). Coherency is
 * in it only where it explains the levels better than chance would: an F test of the law with and without, at 5 %
 * (N. Draper and H. Smith, "Applied Regression Analysis", 3rd ed. 1998, §6.2). It gives no intervals.
 *
 * @returns absent, with the reason, for fewer than 4 different levels, levels that span less than a factor of 8, a
 *   throughput that is not positive, and levels that do not follow the law
 */
export function fitScalability(points: readonly ScalabilityPoint[]): ScalabilityFit | Absent {
  const why = unfit(points);
  if (why !== undefined) return { absent: why };
  const law = lawOf(points);
  if (law === undefined) return { absent: 'the law has no solution for these throughputs' };
  const misfit = Math.max(
    ...points.map((point) => Math.abs(point.perSecond / scalabilityLaw(law, point.concurrency) - 1)),
  );
  if (misfit > WORST_MISFIT) {
    return { absent: `the levels do not follow the law: one is ${Math.round(misfit * 100)} % off` };
  }
  const { alpha, beta, lambda } = law;
  return { alpha, beta, lambda, ...peakOf(points, law), rSquared: rSquaredOf(points, law) };
}

function unfit(points: readonly ScalabilityPoint[]): string | undefined {
  const bad = points.find(({ concurrency, perSecond }) => !(concurrency >= 1 && perSecond > 0 && perSecond < Infinity));
  if (bad !== undefined) return `at ${bad.concurrency} in flight the throughput is ${bad.perSecond}/s`;
  const levels = [...new Set(points.map(({ concurrency }) => concurrency))];
  if (levels.length < fewestScalabilityLevels) return `${levels.length} of ${fewestScalabilityLevels} levels`;
  const [lowest, highest] = [Math.min(...levels), Math.max(...levels)];
  if (highest < leastScalabilitySpan * lowest) {
    return `levels from ${lowest} to ${highest} in flight: the highest must be ${leastScalabilitySpan} times the lowest`;
  }
  return undefined;
}

function lawOf(points: readonly ScalabilityPoint[]): ScalabilityParameters | undefined {
  const without = leastSquaresOfScalability(points, { coherency: false });
  const within = leastSquaresOfScalability(points, { coherency: true });
  if (without === undefined || within === undefined) return without ?? within;
  if (without.squares <= ROUNDING * points.length) return without;
  const degrees = points.length - within.free;
  const gain = (without.squares - within.squares) / (within.squares / degrees);
  return gain > studentQuantile(degrees) ** 2 ? within : without;
}

function rSquaredOf(points: readonly ScalabilityPoint[], law: ScalabilityParameters): number {
  const mean = points.reduce((sum, { perSecond }) => sum + perSecond, 0) / points.length;
  const total = points.reduce((sum, { perSecond }) => sum + (perSecond - mean) ** 2, 0);
  const left = points.reduce((sum, point) => sum + (point.perSecond - scalabilityLaw(law, point.concurrency)) ** 2, 0);
  return total === 0 ? 1 : 1 - left / total;
}

function peakOf(
  points: readonly ScalabilityPoint[],
  law: ScalabilityParameters,
): Pick<ScalabilityFit, 'knee' | 'saturationPerSecond'> {
  const { alpha, beta, lambda } = law;
  const highestPerSecond = Math.max(...points.map(({ perSecond }) => perSecond));
  const last = points.reduce((one, other) => (other.concurrency > one.concurrency ? other : one));
  if (beta === 0) {
    const isNear = lambda <= FARTHEST_LIMIT * highestPerSecond * alpha;
    return {
      knee: { absent: 'within what the levels can tell, throughput never falls again' },
      saturationPerSecond: isNear
        ? lambda / alpha
        : { absent: 'the levels do not come near a limit: measure higher ones' },
    };
  }
  const knee = Math.max(1, Math.sqrt((1 - alpha) / beta));
  if (knee > last.concurrency) {
    const absent = `the law puts it at about ${Math.round(knee)} in flight, beyond the ${last.concurrency} measured`;
    return { knee: { absent }, saturationPerSecond: { absent } };
  }
  return {
    knee:
      last.perSecond <= (1 - LEAST_FALL) * highestPerSecond
        ? knee
        : { absent: 'throughput falls by less than 5 % up to the highest level' },
    saturationPerSecond: scalabilityLaw(law, knee),
  };
}

/** Throughput measured with so many requests in flight. */
export interface ScalabilityPoint {
  readonly concurrency: number;
  readonly perSecond: number;
}

interface ScalabilityLeastSquares extends ScalabilityParameters {
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

/**
 * Solves a small symmetric positive definite system by Cholesky's factors (G. Golub and C. Van Loan, "Matrix
 * Computations", 4th ed. 2013, §4.2). Undefined when the matrix is singular to twelve digits.
 *
 * @param matrix row by row
 */
function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const size = right.length;
  const factor = matrix.map((row) => [...row]);
  const entry = (row: number, column: number): number => elementAt(elementAt(factor, row), column);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let value = elementAt(elementAt(matrix, row), column);
      const whole = value;
      for (let k = 0; k < column; k += 1) value -= entry(row, k) * entry(column, k);
      if (row === column && !(value > 1e-12 * whole)) return undefined;
      elementAt(factor, row)[column] = row === column ? Math.sqrt(value) : value / entry(column, column);
    }
  }
  const solution = [...right];
  for (let row = 0; row < size; row += 1) {
    let value = elementAt(solution, row);
    for (let k = 0; k < row; k += 1) value -= entry(row, k) * elementAt(solution, k);
    solution[row] = value / entry(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let value = elementAt(solution, row);
    for (let k = row + 1; k < size; k += 1) value -= entry(k, row) * elementAt(solution, k);
    solution[row] = value / entry(row, row);
  }
  return solution;
}
