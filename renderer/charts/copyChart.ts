import type { EChartsType } from 'echarts/core';

/** Puts the chart as a PNG on the clipboard, at twice its size, on the colour behind it. Rejects with why it could not. */
export async function copyChartImage(chart: EChartsType, backgroundColor: string): Promise<void> {
  const canvas = chart.renderToCanvas({ backgroundColor, pixelRatio: 2 });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error('the chart could not be drawn as an image');
  }
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}
