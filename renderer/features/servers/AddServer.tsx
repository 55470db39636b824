import { useModels } from '../../state/useModels.ts';
import { notifyDone } from '../../widgets/notify.tsx';
import { Pane } from '../../widgets/Pane.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { AboutServers } from './AboutServers.tsx';
import { ServerForm } from './ServerForm.tsx';

/** Adds a server on Targets and opens it. */
export function AddServer() {
  return (
    <ScrollRegion label="Add a server">
      <Pane title="Add a server" note="something that runs already, by its address">
        <AboutServers />
        <ServerForm
          onAdded={(target, model) => {
            notifyDone(`\u2068${model}\u2069 of this server can be chosen on Home and Plan now.`);
            useModels.getState().showServer(target);
          }}
        />
      </Pane>
    </ScrollRegion>
  );
}
