import { Modal } from '@mantine/core';
import { AboutServers } from './AboutServers.tsx';
import { ServerForm } from './ServerForm.tsx';

interface ServerDialogProps {
  opened: boolean;
  onClose: () => void;
  onAdded: (target: string, model: string) => void;
}

/** Adds a server from within a plan. */
export function ServerDialog({ opened, onClose, onAdded }: ServerDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add a server" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <AboutServers />
      <ServerForm onAdded={onAdded} />
    </Modal>
  );
}
