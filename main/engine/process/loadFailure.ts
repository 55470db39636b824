import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import { isOutOfMemory } from '../isOutOfMemory.ts';

/** Turns an error met while the runtime loads a model into a failure that names the file and the remedy. */
export function loadFailure(error: unknown, model: string, weightsPath: string): EngineFailure {
  const detail = errorText(error);
  if (isOutOfMemory(error)) {
    const reason = `There is not enough memory to load ${model} from ${weightsPath}.`;
    const remedy = 'Close other programs, or choose a smaller model such as distilgpt2.';
    return new EngineFailure({ reason, remedy, detail }, error);
  }
  const reason = `ONNX Runtime refused ${model} with the weights file ${weightsPath}.`;
  return new EngineFailure(
    { reason, remedy: `Delete ${weightsPath}; it is made anew at the next start.`, detail },
    error,
  );
}
