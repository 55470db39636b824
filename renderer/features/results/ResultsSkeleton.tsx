import { Skeleton } from '../../widgets/Skeleton.tsx';
import { useDelayed } from '../../widgets/useDelayed.ts';
import classes from './results.module.css';

const numbers = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The geometry of the results while they are being read. */
export function ResultsSkeleton() {
  const shown = useDelayed(true);
  return shown ? (
    <div className={classes.skeleton} role="status" aria-label="Reading the run">
      <div className={classes.skeletonSide}>
        {numbers.map((key) => (
          <Skeleton key={key} widthPx={160} />
        ))}
      </div>
      <div className={classes.skeletonMain}>
        <Skeleton widthPx={360} heightPx={12} />
        <div className={classes.headlines}>
          {numbers.map((key) => (
            <Skeleton key={key} widthPx={96} heightPx={24} />
          ))}
        </div>
      </div>
    </div>
  ) : null;
}
