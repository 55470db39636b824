import { looseKeys, looseValue } from '../../../core/configuration/looseValue.ts';
import type { ServersFile } from '../../../core/contract/configuration.ts';
import type { ConfigurationProblem } from '../../../core/contract/configurationProblem.ts';
import type { PlanRequest } from '../../../core/contract/planRequest.ts';
import { shownAddress } from '../../../core/secrets/shownAddress.ts';
import { hasAddressForm, serverExample, targetNamed } from '../../../core/targets/targets.ts';
import { referenceParts } from './referenceSteps.ts';

/** One of the user's servers: something that runs already, listed in `servers.json`. */
interface ListedServer {
  name: string;
  /** As plans and results name it, whatever the name that the user gave: `kind=http://host:port`. */
  target: string;
  engine: string;
  models: string[];
}

/** The servers of a configuration that was checked, in the order of the file. */
export function listedServers({ servers }: ServersFile): ListedServer[] {
  return Object.entries(servers).map(([name, { address, models }]) => {
    const target = targetNamed(address);
    if ('message' in target) throw new Error(`the server "${name}" was not checked: its address ${target.message}`);
    return { name, target: target.name, engine: target.kind.name, models };
  });
}

/** The plan with the address of each server that it names by the name in `servers.json`, of a reference as well. */
export function withServerAddresses(request: PlanRequest, file: ServersFile): PlanRequest {
  const targets = new Map(listedServers(file).map(({ name, target }) => [name, target]));
  const cells = request.cells.map((cell) => ({ ...cell, target: targets.get(cell.target) ?? cell.target }));
  const { reference } = request.load;
  if (reference === undefined) return { ...request, cells };
  const { target, model } = referenceParts(reference);
  const address = targets.get(target);
  if (address === undefined) return { ...request, cells };
  // With "/v1" at its end it is told apart from a model behind it, also where its root has a path.
  const named = model === undefined ? address : `${address}/v1/${model}`;
  return { ...request, cells, load: { ...request.load, reference: named } };
}

/** What can be said against the names and addresses of `servers.json` as it was parsed, whatever its form. */
export function serverProblems(document: unknown): ConfigurationProblem[] {
  const places = new Map<string, string>();
  return (looseKeys(document, 'servers') ?? []).flatMap((name) => {
    const address = looseValue(document, 'servers', name, 'address');
    const problem = (path: string, value: string, message: string, remedy: string): ConfigurationProblem[] => [
      { file: 'servers.json', path: `servers.${name}${path}`, value: JSON.stringify(value), message, remedy },
    ];
    const wrongName = nameProblem(name);
    const named = wrongName === undefined ? [] : problem('', name, wrongName.message, wrongName.remedy);
    if (typeof address !== 'string' || address === '') return named;
    const shown = shownAddress(address);
    const target = targetNamed(address);
    if ('message' in target) return [...named, ...problem('.address', shown, target.message, target.remedy)];
    if (target.kind.address === undefined) {
      const remedy = `Write its protocol and root, such as ${serverExample}.`;
      return [...named, ...problem('.address', shown, 'is a target of this program and no server', remedy)];
    }
    const other = places.get(target.name);
    places.set(target.name, name);
    if (other === undefined) return named;
    const remedy = `Put its models there, and remove "${name}".`;
    return [...named, ...problem('.address', shown, `is the address of "${other}" as well`, remedy)];
  });
}

/** No separator of the command line: not of lists, of an address or of a reference. */
const nameForm = /^[^\s,=/]{1,100}$/;

function nameProblem(name: string): { message: string; remedy: string } | undefined {
  if (!nameForm.test(name)) {
    const message = 'is no name that --target can take';
    return { message, remedy: 'Write at most 100 letters, digits, dots, colons and dashes, such as "lab".' };
  }
  if (!('message' in targetNamed(name)) || hasAddressForm(name)) {
    return { message: 'is the name of a target already', remedy: 'Choose another, such as "lab".' };
  }
  return undefined;
}

/** A name for a server that was given none: its host and port, and a number where that is taken. */
export function newServerName(target: string, taken: readonly string[]): string {
  const root = target.slice(target.indexOf('://') + '://'.length);
  const plain = root.replaceAll(/[\s,=/]+/g, '-').slice(0, 90);
  const names = [plain, ...taken.map((_name, index) => `${plain}-${index + 2}`)];
  return names.find((name) => !taken.includes(name)) ?? plain;
}
