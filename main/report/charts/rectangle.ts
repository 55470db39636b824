import type { ChartPoint } from './ChartPoint.ts';
import { drawing } from './drawing.ts';

/** A rectangle in the data's coordinates: the hatch of what is not counted, or the bar of a histogram. */
export function rectangle(from: ChartPoint, to: ChartPoint, fill: string, axisIndex = 0, opacity = 1) {
  return drawing(
    (toPixel) => {
      const [x1, y1] = toPixel(...from);
      const [x2, y2] = toPixel(...to);
      return {
        type: 'rect',
        shape: { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) },
        style: { fill, opacity },
      };
    },
    { z: 1, clip: true, axisIndex },
  );
}
