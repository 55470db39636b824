import type { SearchEnd } from '../../../core/contract/ladderFigures.ts';
import { searchSentences } from '../../../core/format/searchWords.ts';
import classes from './results.module.css';

/** What a search found and how it came to its end; nothing where there was none. */
export function SearchLine({ search }: { search: SearchEnd | undefined }) {
  if (search === undefined) return null;
  return (
    <section className={classes.quality} aria-label="Search" data-pane="" tabIndex={-1}>
      <p>
        <strong>Search:</strong> <span className="num">{searchSentences(search).join(' ')}</span>
      </p>
    </section>
  );
}
