/** A cell: what is shown, and the raw value that an export gets where it differs. */
export interface ChartCell {
  text: string;
  raw?: number | string;
}

/** The table that stands beside a chart and holds the same figures. */
export interface ChartTable {
  columns: { title: string; numeric: boolean }[];
  rows: ChartCell[][];
  /** What the table does not show, or what a mark in it means. */
  note?: string;
}
