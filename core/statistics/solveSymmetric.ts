import { elementAt } from './elementAt.ts';

/**
 * Solves a small symmetric positive definite system by Cholesky's factors (G. Golub and C. Van Loan, "Matrix
 * Computations", 4th ed. 2013, §4.2). Undefined when the matrix is singular to twelve digits.
 *
 * @param matrix row by row
 */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
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
