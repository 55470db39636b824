/** A reference as it was written: the name of a target, and of a model where one was named. */
export interface ReferenceParts {
  target: string;
  model?: string;
}

/**
 * Takes `TARGET` or `TARGET/MODEL` apart. Names of models have slashes, and so have addresses: behind a server's host, or
 * behind a path that ends in `/v1`, all that follows is the model.
 */
export function referenceParts(text: string): ReferenceParts {
  const [, target = text, model = ''] = serverForm.exec(text) ?? embeddedForm.exec(text) ?? [];
  return model === '' ? { target } : { target, model };
}

const serverForm = /^([^=/]+=[a-z]+:\/\/[^/]+(?:(?:\/[^/]+)*\/v1(?=\/|$))?)\/*(.*)$/i;
const embeddedForm = /^([^/]+)\/(.+)$/;
