/** What llama.cpp's server has counted since its start, from its own metrics. */
export interface LlamaCounters {
  /** Prompt tokens that it computed; those it took from its cache are not among them. */
  promptTokens: number;
  outputTokens: number;
}

/** @throws Error when the server gives no such metrics. */
export async function llamaCounters(url: string): Promise<LlamaCounters> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counter = (name: string): number => {
    const value = new RegExp(`^llamacpp:${name} (\\S+)$`, 'm').exec(text)?.[1];
    if (value === undefined) throw new Error(`llama.cpp's metrics have no ${name}:\n${text}`);
    return Number(value);
  };
  return { promptTokens: counter('prompt_tokens_total'), outputTokens: counter('tokens_predicted_total') };
}
