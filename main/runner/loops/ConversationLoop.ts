import { ConversationAgenda, type ConversationAgendaOptions } from './ConversationAgenda.ts';
import { PacedLoop, type PacedLoopOptions } from './PacedLoop.ts';

export type ConversationLoopOptions = PacedLoopOptions & ConversationAgendaOptions;

/**
 * Sends the turns of conversations: they begin by a schedule, whatever comes back, and go on when their answers have come. The
 * intended start of a later turn is the end of the answer before and the time to think.
 */
export class ConversationLoop extends PacedLoop {
  constructor(options: ConversationLoopOptions) {
    super(options, (window) => new ConversationAgenda(options, window));
  }
}
