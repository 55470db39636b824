/** A server that the user has added: something that runs already and is reached by its address. */
export interface Server {
  /** As plans and results name it: `openai=http://host:port`, the root of its address behind the protocol it speaks. */
  target: string;
  /** Names of the models that it is to be measured with, as it knows them itself. */
  models: string[];
}
