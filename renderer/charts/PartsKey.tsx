import { usePaint } from './ChartPaint.ts';
import classes from './charts.module.css';
import { type PanelColour, panelColour } from './options/timePanels.ts';

interface PartsKeyProps {
  parts: readonly { name: string; colour: PanelColour; opacity: number }[];
}

/** Which part of a stacked column is what, in the order from the axis up. */
export function PartsKey({ parts }: PartsKeyProps) {
  const paint = usePaint();
  return (
    <ul className={classes.key}>
      {parts.map(({ name, colour, opacity }) => (
        <li key={name} title={name}>
          <i style={{ background: panelColour(colour, paint), opacity }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
