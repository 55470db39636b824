import type { MarkupPart } from '../html/html.ts';

export interface TableHead {
  text: MarkupPart;
  numeric?: boolean;
}

export interface TableCell {
  content: MarkupPart;
  kind?: 'num' | 'value' | 'interval' | 'text';
  /** What a sortable table sorts this cell by. */
  sort?: number;
}

/** A table of figures before a format has set it: as HTML by `dataTable`, as Markdown by `markdownTable`. */
export interface DataTable {
  /** What it holds, for those who cannot see where it stands. */
  label: string;
  heads: readonly TableHead[];
  /** One cell for each head; the first names the row. */
  rows: readonly (readonly TableCell[])[];
  sortable?: boolean;
  /** Names and values: the first column takes more than half. */
  pairs?: boolean;
}
