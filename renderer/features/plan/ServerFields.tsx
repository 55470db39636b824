import { Select } from '@mantine/core';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';

const endpoints = [
  { value: 'chat', label: 'chat: /v1/chat/completions' },
  { value: 'completions', label: 'completions: /v1/completions, can carry batches' },
];

const vendorFields = [
  { value: 'sent', label: 'sent where the server takes them' },
  { value: 'left out', label: 'left out: answers may end early' },
];

/** The fields that are shown here, by their names in the request. */
export const serverFieldNames: string[] = ['endpoint', 'vendorFields'];

/** How servers are asked. */
export function ServerFields({ load }: { load: LoadOptions }) {
  const { setLoad } = usePlanDraft.getState();
  return (
    <>
      <Select
        label="Endpoint"
        data={endpoints}
        placeholder="chat"
        clearable
        comboboxProps={{ width: 340 }}
        value={load.endpoint ?? null}
        onChange={(value) => setLoad('endpoint', value === 'chat' || value === 'completions' ? value : undefined)}
      />
      <Select
        label="Vendor fields"
        title="Fields that only some servers know, such as ignore_eos, which keeps every answer at its full length"
        data={vendorFields}
        placeholder="sent"
        clearable
        comboboxProps={{ width: 280 }}
        value={load.vendorFields === undefined ? null : load.vendorFields ? 'sent' : 'left out'}
        onChange={(value) => setLoad('vendorFields', value === null ? undefined : value === 'sent')}
      />
    </>
  );
}
