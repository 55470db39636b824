import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import { isOutOfMemory } from '../isOutOfMemory.ts';

/** Turns an error met while the runtime loads a model into a failure that names the file and the remedy. */
export function loadFailure(error: unknown, model: string, weightsPath: string, canBeMadeAnew: boolean): EngineFailure {
  const detail = errorText(error);
  if (isOutOfMemory(error)) {
    const reason = `There is not enough memory to load ${model} from ${weightsPath}.`;
    const remedy = 'Close other programs, or choose a smaller model such as distilgpt2.';
    return new EngineFailure({ reason, remedy, detail }, error);
  }
  const reason = `ONNX Runtime refused ${model} with the weights file ${weightsPath}.`;
  const remedy = canBeMadeAnew
    ? `Delete ${weightsPath}; it is made anew at the next start.`
    : 'Check that the file is whole, and download it again when it is not.';
  return new EngineFailure({ reason, remedy, detail }, error);
}
