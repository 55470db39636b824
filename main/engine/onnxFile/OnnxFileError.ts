/** What is wrong with a model file, as the second half of a sentence that the file's path begins, and what to do. */
export class OnnxFileError extends Error {
  readonly remedy: string;

  constructor(problem: string, remedy = damagedRemedy) {
    super(problem);
    this.name = 'OnnxFileError';
    this.remedy = remedy;
  }
}

const damagedRemedy = 'Copy or export the model anew; this file is damaged, or is no ONNX model.';
