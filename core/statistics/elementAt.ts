/** `values[index]`, for an index that must exist: throws a RangeError naming it otherwise. */
export function elementAt<Element>(values: ArrayLike<Element>, index: number): Element {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index is ${index}; there are ${values.length} values`);
  return value;
}
