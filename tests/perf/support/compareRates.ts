import { medianOf } from './medianOf.ts';

/** What a client did in one round: so many things a second, and its processor time for one of them. */
export interface Rate {
  perSecond: number;
  cpuMs: number;
}

export interface RateRatios {
  /** The product's rate over the peer's. Each pair was measured side by side in time; between pairs the machine may be another. */
  rate: number;
  /**
   * The peer's processor time for one thing over the product's: what the ratio of rates is where the client alone is the
   * bottleneck. Other work on the machine changes rates much and this little.
   */
  processor: number;
}

/** Holds rounds that were measured in turns against each other, medians of both, and prints them. */
export function compareRates(
  product: readonly Rate[],
  peer: readonly Rate[],
  peerName: string,
  what: string,
): RateRatios {
  const cpuMs = (rates: readonly Rate[]): number => medianOf(rates.map((rate) => rate.cpuMs));
  const ratios: RateRatios = {
    rate: medianOf(product.map(({ perSecond }, round) => perSecond / (peer[round]?.perSecond ?? Number.NaN))),
    processor: cpuMs(peer) / cpuMs(product),
  };
  const shown = (rates: readonly Rate[]): string =>
    `${rates.map(({ perSecond }) => Math.round(perSecond)).join(' ')} ${what}/s, ${(1000 * cpuMs(rates)).toFixed(2)} µs of processor each`;
  console.log(
    `product ${shown(product)}; ${peerName} ${shown(peer)}; ` +
      `ratio ${ratios.rate.toFixed(2)}, by processor time ${ratios.processor.toFixed(2)}`,
  );
  return ratios;
}
