import { PacedLoop, type PacedLoopOptions } from './PacedLoop.ts';
import { ScheduleAgenda, type ScheduleAgendaOptions } from './ScheduleAgenda.ts';

export type OpenLoopOptions = PacedLoopOptions & ScheduleAgendaOptions;

/** Sends each request at its instant of a schedule that was decided before, whatever comes back. */
export class OpenLoop extends PacedLoop {
  constructor(options: OpenLoopOptions) {
    super(options, (window) => new ScheduleAgenda(options, window));
  }
}
