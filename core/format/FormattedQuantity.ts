/** A quantity in the parts that a screen sets differently: the number in text weight, unit and interval lighter. */
export interface FormattedQuantity {
  /** "12.4", "∞", "< 0.1". */
  readonly number: string;
  /** "ms", "/s"; empty for ∞, which has no unit. */
  readonly unit: string;
  /** "[12.1, 12.8]"; absent where there is none. */
  readonly interval?: string;
}
