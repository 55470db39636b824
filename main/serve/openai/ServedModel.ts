import type { Tokenizer } from '../../text/Tokenizer.ts';
import type { EngineChannel } from '../engine/EngineChannel.ts';

/** What the server answers with. */
export interface ServedModel {
  id: string;
  maximumContextTokens: number;
  vocabulary: number;
  channel: EngineChannel;
  tokenizer: Tokenizer;
}
