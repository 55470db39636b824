import type { MarkupPart } from '../html/html.ts';

export interface TableHead {
  text: MarkupPart;
  numeric?: boolean;
}

export interface TableCell {
  content: MarkupPart;
  /** A reason stands in the place of a figure or an interval that is not there. */
  kind?: 'num' | 'value' | 'interval' | 'reason' | 'text';
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
  /** Names and values, heads unseen: as much room for the names as for figures, or little beside long texts. */
  pairs?: 'figures' | 'texts';
}
