import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PossiblyInfinite } from '../../core/contract/distribution.ts';
import type { FormattedQuantity } from '../../core/format/numbers.ts';
import { numberFromDocument } from '../../core/statistics/distributionDocument.ts';
import type { Interval } from '../../core/statistics/Interval.ts';
import classes from './widgets.module.css';

interface HeadlineProps {
  name: string;
  /** The figure, or why there is none. */
  figure: FormattedQuantity | { absent: string };
  /** What a percentile under its sample floor lacks; then the figure is set back. */
  belowFloor?: string | undefined;
  note?: ReactNode;
  tone?: 'plain' | 'invalid';
}

/** One of the few large numbers of a screen: what, how much, its interval, what it rests on. */
export function Headline({ name, figure, belowFloor, note, tone = 'plain' }: HeadlineProps) {
  return (
    <dl className={classes.headline}>
      <dt>{name}</dt>
      {'absent' in figure ? (
        <dd className={classes.headlineValue}>
          <span className={classes.absent}>{figure.absent}</span>
        </dd>
      ) : (
        <>
          <dd className={`${classes.headlineValue} ${tone === 'invalid' ? classes.toneInvalid : ''} num`}>
            <span className={belowFloor === undefined ? undefined : classes.belowFloor}>{figure.number}</span>{' '}
            <small>{figure.unit}</small>
          </dd>
          <dd className={`${classes.headlineInterval} num`}>{belowFloor ?? figure.interval}</dd>
        </>
      )}
      <dd className={classes.headlineNote}>
        {belowFloor === undefined ? (
          note
        ) : (
          <span className={classes.floorNote}>
            <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
            below floor
          </span>
        )}
      </dd>
    </dl>
  );
}

/** An interval of the result document as numbers, Infinity included. */
export function intervalFromDocument([low, high]: readonly [PossiblyInfinite, PossiblyInfinite]): Interval {
  return [numberFromDocument(low), numberFromDocument(high)];
}
