/** The colours that a chart needs, as plain strings: a canvas cannot read CSS variables. */
export interface ChartColours {
  page: string;
  panel: string;
  text: string;
  text2: string;
  text3: string;
  accent: string;
  grid: string;
  axis: string;
  line2: string;
  hatch: string;
  hatchOpacity: number;
  seriesWidth: number;
  valid: string;
  suspect: string;
  invalid: string;
  /** Slots 1 to 8 in their fixed order, at index 0 to 7: five targets, then GPU, other load, this client. */
  series: readonly string[];
  /** From the least of a quantity to the most of it, for areas. */
  sequential: readonly string[];
}

const sequentialSteps = [1, 2, 3, 4, 5, 6, 7];
const seriesSlots = [1, 2, 3, 4, 5, 6, 7, 8];

/** Reads the chart colours through `read`, which answers a token's value by its name without the dashes. */
export function chartColours(read: (token: string) => string): ChartColours {
  return {
    page: read('page'),
    panel: read('panel'),
    text: read('text'),
    text2: read('text2'),
    text3: read('text3'),
    accent: read('accent'),
    grid: read('grid'),
    axis: read('axis'),
    line2: read('line2'),
    hatch: read('hatch'),
    hatchOpacity: Number(read('hatch-opacity')),
    seriesWidth: Number(read('series-width')),
    valid: read('valid'),
    suspect: read('suspect'),
    invalid: read('invalid'),
    sequential: sequentialSteps.map((step) => read(`sequential-${step}`)),
    series: seriesSlots.map((slot) => read(`series-${slot}`)),
  };
}

/** The chart colours of the set that `root` shows now. */
export function readChartColours(root: HTMLElement): ChartColours {
  const style = getComputedStyle(root);
  return chartColours((token) => style.getPropertyValue(`--${token}`).trim());
}
