import type { EChartsOption } from 'echarts';
import type { EChartsType } from 'echarts/core';
import { type RefObject, useEffect, useRef } from 'react';
import { createChart } from './echarts.ts';

interface EChartProps {
  option: EChartsOption;
  /** The answer that the chart gives, in words. */
  label: string;
  /** Where the chart is put for whoever copies its image. */
  chartRef?: RefObject<EChartsType | null>;
  className?: string | undefined;
}

/** A canvas that shows an option, fills its box and never animates. */
export function EChart({ option, label, chartRef, className }: EChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) {
      return;
    }
    const created = createChart(element, null, { renderer: 'canvas' });
    chart.current = created;
    if (chartRef !== undefined) {
      chartRef.current = created;
    }
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      created.dispose();
      chart.current = null;
      if (chartRef !== undefined) {
        chartRef.current = null;
      }
    };
  }, [chartRef]);

  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option]);

  return (
    <div ref={box} className={className} role="img" aria-label={label} style={{ height: '100%', width: '100%' }} />
  );
}
