import classes from './servers.module.css';

/** What a server is and what is asked of it. */
export function AboutServers() {
  return (
    <p className={classes.about}>
      A server runs already and speaks the OpenAI protocol, as vLLM, SGLang, llama.cpp and others do. It is asked
      whether it knows the model when a run begins. A key is taken from the environment variable{' '}
      <code>OPENAI_API_KEY</code>.
    </p>
  );
}
