import { type PromptOptions, promptSource } from './buildPrompts.ts';

/** Odd, so that multiples of it visit each word once. */
const firstWordStride = 197;

/**
 * The prompts of one request as text, and a seed for its sampling: the same for the same options. A prompt has
 * `promptTokens` words, about one token each; how many a server makes of it, its usage tells. The first words count the
 * step's prompts through, so that none begins like one of the 511 before it and a server's prefix cache finds nothing to
 * reuse but what its own chat template puts in front. The rest is drawn at random. Prompts of a single word repeat after
 * 512 of them. Of a conversation a longer prompt begins with the whole of a shorter one, as of {@link buildPrompts}.
 */
export function textPrompts({ seed, sequence, batchSize, promptTokens, conversation }: PromptOptions): {
  prompts: string[];
  samplingSeed: number;
} {
  const source = promptSource(seed, sequence, conversation);
  const count = promptWords.length;
  const prompts: string[] = [];
  for (let item = 0; item < batchSize; item += 1) {
    const random = source.randomOf(item);
    const number = source.first * batchSize + item;
    const places = [((number + seed) * firstWordStride) % count];
    for (let rest = Math.floor(number / count); rest > 0 && places.length < promptTokens; ) {
      places.push(rest % count);
      rest = Math.floor(rest / count);
    }
    while (places.length < promptTokens) places.push(random.integer(count));
    prompts.push(places.map((place) => promptWords[place]).join(' '));
  }
  return { prompts, samplingSeed: source.samplingSeed() };
}

/**
 * Common English words of which each, after a space, is one token of GPT-2's vocabulary and of OpenAI's later ones, and of
 * most others: a prompt of n of them has about n tokens. A power of two of them, so that an odd stride visits each.
 */
export const promptWords: readonly string[] = `
time year people day man woman life world school family student country problem part place week company program
question work night point water room area money fact month right study eye job business issue kind head house
friend father hour game end member car city team minute body back face level door health person history party
change reason girl air foot boy policy music sense nation college interest use class control field role heart
show light voice mind price son view road arm building action tax director position record paper ground form
official matter site project star table court oil figure street phone data picture piece land wall worker test
movie love support baby computer film tree hair window energy period course term letter rule daughter floor
campaign call hospital fire future west board rest behavior goal second bed author agency color store page
series response animal article east scene stock dog fund thought list quality answer resource cup amount staff
growth degree box trade deal bill message forward section skill stage design station truth example check dark
rock camera play green blue black white brown big large high low short old young early good bad better great own
other about above add after against ago agree allow almost along also among and any apply around ask avoid away
be beat begin between both bring build buy by carry catch claim clear cold come consider continue cover create
deep detail do draw drive during each eat economic either else even ever exist fail far fast few fill final fine
first five fly follow food former four from front fun general give go gone grow half happy hard heat heavy here
hit hot how if impact inside instead item join keep key know later lay learn leave less let like likely local
look major make mark may mean media medical method might miss model more most move much near never nice nine
none nor nothing notice now off offer on once only onto option or out outside pass past pay peace physical pick
pull push put radio raise rather reach ready real recent reflect remove replace return rich run safe same say
scale sea search see seek send set shake share simple since single sit skin so some special spring start stay
stop strong suggest sure talk task ten than that the them then there they third those though through throw to
today total travel true try two under up upon usually vote wait want watch well what where which who why will
win within without write wrong yard yet you zero apple ball band bay bean bell belt boat bone bread bridge bus
cake camp cat cell chair clock coat code cook copy cow cream cross cycle dress ear edge egg engine finger flag
forest fruit gate grass hall hat hole horse iron jump knife lake library lip lock map metal mouse neck oven pack
park pen plane plate pot rain river root sand seed shell shirt shop sky square sun sweet tank ticket tip tool
train wheel wine wing wire wolf
`
  .trim()
  .split(/\s+/);
