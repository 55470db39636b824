import { readHttpAddress } from '../httpAddress.ts';
import type { Refusal, TargetKind } from '../TargetKind.ts';

const example = 'openai=http://127.0.0.1:8000';
const keyVariable = 'OPENAI_API_KEY';

/** Any server that speaks OpenAI's protocol. */
export const openai = {
  name: 'openai',
  title: 'a server that speaks OpenAI’s protocol',
  traits: {
    servesItsModels: true,
    isAskedFirst: true,
    outputs: 'text',
    settings: ['endpoint', 'vendorFields'],
    processes: 'byAddress',
    calibratedBy: 'openai',
  },
  address: { example, keyVariable, read: readAddress },
  // What a server can run is for the server to say: it is asked before the first step.
  refuses: () => undefined,
  refusesBatches: (sizes, { endpoint = 'chat', scenario }) => {
    const batches = [...new Set(sizes)].filter((size) => size > 1);
    if (endpoint !== 'chat' || batches.length === 0) return undefined;
    return {
      message: 'a chat request carries one conversation, so it has no batch',
      remedy: `Use --set endpoint=completions for batches, or leave ${scenario} out.`,
    };
  },
} as const satisfies TargetKind;

/** `http://host:port`, with or without `/v1` at its end: the server's root, so that one server has one name. */
function readAddress(address: string): { url: string } | Refusal {
  const read = readHttpAddress(address, { example, keyVariable });
  return 'message' in read ? read : { url: `${read.origin}${read.path.replace(/\/v1$/, '')}` };
}
