import type { LoopListener } from './LoadLoop.ts';
import type { RequestLedger } from './RequestLedger.ts';

/** Gives up what is in flight at the end of a loop, and logs it. Returns whether that cut the measurement short. */
export function abandonInFlight(ledger: RequestLedger, listener: LoopListener, stopped: boolean): boolean {
  const isCutShort = stopped || ledger.account.inFlight > 0;
  const abandoned = ledger.abandonAll();
  if (abandoned > 0) {
    const why = stopped ? 'by Stop' : 'when the step ended';
    listener.onLog('info', `${abandoned} requests in flight were abandoned ${why} and leave no record.`);
  }
  return isCutShort;
}
